"""
The nouns of a dossier: its state, what may be asked of it, what happened to it, who may do what.

`state` is what a dossier is now, `commands` what a person asks, `events` what the ledger keeps, `policies` who may.
"""
