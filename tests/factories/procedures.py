"""The procedures of the city's catalogue, read once, and declarations that begin where a sound one ends."""

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from motcua.foundation.forms.values import drop, put
from motcua.register.procedures.queries.catalogue import Catalogue, read_catalogue
from motcua.register.procedures.types import ProcedureVersion

CATALOGUE = Path(__file__).parents[2] / "catalogue"


@cache
def catalogue() -> Catalogue:
    return read_catalogue(CATALOGUE, "hcmc")


def procedure(code: str, version: int = 1) -> ProcedureVersion:
    """Return a version of a procedure, read from the catalogue."""
    return next(one for one in catalogue().versions if (one.code, one.version) == (code, version))


def changed(declaration: dict[str, Any], **overrides: Any) -> dict[str, Any]:
    """
    Return a copy of a declaration with other answers.

    Overrides name fields by path, dots as two underscores or in a spread mapping: `child__born_on="2026-08-01"`,
    `**{"child.proof": "witness"}`. A field set to None is left out.
    """
    values = deepcopy(declaration)
    for name, value in overrides.items():
        path = name.replace("__", ".")
        if value is None:
            drop(values, path)
        else:
            put(values, path, deepcopy(value))  # the next change must not reach into the caller's
    return values
