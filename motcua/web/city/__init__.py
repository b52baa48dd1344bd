"""Leaders and the public."""
