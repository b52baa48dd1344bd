"""Dossiers: from draft to result handed over."""
