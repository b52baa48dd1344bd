"""What procedures share and take from a shelf by name: papers, notes, lists of steps and of answers, declarations."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from motcua.register.procedures.queries._pointing import Where
from motcua.register.procedures.queries._reading import Document, Raw, Reader

SHARED, LISTS, BLOCKS, AREAS = "_shared", "_lists", "_blocks", "_areas"
KINDS = {"papers": "paper", "notes": "note", "steps": "list of steps", "lists": "list", "declarations": "declaration"}


class Shelves:
    """
    The shared files that one procedure `uses`, seen from that procedure.

    `folders` are looked through in order, the city's own before the nation's.
    """

    def __init__(self, reader: Reader, folders: Sequence[Path], procedure: Document) -> None:
        self.reader = reader
        self.folders = folders
        self.procedure = procedure
        self._shelves: list[Document] = []
        for number, name in enumerate(procedure.raw.get("uses", [])):
            path = self._path(SHARED, name)
            if path is None:
                reader.note(procedure.where("uses", number), "unknown-shelf", f"there is no `{SHARED}/{name}.yaml`")
            elif (shelf := reader.document(path, "shared")) is not None:
                self._shelves.append(shelf)

    def find(self, kind: str, name: str, asked_at: Where) -> tuple[Any, Where] | None:
        """Return what stands on a shelf under `kind` and `name`, and where; None, with a note, unless it is one thing."""
        found = [shelf for shelf in self._shelves if name in shelf.raw.get(kind, {})]
        if len(found) != 1:
            shelves = ", ".join(self.procedure.raw.get("uses", [])) or "nothing"
            many = "stands on several shelves" if found else f"is not on a shelf (it uses {shelves})"
            self.reader.note(asked_at, f"unknown-{kind.rstrip('s')}", f"the {KINDS[kind]} `{name}` {many}")
            return None
        return self._ours(found[0].raw[kind][name]), found[0].where(kind, name)

    def has(self, kind: str, name: str) -> bool:
        """Say whether a shelf has something under `kind` and `name`."""
        return any(name in shelf.raw.get(kind, {}) for shelf in self._shelves)

    def block(self, name: str, asked_at: Where) -> Document | None:
        """Return a block of fields; None, with a note, when there is none."""
        return self._file(BLOCKS, name, "block", asked_at)

    def answers(self, name: str, asked_at: Where) -> list[Raw]:
        """Return the answers of a list that is a file; none, with a note, when there is no such file."""
        found = self._file(LISTS, name, "list", asked_at)
        options: list[Raw] = found.raw["options"] if found else []
        return options

    def areas(self, name: str, asked_at: Where) -> dict[str, str]:
        """Return which agency serves which commune, by commune; none, with a note, when there is no such file."""
        found = self._file(AREAS, name, "areas", asked_at)
        served: dict[str, str] = {}
        for number, area in enumerate(found.raw["areas"] if found else []):
            for commune in area["communes"]:
                if found is not None and commune in served:
                    message = f"`{commune}` is served by `{served[commune]}` already"
                    self.reader.note(found.where("areas", number), "code-twice", message)
                served[commune] = area["agency"]
        return served

    def ours(self, value: Any) -> Any:
        """Return what was taken from a shared file, `this` record being the procedure's own."""
        return self._ours(value)

    def _file(self, folder: str, name: str, kind: str, asked_at: Where) -> Document | None:
        path = self._path(folder, name)
        if path is None:
            self.reader.note(asked_at, f"unknown-{kind}", f"there is no {kind} `{name}`")
            return None
        return self.reader.document(path, kind)

    def _path(self, folder: str, name: str) -> Path | None:
        places = (place / folder / f"{name}.yaml" for place in self.folders)
        return next((path for path in places if path.is_file()), None)

    def _ours(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: self.procedure.raw["code"] if key == "record" and inner == "this" else self._ours(inner)
                for key, inner in value.items()
            }
        return [self._ours(inner) for inner in value] if isinstance(value, list) else value
