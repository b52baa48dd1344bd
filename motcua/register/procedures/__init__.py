"""
What may be applied for: procedures, their cases, papers, fees, time, steps and results.

A procedure is a YAML file of the catalogue (`catalogue` reads it); publishing makes it an immutable, dated version, and a
dossier stays on the version that it was filed under. Nouns: procedure version, case, document requirement, step, fee rule.
"""
