"""Table, labels -> the person's own file with the clusters added."""
