"""Libraries of the house: nothing of government services in them."""
