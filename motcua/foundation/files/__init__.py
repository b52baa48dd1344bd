"""
Encrypted files: upload, sniffing, storage, holders, erasure.

Five nouns: *upload* (in progress, sealed piece by piece), *file* (kept, sealed, addressed by its ciphertext's hash),
*holder* (`draft/<id>`, `dossier/<id>`), *wrapping* (the file's key for one holder), *store* (where sealed bytes lie).
`uploads` brings files in, `holdings` gives, opens and erases them, `doors` answers browsers, `posted` takes plain
forms, `sweeping` cleans up, `condition` tells the operator. `types` and what sniffs are free of Django.
"""
