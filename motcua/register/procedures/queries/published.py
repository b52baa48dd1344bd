"""Published versions, decoded once and kept: they never change."""

from datetime import date
from functools import lru_cache

import msgspec
from django.db import connection

from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.ledger import reference
from motcua.foundation.text import gettext_noop
from motcua.register.procedures.rules import as_part, at_counter, digest_of
from motcua.register.procedures.types import ProcedureVersion

_DECODER = msgspec.json.Decoder(ProcedureVersion)


def published(code: str, on: date) -> ProcedureVersion:
    """
    Return the version of a procedure that is valid on the day `on`: the one that began last.

    Refuses `no-such-procedure`.
    """
    found = _valid(code, on)
    if found is None:
        raise _unknown(code)
    return _decoded(code, *found)


def version(code: str, number: int, part: str = "", *, counter: bool = False) -> ProcedureVersion:
    """
    Return one version of a procedure, whenever it is valid; refuses `no-such-procedure`.

    With `part` as the dossier of that part of linked procedures sees it, with `counter` as it is declared at a counter.
    """
    digest = _digest(code, number)
    if digest is None:
        raise _unknown(code)
    return _seen(code, number, digest, part, counter) if part or counter else _decoded(code, number, digest)


@reference.kept(most=8)
def fast_lanes(on: date) -> tuple[ProcedureVersion, ...]:
    """Return the procedures of a day that a counter may do at one go, by code."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT code FROM procedures_version WHERE fast_lane AND valid_from <= %s "
            "AND (valid_until IS NULL OR valid_until > %s) ORDER BY code",
            [on, on],
        )
        codes = [row[0] for row in cursor.fetchall()]
    return tuple(one for one in (published(code, on) for code in codes) if one.fast_lane)


@reference.kept(most=2048)
def _valid(code: str, on: date) -> tuple[int, str] | None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version, digest FROM procedures_version WHERE code = %s AND valid_from <= %s "
            "AND (valid_until IS NULL OR valid_until > %s) ORDER BY valid_from DESC, version DESC LIMIT 1",
            [code, on, on],
        )
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None


@reference.kept(most=2048)
def _digest(code: str, number: int) -> str | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM procedures_version WHERE code = %s AND version = %s", [code, number])
        row = cursor.fetchone()
    return str(row[0]) if row else None


def _unknown(code: str) -> Refused:
    return refuse(
        "no-such-procedure",
        gettext_noop("There is no procedure %(procedure)s here. Search for it by name."),
        procedure=code,
    )


@lru_cache(maxsize=256)
def _seen(code: str, number: int, digest: str, part: str, counter: bool) -> ProcedureVersion:
    whole = _decoded(code, number, digest)
    seen = as_part(whole, part) if part else whole
    return at_counter(seen) if counter else seen


# The digest is part of the key, so that a process that serves several databases (tests) never mixes them up.
@lru_cache(maxsize=512)
def _decoded(code: str, number: int, digest: str) -> ProcedureVersion:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM procedures_version WHERE code = %s AND version = %s", [code, number])
        (body,) = cursor.fetchone()
    if digest_of(bytes(body)) != digest:
        raise RuntimeError(f"the body of {code} version {number} is not what was published")
    return _DECODER.decode(bytes(body))
