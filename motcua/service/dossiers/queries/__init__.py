"""
Every way to read dossiers.

`drafts` before they are submitted, `opened` one dossier with its content, `lists` queues, searches and my dossiers,
`desk` what else the desk reads, `exporting` what is carried out of a queue,
`tracking` by code without signing in, `timing` why a date is what it is.
"""
