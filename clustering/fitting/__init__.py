"""What `kmeans` fits with: the points as it sees them, seeds, rounds and moves."""
