"""
Doors for machines: what every address under `/api/` has in common, whichever room serves it.

`doors` lets in, `problems` says what is wrong with a request, `paging` turns keys into links, `tongue` the language of
an answer, `schema` the OpenAPI document. Rooms declare their doors in their own `api`.
"""
