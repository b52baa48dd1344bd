"""Where in which file a mistake is to be mended."""

import msgspec

from motcua.foundation.law.documents import Findings, Section

Steps = tuple[str | int, ...]


class Where(msgspec.Struct, frozen=True):
    """A place in a file: the file's section and the path in it, and what the file is called."""

    section: Section
    path: Steps
    file: str

    def below(self, *path: str | int) -> "Where":
        return Where(self.section, (*self.path, *path), self.file)


def point(where: Where, rule: str, message: str, findings: Findings) -> None:
    """Note a mistake at the deepest place of `where` that its file has."""
    section, path = where.section, list(where.path)
    findings.file = where.file
    while path:
        step, rest = path[0], path[1:]
        inner = section.raw(str(step))
        if isinstance(inner, dict) and rest:
            section, path = section.section(str(step)), rest
        elif isinstance(inner, list) and rest and isinstance(rest[0], int):
            items = list(section.sections(str(step))) if all(isinstance(item, dict) for item in inner) else []
            if rest[0] >= len(items):
                section.problem(rule, message, key=str(step))
                return
            section, path = items[rest[0]], rest[1:]
        else:
            section.problem(rule, message, key=str(step) if inner is not None else None)
            return
    section.problem(rule, message)
