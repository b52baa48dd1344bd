"""The policies that the rooms have declared, by name. Rooms register theirs when the application starts."""

from collections.abc import Iterable

from motcua.foundation.policy.types import PolicyRow

_rows: dict[str, PolicyRow] = {}


def register(rows: Iterable[PolicyRow]) -> None:
    """Make `rows` known; a name declared twice with other grants is a defect."""
    for row in rows:
        known = _rows.setdefault(row.name, row)
        if known != row:
            raise ValueError(f"policy {row.name} is declared twice")


def row(name: str) -> PolicyRow:
    """Return the policy of this name; an unknown name is a defect (`LookupError`)."""
    try:
        return _rows[name]
    except KeyError:
        raise LookupError(f"no room declares the policy {name}") from None


def rows() -> tuple[PolicyRow, ...]:
    """Return every declared policy, by name."""
    return tuple(_rows[name] for name in sorted(_rows))
