"""The demonstration city: invented people, real rules. Everything goes through commands with the moment passed in."""
