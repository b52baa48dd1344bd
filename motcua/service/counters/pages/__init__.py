"""The doors of counters for people: kiosk, board, ticket, console, waiting times, set-up."""
