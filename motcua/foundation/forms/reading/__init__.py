"""One answer read into one value, or into what is wrong with it and how to mend it."""
