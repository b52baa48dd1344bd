"""The doors of counters for machines."""
