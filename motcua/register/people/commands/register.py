"""Somebody becomes known to the city."""

from datetime import datetime
from uuid import uuid4

import msgspec
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.backends.utils import CursorWrapper

from motcua.foundation import sealing
from motcua.foundation.interface.diacritics import fold
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import FieldProblem, Refused, refuse
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.writing import writing
from motcua.foundation.text import gettext_noop
from motcua.register.people import rules
from motcua.register.people.types import (
    Assurance,
    IdentifierKind,
    LoginKind,
    PersonId,
    PersonRegistered,
    Registration,
)


def register(
    *,
    name: str,
    login: str,
    password: str,
    now: datetime,
    client: str,
    key: str,
    email: str = "",
    personal_number: str = "",
) -> PersonId:
    """
    Register a person with an account and return the person's id; sent again with the same key it returns the same.

    `login` is a phone number or an e-mail address, `email` where a recovery link goes, `personal_number` declared and
    not checked. Refuses `registration-incomplete` (a problem per field) and `login-taken`.
    """
    details = rules.registration(
        name=name,
        login=login,
        email=email,
        personal_number=personal_number,
        password=password,
        is_common=is_common_password(password),
    )
    request = Key(client=client, command="people.register", key=key, body=msgspec.json.encode(details))
    hashed = make_password(password)
    person_id = str(uuid4())
    stream = f"person/{person_id}"
    try:
        with writing(stream, key=request) as book:
            if book.replay is not None:
                return PersonId(book.replay.stream.removeprefix("person/"))
            book.cursor.execute("SELECT 1 FROM people_account WHERE login = %s", [details.login.value])
            if book.cursor.fetchone():
                raise _taken()
            salt = sealing.new_salt()
            _insert(book.cursor, person_id, details, hashed, salt, now)
            committed = sealing.commitment(salt, msgspec.json.encode(details))
            book.append_one(stream, 0, PersonRegistered(commitment=committed.hex()), actor=person_id, occurred_at=now)
    except IntegrityError as error:
        # Two registrations with the same login at the same moment: the second learns it from the constraint.
        raise _taken() from error
    return PersonId(person_id)


def is_common_password(password: str) -> bool:
    """Say whether a password is on the list of common ones."""
    try:
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return True
    return False


def seal_identifier(
    cursor: CursorWrapper,
    *,
    person_id: str,
    kind: IdentifierKind,
    value: str,
    assurance: Assurance,
    now: datetime,
) -> None:
    """Store an identity number encrypted, with its keyed hash; a number of the same kind is replaced."""
    key = sealing.new_key()
    hashed = sealing.keyed_hash(kind, value)
    cursor.execute(
        "INSERT INTO people_identifier (person_id, kind, sealed, wrapped_key, key_id, digest, assurance, recorded_at) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT (person_id, kind) DO UPDATE SET "
        "sealed = EXCLUDED.sealed, wrapped_key = EXCLUDED.wrapped_key, key_id = EXCLUDED.key_id, "
        "digest = EXCLUDED.digest, assurance = EXCLUDED.assurance, recorded_at = EXCLUDED.recorded_at",
        [
            person_id,
            kind,
            sealing.encrypt(key, value.encode(), f"identifier/{person_id}/{kind}".encode()),
            sealing.wrap(key, f"person/{person_id}"),
            hashed.key_id,
            hashed.digest,
            assurance,
            now,
        ],
    )


def _insert(
    cursor: CursorWrapper, person_id: str, details: Registration, password: str, salt: bytes, now: datetime
) -> None:
    phone = details.login.value if details.login.kind is LoginKind.PHONE else ""
    cursor.execute(
        "INSERT INTO people_person (id, full_name, name_folded, phone, email, salt, registered_at) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [person_id, details.full_name, fold(details.full_name), phone, details.email, salt, now],
    )
    cursor.execute(
        "INSERT INTO people_account (person_id, login, email, password, is_active) VALUES (%s, %s, %s, %s, true)",
        [person_id, details.login.value, details.email, password],
    )
    if details.personal_number:
        seal_identifier(
            cursor,
            person_id=person_id,
            kind=IdentifierKind.PERSONAL_NUMBER,
            value=details.personal_number,
            assurance=Assurance.DECLARED,
            now=now,
        )


def _taken() -> Refused:
    rule = HouseRule(why="A phone number or an address signs in to one account.")
    message = gettext_noop("An account already signs in with this. Sign in, or ask for a new password.")
    return refuse(
        "login-taken", message, rule, fields=(FieldProblem(field="login", code="login-taken", message=message),)
    )
