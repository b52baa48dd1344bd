"""When two versions of a record say the same, and what is different when they do not."""

import hashlib
from collections.abc import Iterator
from datetime import date

import msgspec

from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.rules.publishing import body_of
from motcua.register.procedures.types import Difference, NationalOrigin, ProcedureVersion

_LONGEST = 100
_NO_DAY = date(2025, 7, 1)


@house_rule("A record is the same while all that it becomes is, its number and its dates apart.")
def content_of(version: ProcedureVersion) -> str:
    """Return the SHA-256 of what a version says, whenever it was taken."""
    return hashlib.sha256(body_of(_bare(version))).hexdigest()


def _bare(version: ProcedureVersion) -> ProcedureVersion:
    national = msgspec.structs.replace(version.national or NationalOrigin(taken_on=_NO_DAY), taken_on=_NO_DAY)
    form = msgspec.structs.replace(version.declaration, code="")
    return msgspec.structs.replace(version, version=1, valid_from=_NO_DAY, national=national, declaration=form)


@house_rule("A later version of a record begins when it is taken, and never before the one that it follows.")
def numbered(version: ProcedureVersion, number: int, valid_from: date) -> ProcedureVersion:
    """Return a version with a number and its first day."""
    form = msgspec.structs.replace(version.declaration, code=f"{version.code}.v{number}")
    return msgspec.structs.replace(version, version=number, valid_from=valid_from, declaration=form)


@house_rule(
    "What changed is told by the path of each value; things with a code are told apart by it, not by their place."
)
def differences(before: ProcedureVersion, after: ProcedureVersion) -> tuple[Difference, ...]:
    """Return every value that was added, removed or changed."""
    return tuple(_differing(msgspec.to_builtins(_bare(before)), msgspec.to_builtins(_bare(after)), ""))


def _differing(before: object, after: object, path: str) -> Iterator[Difference]:
    if before == after:
        return
    left, right = _keyed(before), _keyed(after)
    if left is None or right is None:
        yield Difference(path, _shown(before), _shown(after))
        return
    for key in dict.fromkeys((*left, *right)):
        yield from _differing(
            left.get(key), right.get(key), f"{path}{key}" if key.startswith("[") else f"{path}.{key}".lstrip(".")
        )


def _keyed(value: object) -> dict[str, object] | None:
    """Return a value as parts with keys, None when it has none."""
    if isinstance(value, dict):
        # A text in both languages is one value, and so is a limit.
        return None if set(value) <= {"vi", "en"} or set(value) == {"amount", "unit", "cut_off"} else value
    if isinstance(value, list | tuple) and value and all(isinstance(one, dict) for one in value):
        keys = [one.get("code") or one.get("number") or one.get("value") or one.get("channel") for one in value]
        if all(keys) and len(set(keys)) == len(keys):
            return {f"[{key}]": one for key, one in zip(keys, value, strict=True)}
    return None


def _shown(value: object) -> str:
    if value is None or value in ([], (), {}, ""):
        return ""
    if isinstance(value, dict) and "vi" in value:
        text = str(value["vi"])
    elif isinstance(value, dict) and set(value) == {"amount", "unit", "cut_off"}:
        text = f"{value['amount']:g} {value['unit']}"
    elif isinstance(value, dict) and isinstance(said := value.get("name") or value.get("text"), dict):
        text = str(said["vi"])
    else:
        text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
