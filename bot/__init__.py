"""The conversation: updates in, replies out; no numerics."""
