"""Conditions of the catalogue's files, from their short spelling to the whole."""

from typing import Any

from motcua.register.procedures.queries._reading import Raw


def condition(short: Raw) -> Raw:
    """Return a condition in full: `{field: a, equals: b}` becomes `{is: equals, field: a, value: b}`."""
    for name in ("all", "any"):
        if name in short:
            return {"is": name, "of": [condition(one) for one in short[name]]}
    if "not" in short:
        return {"is": "not", "of": condition(short["not"])}
    field = short["field"]
    if "equals" in short:
        return {"is": "equals", "field": field, "value": short["equals"]}
    if "in" in short:
        return {"is": "in", "field": field, "values": short["in"]}
    if "more_days_before" in short:
        return {"is": "more-days-before", "field": field, "days": short["more_days_before"], "of": short.get("of", "")}
    empty = {"is": "empty", "field": field}
    return empty if short["empty"] else {"is": "not", "of": empty}


def conditioned(raw: Raw, *names: str) -> Raw:
    """Return `raw` with the conditions under `names` in full."""
    return {key: condition(value) if key in names else value for key, value in raw.items()}


def moved(short: Any, at: str, known: list[str]) -> Any:
    """Return a short condition whose fields `known` lie below `at`."""
    if isinstance(short, dict):
        return {
            key: f"{at}.{value}" if key in {"field", "of"} and value in known else moved(value, at, known)
            for key, value in short.items()
        }
    return [moved(one, at, known) for one in short] if isinstance(short, list) else short
