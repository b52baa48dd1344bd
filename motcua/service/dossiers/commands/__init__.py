"""
Every way to change a dossier.

`drafts` before it is one, `submitting` makes it one, `acting` performs any act of its life, `supplementing` answers a
request for a supplement, `decision_drafts` keeps drafts of the decision, `certifying` does the fast lane's acts at one go,
`batching` performs an act on many dossiers, `keeping` keeps an official's own phrases and filters. All but drafts append
to the ledger, and all are safe to send twice.
"""
