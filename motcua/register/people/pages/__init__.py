"""The doors of people: signing in and out, registering, getting back in, the account."""
