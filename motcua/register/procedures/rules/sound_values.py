"""What every value of the catalogue owes: its source, and words in both languages."""

from collections.abc import Collection, Iterable, Iterator

import msgspec

from motcua.foundation.forms.words import Text
from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.types import Counts, ProcedureVersion

Path = tuple[str | int, ...]

# Names of the law and of peoples have no English of their own.
WITHOUT_ENGLISH = frozenset({"official_name", "lists"})


class Fault(msgspec.Struct, frozen=True):
    """A mistake at a path of the procedure's file; `rule` is its code."""

    path: Path
    rule: str
    message: str


@house_rule("A code stands once among its like.")
def doubles(path: Path, codes: Iterable[str]) -> Iterator[Fault]:
    """Yield a fault for each code that stood before."""
    seen: set[str] = set()
    for number, code in enumerate(codes):
        if code in seen:
            yield Fault((*path, number), "code-twice", f"`{code}` stands twice")
        seen.add(code)


@house_rule("Everything that people read is there in English too; names of the law and of peoples stay as they are.")
def english_faults(value: object, path: Path = ()) -> Iterator[Fault]:
    """Yield a fault for each text under `value` without English."""
    if isinstance(value, Text):
        if not value.en:
            yield Fault(path, "no-english", f"“{value.vi}” has no English (`en`)")
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            if name not in WITHOUT_ENGLISH:
                yield from english_faults(getattr(value, name), (*path, name))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from english_faults(item, (*path, number))


@house_rule("Whatever may be unverified must be sourced.")
def sourced(value: object, path: Path = ()) -> Iterator[tuple[Path, msgspec.Struct]]:
    """Yield every value under `value` that carries a source or says that it has none, with its path."""
    if isinstance(value, msgspec.Struct):
        if "unverified" in value.__struct_fields__:
            yield path, value
        for name in value.__struct_fields__:
            yield from sourced(getattr(value, name), (*path, name))
    elif isinstance(value, tuple | list):
        for number, item in enumerate(value):
            yield from sourced(item, (*path, number))


@house_rule("A source is quoted, or the value is unverified.")
def source_faults(value: object, acts: Collection[str], path: Path = ()) -> Iterator[Fault]:
    """
    Yield a fault for each value under `value` that does not say where it comes from, or does not quote it.

    `acts` are the ids of the acts that the catalogue has.
    """
    for where, one in sourced(value, path):
        source, unverified = getattr(one, "source", None), getattr(one, "unverified", False)
        if source is None and not unverified:
            yield Fault(where, "no-source", "say where this comes from (`source`), or `unverified: true`")
        elif source is not None and not (source.record or source.act or source.page):
            yield Fault(where, "empty-source", "a source names a record, an act or a page")
        elif source is not None and source.act and source.act not in acts:
            yield Fault(where, "unknown-act", f"there is no act `{source.act}` in the catalogue's `law`")
        elif source is not None and not source.quote and not unverified:
            yield Fault(where, "no-quote", "quote the words of the source, or say `unverified: true`")


@house_rule("A value that is ours by reading alone counts as unverified even if it names an act.")
def count_sources(version: ProcedureVersion) -> Counts:
    """Return how many values of a procedure quote their source, and how many are unverified; each value counts once."""
    distinct = {(type(value).__name__, msgspec.json.encode(value)): value for _, value in sourced(version)}
    unverified = sum(bool(getattr(value, "unverified", False)) for value in distinct.values())
    return Counts(sourced=len(distinct) - unverified, unverified=unverified)
