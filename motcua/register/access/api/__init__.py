"""Access for machines: who acts, who looked, tokens."""
