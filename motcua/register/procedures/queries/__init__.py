"""Every way to read procedures: from the catalogue's files, and from what is published."""

from motcua.register.procedures.queries.catalogue import Catalogue, CatalogueError, read_catalogue
from motcua.register.procedures.queries.naming import names, paper_types, result_types, sectors
from motcua.register.procedures.queries.national import own_codes, read_lines, read_stand_ins
from motcua.register.procedures.queries.places import PlacesOn, commune_choices
from motcua.register.procedures.queries.published import fast_lanes, published, titles, version
from motcua.register.procedures.queries.searching import search

__all__ = [
    "Catalogue",
    "CatalogueError",
    "PlacesOn",
    "commune_choices",
    "fast_lanes",
    "names",
    "own_codes",
    "paper_types",
    "published",
    "read_catalogue",
    "read_lines",
    "read_stand_ins",
    "result_types",
    "search",
    "sectors",
    "titles",
    "version",
]
