"""How much of the catalogue somebody has seen in its source, and what does not hold together in it."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from motcua.foundation.law.acts import load_acts
from motcua.foundation.law.documents import CatalogueError, Findings, Problem, Section, read_document
from motcua.foundation.law.parameters import load_parameters


class FileCount(msgspec.Struct, frozen=True):
    """The values of one file that carry a source, and the lines of those marked `unverified: true`."""

    file: str
    verified: int
    unverified_lines: tuple[int, ...]

    @property
    def unverified(self) -> int:
        """How many values nobody has seen in their source yet."""
        return len(self.unverified_lines)


class CatalogueReport(msgspec.Struct, frozen=True):
    """The counts of every file, and the mistakes that keep it from being used."""

    files: tuple[FileCount, ...]
    problems: tuple[Problem, ...]

    @property
    def verified(self) -> int:
        """How many values of the whole catalogue have been seen in their source."""
        return sum(count.verified for count in self.files)

    @property
    def unverified(self) -> int:
        """How many values of the whole catalogue have not."""
        return sum(count.unverified for count in self.files)


def catalogue_report(root: Path, *, country: str = "vn") -> CatalogueReport:
    """
    Return what `motcua check` says about the whole catalogue under `root`, whatever rooms own its files.

    A value is any mapping that carries a `source`, a `quote` or `unverified`; `unverified: true` makes it unverified.
    Problems are those of acts and parameters, among them a parameter that cites an act the catalogue does not have.
    """
    found = Findings()
    files = []
    for path in sorted(root.rglob("*.yaml")):
        verified, unverified = 0, []
        for line, is_unverified in _values(read_document(path, found)):
            if is_unverified:
                unverified.append(line)
            else:
                verified += 1
        files.append(FileCount(file=path.as_posix(), verified=verified, unverified_lines=tuple(unverified)))
    problems = {*found.problems, *law_problems(root, country=country)}
    return CatalogueReport(files=tuple(files), problems=tuple(sorted(problems)))


def law_problems(root: Path, *, country: str = "vn") -> tuple[Problem, ...]:
    """Return the mistakes in acts and parameters, and the citations of parameters that lead nowhere."""
    problems: list[Problem] = []
    acts: Mapping[str, object] = {}
    try:
        acts = load_acts(root, country=country)
    except CatalogueError as error:
        problems += error.problems
    try:
        parameters = load_parameters(root, country=country)
    except CatalogueError as error:
        return (*problems, *error.problems)
    folder = root / country / "parameters"
    problems += [
        Problem(
            file=(folder / f"{parameter.name}.yaml").as_posix(),
            line=1,
            rule="unknown-act",
            message=f"the value from {dated.valid_from} cites {dated.citation.act}, which is not in the catalogue",
        )
        for parameter in parameters.values()
        for dated in parameter.values
        if acts and dated.citation is not None and dated.citation.act not in acts
    ]
    return tuple(problems)


def _values(section: Section) -> Iterator[tuple[int, bool]]:
    """Yield the line of every value under a section, and whether it is unverified."""
    if any(section.has(key) for key in ("source", "quote", "unverified")):
        yield section.line, section.raw("unverified") is True
    for part in section.parts():
        yield from _values(part)
