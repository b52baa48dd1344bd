"""The doors of access: who looked at my data, and an agency's posts."""
