"""Who is next, what may be done at a window, how long people will wait. Pure."""
