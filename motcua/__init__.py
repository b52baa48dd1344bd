"""Motcua: one window for a whole city."""
