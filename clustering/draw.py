"""Features, fit -> PNG bytes."""
