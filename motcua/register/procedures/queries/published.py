"""Published versions, decoded once and kept: they never change."""

from datetime import date
from functools import lru_cache

import msgspec
from django.db import connection

from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.text import gettext_noop
from motcua.register.procedures.rules import digest_of
from motcua.register.procedures.types import ProcedureVersion

_DECODER = msgspec.json.Decoder(ProcedureVersion)


def published(code: str, on: date) -> ProcedureVersion:
    """
    Return the version of a procedure that is valid on the day `on`: the one that began last.

    Refuses `no-such-procedure`.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version, digest FROM procedures_version WHERE code = %s AND valid_from <= %s "
            "AND (valid_until IS NULL OR valid_until > %s) ORDER BY valid_from DESC, version DESC LIMIT 1",
            [code, on, on],
        )
        row = cursor.fetchone()
    if row is None:
        raise _unknown(code)
    return _decoded(code, *row)


def version(code: str, number: int) -> ProcedureVersion:
    """Return one version of a procedure, whenever it is valid; refuses `no-such-procedure`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM procedures_version WHERE code = %s AND version = %s", [code, number])
        row = cursor.fetchone()
    if row is None:
        raise _unknown(code)
    return _decoded(code, number, row[0])


def _unknown(code: str) -> Refused:
    return refuse(
        "no-such-procedure",
        gettext_noop("There is no procedure %(procedure)s here. Search for it by name."),
        procedure=code,
    )


# The digest is part of the key, so that a process that serves several databases (tests) never mixes them up.
@lru_cache(maxsize=512)
def _decoded(code: str, number: int, digest: str) -> ProcedureVersion:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM procedures_version WHERE code = %s AND version = %s", [code, number])
        (body,) = cursor.fetchone()
    if digest_of(bytes(body)) != digest:
        raise RuntimeError(f"the body of {code} version {number} is not what was published")
    return _DECODER.decode(bytes(body))
