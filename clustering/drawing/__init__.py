"""What `draw` needs: the view, fonts and colors, and what stands around the plot."""
