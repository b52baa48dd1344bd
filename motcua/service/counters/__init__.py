"""The one-stop counter: its windows, and the numbers by which people are called to them."""
