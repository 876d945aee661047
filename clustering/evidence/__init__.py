"""What `choose` goes by: the signs that there are groups, and how many."""
