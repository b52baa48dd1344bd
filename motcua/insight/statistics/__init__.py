"""
What the city did, month by month, folded from the ledger of dossiers: figures, their corrections, results issued.

Nothing here names a person or a dossier to the public. Its nouns: figure, month, correction, standing, result issued.
"""
