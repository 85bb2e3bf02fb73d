"""What the public may see: the figures that are approved for it, with their definitions and changes."""
