"""What a schema cannot say of the names that procedures share."""

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.rules.sound_values import Fault, Path, doubles, english_faults, source_faults
from motcua.register.procedures.types import Names, PaperType


@house_rule("A type of paper or result points to registers, types and codes that are there, and to no circle.")
def faults_of_names(names: Names, acts: Collection[str]) -> tuple[Fault, ...]:
    """Return the mistakes of what procedures share by name; the first step of each path is the file's own key."""
    return tuple(_names_faults(names, acts))


def _names_faults(names: Names, acts: Collection[str]) -> Iterator[Fault]:
    groups: dict[str, Iterable[tuple[str | int, msgspec.Struct]]] = {
        "sectors": names.sectors.items(),
        "subject_types": names.subject_types.items(),
        "registers": names.registers.items(),
        "result_types": names.result_types.items(),
        "paper_types": names.paper_types.items(),
        "essential_services": enumerate(names.essential_services),
    }
    for group, entries in groups.items():
        for code, entry in entries:
            yield from source_faults(entry, acts, (group, code))
            yield from english_faults(entry, (group, code))
    yield from doubles(("essential_services",), [str(one.number) for one in names.essential_services])
    yield from _result_faults(names)
    for code, paper in names.paper_types.items():
        where: Path = ("paper_types", code)
        if paper.held_by and paper.held_by not in names.registers:
            yield Fault((*where, "held_by"), "unknown-register", f"there is no register `{paper.held_by}`")
        if paper.result_of and paper.result_of not in names.result_types:
            yield Fault((*where, "result_of"), "unknown-result-type", f"there is no result type `{paper.result_of}`")
        yield from _kind_faults(code, names.paper_types)


def _result_faults(names: Names) -> Iterator[Fault]:
    owners: dict[str, str] = {}
    for code, result in names.result_types.items():
        where: Path = ("result_types", code)
        if result.held_by and result.held_by not in names.registers:
            yield Fault((*where, "held_by"), "unknown-register", f"there is no register `{result.held_by}`")
        for official in result.official_codes:
            if official in owners:
                message = f"`{official}` is the code of `{owners[official]}` already"
                yield Fault((*where, "official_codes"), "code-twice", message)
            owners[official] = code


def _kind_faults(code: str, papers: Mapping[str, PaperType]) -> Iterator[Fault]:
    seen, here = {code}, papers[code].kind_of
    while here:
        where: Path = ("paper_types", code, "kind_of")
        if here not in papers:
            yield Fault(where, "unknown-paper-type", f"there is no paper type `{here}`")
            return
        if here in seen:
            yield Fault(where, "kinds-in-a-circle", f"`{code}` is in the end a kind of itself")
            return
        seen.add(here)
        here = papers[here].kind_of
