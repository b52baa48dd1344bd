"""
Every way to change what the room keeps: `owning` for owners, `telling` what happened, `sending` it.

They are imported one by one: what the reader of the ledger needs is there before the tables are.
"""
