"""What `prepare` needs: which columns are meant, and which are no measurements."""
