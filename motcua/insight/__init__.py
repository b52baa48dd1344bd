"""Figures folded from the ledger."""
