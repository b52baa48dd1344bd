"""What a schema cannot say of the parts of linked procedures."""

from collections.abc import Iterator

from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.rules.linking import as_part
from motcua.register.procedures.rules.sound_values import Fault, Path, doubles
from motcua.register.procedures.types import Part, ProcedureVersion


@house_rule("Linked procedures are sound when each paper goes to a part and each part waits only for an earlier one.")
def part_faults(version: ProcedureVersion) -> Iterator[Fault]:
    """Yield the mistakes in the parts themselves; what each part is as a procedure is looked at like any other."""
    if not version.parts:
        return
    yield from doubles(("parts",), [part.code for part in version.parts])
    if len(version.parts) < 2:
        yield Fault(("parts",), "one-part", "linked procedures have two parts or more")
    earlier: set[str] = set()
    for number, part in enumerate(version.parts):
        if part.after and part.after not in earlier:
            message = f"`{part.code}` waits for `{part.after}`, which is no earlier part"
            yield Fault(("parts", number, "after"), "no-earlier-part", message)
        earlier.add(part.code)
        yield from _paper_faults(version, part, ("parts", number, "papers"))
    given = {code for part in version.parts for code in part.papers}
    for number, case in enumerate(version.cases):
        for paper in case.papers:
            if paper.is_needed and paper.code not in given:
                message = f"paper `{paper.code}` goes to no part"
                yield Fault(("cases", number, "papers"), "paper-without-part", message)


def _paper_faults(version: ProcedureVersion, part: Part, where: Path) -> Iterator[Fault]:
    known = {paper.code for case in version.cases for paper in case.papers}
    for code in part.papers:
        if code not in known:
            yield Fault(where, "unknown-paper", f"no case has a paper `{code}`")


@house_rule("Each part is looked at as the procedure that its dossier is.")
def parts_as_procedures(version: ProcedureVersion) -> Iterator[tuple[Path, ProcedureVersion]]:
    """Yield each part as a procedure, with where it stands."""
    for number, part in enumerate(version.parts):
        yield ("parts", number), as_part(version, part.code)
