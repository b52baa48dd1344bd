"""Every way to read people and accounts."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from motcua.foundation import sealing
from motcua.foundation.interface.diacritics import fold
from motcua.register.people import rules
from motcua.register.people.models import Account
from motcua.register.people.types import Assurance, Identifier, IdentifierKind, PersonId, PersonView

_PERSON = "p.id::text, p.full_name, p.phone, p.email"


def person(person_id: str) -> PersonView | None:
    """Return a person, or None."""
    return people([person_id]).get(PersonId(person_id))


def people(person_ids: Iterable[str]) -> dict[PersonId, PersonView]:
    """Return these persons by id; an unknown id is left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_PERSON} FROM people_person p WHERE p.id = ANY(%s::uuid[])",  # noqa: S608
            [list(person_ids)],
        )
        found = [PersonView(PersonId(row[0]), row[1], row[2], row[3]) for row in cursor.fetchall()]
    return {view.id: view for view in found}


def people_named(beginning: str, *, after: tuple[str, str] = ("", ""), limit: int = 50) -> tuple[PersonView, ...]:
    """
    Return up to `limit` persons whose name begins so, marks and case aside, in the order of the folded name.

    Paged by key: `after` is the last person's folded name and id.
    """
    start = fold(beginning).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_PERSON} FROM people_person p WHERE p.name_folded LIKE %s "  # noqa: S608
            "AND (p.name_folded, p.id) > (%s, %s::uuid) ORDER BY p.name_folded, p.id LIMIT %s",
            [f"{start}%", after[0], after[1] or "00000000-0000-0000-0000-000000000000", limit],
        )
        return tuple(PersonView(PersonId(row[0]), row[1], row[2], row[3]) for row in cursor.fetchall())


def person_with_login(text: str) -> PersonView | None:
    """Return whose account signs in with this phone number or e-mail address; None when nobody's does."""
    login = rules.parse_login(text)
    if login is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_PERSON} FROM people_account a JOIN people_person p ON p.id = a.person_id WHERE a.login = %s",  # noqa: S608
            [login.value],
        )
        row = cursor.fetchone()
    return PersonView(PersonId(row[0]), row[1], row[2], row[3]) if row else None


def people_with_identifier(text: str, *, verified: bool = True) -> tuple[PersonView, ...]:
    """
    Return who has this identity number: at most one person when it must be verified.

    With `verified=False` also those who only declared it, which proves nothing.
    """
    number = rules.parse_identifier(text)
    if number is None:
        return ()
    kind, value = number
    digests = sealing.keyed_hashes(kind, value)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT {_PERSON} FROM people_identifier i JOIN people_person p ON p.id = i.person_id "  # noqa: S608
            "WHERE i.kind = %s AND (i.digest, i.key_id) IN (SELECT * FROM unnest(%s::bytea[], %s::text[])) "
            "AND (i.assurance = 'verified' OR NOT %s) ORDER BY 1",
            [kind, [found.digest for found in digests], [found.key_id for found in digests], verified],
        )
        return tuple(PersonView(PersonId(row[0]), row[1], row[2], row[3]) for row in cursor.fetchall())


def identifiers(person_id: str) -> tuple[Identifier, ...]:
    """Return a person's identity numbers, opened. Whoever shows them to another person declares the reading."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, sealed, wrapped_key, assurance FROM people_identifier WHERE person_id = %s ORDER BY kind",
            [person_id],
        )
        rows = cursor.fetchall()
    return tuple(
        Identifier(
            kind=IdentifierKind(kind),
            value=_opened(person_id, kind, bytes(sealed), bytes(wrapped)),
            assurance=Assurance(assurance),
        )
        for kind, sealed, wrapped, assurance in rows
    )


def account_of(person_id: str) -> Account | None:
    """Return a person's account for the session machinery, or None."""
    return Account.objects.filter(person_id=person_id).first()


def may_sign_in(person_id: str) -> bool:
    """Say whether a person has an account that is not switched off."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM people_account WHERE person_id = %s AND is_active", [person_id])
        return cursor.fetchone() is not None


def recovery_is_good(secret: str, now: datetime) -> bool:
    """Say whether a recovery link can still be used."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT expires_at, used_at FROM people_recovery WHERE secret_digest = %s",
            [hashlib.sha256(secret.encode()).digest()],
        )
        row = cursor.fetchone()
    return row is not None and rules.is_good(expires_at=row[0], used_at=row[1], now=now)


def _opened(person_id: str, kind: str, sealed: bytes, wrapped: bytes) -> str:
    key = sealing.unwrap(wrapped, f"person/{person_id}")
    return sealing.decrypt(key, sealed, f"identifier/{person_id}/{kind}".encode()).decode()
