"""
Declared fields become a web form, a check, a schema, a summary and a paper.

A `Form` is pages of `Field`s with conditions between them. `parsing.parse` turns what was typed into values or into
problems that say how to mend them; `paging` says which page comes next; `schema`, `summary` and `printing` show the same
declaration to machines, to people and on paper. Everything but `binding` is free of Django.
"""
