"""Pages and files of the public's statistics."""
