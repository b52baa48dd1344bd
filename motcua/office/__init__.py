"""How officials work with each other."""
