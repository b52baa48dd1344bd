"""Every way to read counters."""
