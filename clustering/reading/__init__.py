"""What `load` needs: from bytes to records to numbers, a step a room."""
