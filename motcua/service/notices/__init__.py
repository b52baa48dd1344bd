"""What happened, told to the person it concerns."""
