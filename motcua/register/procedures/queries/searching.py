"""Searching procedures: the exact code first, then names with these words, then what tells of them; marks are forgiven."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection

from motcua.foundation.forms.words import Text
from motcua.foundation.interface.diacritics import fold
from motcua.foundation.interface.keyset import Cursor, Page, page
from motcua.foundation.law.refusals import refuse
from motcua.foundation.text import gettext_noop
from motcua.register.procedures.types import Found

LONGEST_QUESTION = 200

_VALID = (
    "v.valid_from <= %(on)s AND (v.valid_until IS NULL OR v.valid_until > %(on)s) AND NOT EXISTS ("
    "SELECT 1 FROM procedures_version l WHERE l.code = v.code AND (l.valid_from, l.version) > (v.valid_from, v.version) "
    "AND l.valid_from <= %(on)s AND (l.valid_until IS NULL OR l.valid_until > %(on)s))"
)
_COLUMNS = (
    "v.code, v.version, v.name_vi, v.name_en, v.summary_vi, v.summary_en, v.sector_vi, v.sector_en, v.folded_name, "
    "v.offered"
)
# The exact code, then names that hold every word, the shortest first: it is about nothing else. Then what only tells of it.
# What is decided elsewhere comes after everything that can be filed here.
_RANK = (
    "CASE WHEN v.code = %(code)s THEN 0 "
    "WHEN v.name_words @@ to_tsquery('simple', %(words)s) THEN length(v.folded_name) ELSE 100000 END + "
    "CASE WHEN v.offered OR v.code = %(code)s THEN 0 ELSE 200000 END"
)
_MATCHES = "(v.code = %(code)s OR v.words @@ to_tsquery('simple', %(words)s))"


def search(question: str, *, on: date, at: Cursor | None = None, size: int = 20) -> Page[Found]:
    """
    Return the procedures valid on the day `on` that `question` finds, best first; an empty one lists all by name.

    `at` continues a page (`foundation.interface.keyset`).
    """
    folded = fold(question[:LONGEST_QUESTION])
    backward = at is not None and at.backward
    values: dict[str, Any] = {
        "on": on,
        "code": question.strip()[:LONGEST_QUESTION],
        "words": as_words(folded),
        "limit": size + 1,
    }
    rank = _RANK if folded else "0"
    condition = f"{_VALID} AND {_MATCHES}" if folded else _VALID
    seek = ""
    if at is not None:
        if len(at.key) != 3:
            raise refuse("bad-cursor", gettext_noop("This page of the list is not known. Begin at its first page."))
        values.update(zip(("rank", "name", "last"), at.key, strict=True))
        sign = "<" if backward else ">"
        if folded:
            seek = f"WHERE (rank, folded_name, code) {sign} (%(rank)s, %(name)s, %(last)s)"
        else:  # all have the same rank: the index of names seeks
            condition += f" AND (v.folded_name, v.code) {sign} (%(name)s, %(last)s)"
    direction = "DESC" if backward else "ASC"
    by_rank = f"rank {direction}, " if folded else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT * FROM (SELECT {_COLUMNS}, {rank} AS rank FROM procedures_version v WHERE {condition}) f {seek} "  # noqa: S608
            f"ORDER BY {by_rank}folded_name {direction}, code {direction} LIMIT %(limit)s",
            values,
        )
        rows = cursor.fetchall()
    found = page(rows, size=size, key=lambda row: (row[10], row[8], row[0]), at=at)
    return Page(rows=tuple(_found(row) for row in found.rows), next=found.next, previous=found.previous)


def as_words(folded: str) -> str:
    """Return folded words as a tsquery: all of them, the last perhaps unfinished."""
    words = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in folded).split()
    return " & ".join([*words[:-1], f"{words[-1]}:*"]) if words else ""


def _found(row: Sequence[Any]) -> Found:
    return Found(
        code=row[0],
        version=row[1],
        name=Text(row[2], row[3]),
        summary=Text(row[4], row[5]),
        sector_name=Text(row[6], row[7]),
        offered=row[9],
    )
