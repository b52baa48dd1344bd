"""The law of a dossier's life, pure: `decide` answers a command with events or a refusal, `evolve` folds events."""
