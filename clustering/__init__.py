"""The science: a table in, its clusters and a picture out; nothing of chats."""
