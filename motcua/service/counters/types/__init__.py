"""What the room speaks of: the set-up of a counter, its day with tickets and windows, what is asked and what happens."""
