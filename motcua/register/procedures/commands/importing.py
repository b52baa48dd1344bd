"""Taking procedures from the national catalogue: what is new or changed is published, a few at a time."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from typing import Protocol

import msgspec
from django.db import connection

from motcua.foundation.clock.moments import local_day
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.register.procedures.commands.publishing import STREAMS_AT_ONCE, publish_all
from motcua.register.procedures.queries.imported import standing
from motcua.register.procedures.queries.published import version as published_version
from motcua.register.procedures.rules import content_of, differences, numbered, version_of
from motcua.register.procedures.types import (
    NATIONAL,
    PUBLISH,
    Difference,
    Line,
    Mapped,
    Outcome,
    ProcedureVersion,
    Remark,
    Standing,
    StandIns,
    stream_of,
)


class Watcher(Protocol):
    """Whoever is told of an import while it goes on."""

    def remark(self, remark: Remark) -> None:
        """Take a remark on a record."""

    def changed(self, version: ProcedureVersion, differences: tuple[Difference, ...]) -> None:
        """Take what changed in a record since it was published last."""

    def done(self, records: int) -> None:
        """Take how many records have been seen."""


class Imported(msgspec.Struct, kw_only=True):
    """What an import did, or would do: codes new and changed, and how many records were otherwise; `gone` are no longer there."""

    new: list[str] = []
    changed: list[str] = []
    unchanged: int = 0
    ours: int = 0
    left_out: int = 0
    refused: int = 0
    gone: tuple[str, ...] = ()

    @property
    def records(self) -> int:
        return len(self.new) + len(self.changed) + self.unchanged + self.ours + self.left_out + self.refused


def import_national(
    lines: Iterable[Line], stand_ins: StandIns, *, actor: Actor, now: datetime, watcher: Watcher, ours: frozenset[str],
    only_try: bool = False,
) -> Imported:  # fmt: skip
    """
    Publish what is new or changed among the records of a file; `only_try` publishes nothing and tells the same.

    Procedures of the city's own catalogue (`ours`, and whatever was published from it) are left alone, and nothing is
    taken back. Each batch is a transaction, so that a run that was stopped goes on where it stopped. Raises `Denied`.
    """
    authorise(PUBLISH, actor, Matter())
    imported = Imported()
    today = local_day(now)
    seen: dict[str, int] = {}
    records = _records(lines, stand_ins, today, seen, imported, watcher)
    while batch := list(islice(records, STREAMS_AT_ONCE)):
        known = standing([one.code for one in batch])
        fresh = [
            version for one in batch if (version := _fresh(one, known.get(one.code), ours, imported, watcher, today))
        ]
        if fresh and not only_try:
            with writing(*(stream_of(version.code) for version in fresh)) as book:
                publish_all(book, [(version, "") for version in fresh], actor=actor, now=now)
        watcher.done(imported.records)
    imported.gone = _gone(seen, watcher)
    return imported


def _records(
    lines: Iterable[Line], stand_ins: StandIns, today: date, seen: dict[str, int], imported: Imported, watcher: Watcher
) -> Iterator[Mapped]:
    """Yield the records that can be published, each code once; count and tell of the others."""
    for line in lines:
        if line.values is None:
            mapped = Mapped(line.number, "", None, (line.remark,) if line.remark else ())
        else:
            mapped = version_of(line.values, line.number, stand_ins, today=today)
        first = seen.setdefault(mapped.code, line.number) if mapped.code else line.number
        if first != line.number:
            message = f"stands on line {first} already: that one counts"
            twice = Remark(
                line=line.number, code=mapped.code, rule="code-twice", outcome=Outcome.REFUSED, where="code", message=message
            )  # fmt: skip
            mapped = Mapped(line.number, mapped.code, None, (twice,))
        for remark in mapped.remarks:
            watcher.remark(remark)
        if mapped.version is not None:
            yield mapped
        elif any(remark.outcome is Outcome.REFUSED for remark in mapped.remarks):
            imported.refused += 1
        else:
            imported.left_out += 1


def _fresh(
    mapped: Mapped, known: Standing | None, ours: frozenset[str], imported: Imported, watcher: Watcher, today: date
) -> ProcedureVersion | None:
    """Return the version to publish; None when it is ours, or was published as it is."""
    version = mapped.version
    if version is None:
        return None
    if mapped.code in ours or (known is not None and known.origin != NATIONAL):
        imported.ours += 1
        message = "the city's own catalogue has this procedure: it is left as it is"
        watcher.remark(
            Remark(line=mapped.line, code=mapped.code, rule="ours", outcome=Outcome.LEFT_OUT, where="", message=message)
        )
        return None
    if known is None:
        imported.new.append(mapped.code)
        return version
    if known.content == content_of(version):
        imported.unchanged += 1
        return None
    imported.changed.append(mapped.code)
    following = numbered(version, known.version + 1, max(today, known.valid_from))
    watcher.changed(following, differences(published_version(mapped.code, known.version), following))
    return following


def _gone(seen: dict[str, int], watcher: Watcher) -> tuple[str, ...]:
    """Return the imported procedures that the file no longer has; they stay as they are."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT code FROM procedures_version v WHERE origin = %s AND NOT EXISTS (SELECT 1 FROM "
            "procedures_version o WHERE o.code = v.code AND o.origin <> %s) ORDER BY code",
            [NATIONAL, NATIONAL],
        )
        gone = tuple(code for (code,) in cursor.fetchall() if code not in seen)
    message = "published before, and not in this file: it stays as it is"
    for code in gone:
        watcher.remark(Remark(line=0, code=code, rule="gone", outcome=Outcome.LEFT_OUT, where="", message=message))
    return gone
