"""An official has seen the card."""

from datetime import datetime

from django.db import IntegrityError
from django.db.backends.utils import CursorWrapper

from motcua.foundation import sealing
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.foundation.text import gettext_noop
from motcua.register.people import rules
from motcua.register.people.commands.register import seal_identifier
from motcua.register.people.types import VERIFY_IDENTIFIER, Assurance, IdentifierKind, IdentifierRecorded

_ONE_PERSON = HouseRule(why="A verified identity number belongs to one person.")


def verify_identifier(*, actor: Actor, person: str, number: str, now: datetime, key: Key) -> None:
    """
    Record that an official has checked a person's identity number against the card.

    Refuses `number-wrong`, `number-of-another-person`, `no-such-person`; raises `Denied`.
    """
    authorise(VERIFY_IDENTIFIER, actor, Matter(subjects=frozenset({person})))
    parsed = rules.parse_identifier(number)
    if parsed is None:
        raise refuse(
            "number-wrong",
            gettext_noop("An identity number has 12 digits, or 9 on the old card."),
            HouseRule(why="A mistyped number would find nobody later."),
        )
    kind, value = parsed
    stream = f"person/{person}"
    try:
        with writing(stream, key=key) as book:
            if book.replay is not None:
                return
            book.cursor.execute("SELECT salt FROM people_person WHERE id = %s", [person])
            row = book.cursor.fetchone()
            if row is None or row[0] is None:
                raise refuse(
                    "no-such-person",
                    gettext_noop("There is no such person."),
                    HouseRule(why="Only a registered person has a record."),
                )
            _check_nobody_else(book.cursor, person, kind, value)
            seal_identifier(
                book.cursor, person_id=person, kind=kind, value=value, assurance=Assurance.VERIFIED, now=now
            )
            event = IdentifierRecorded(
                identifier=kind,
                assurance=Assurance.VERIFIED,
                commitment=sealing.commitment(bytes(row[0]), f"{kind}:{value}".encode()).hex(),
            )
            book.append_one(stream, book.versions[stream], event, actor=actor.id, occurred_at=now, agency=actor.agency)
    except IntegrityError as error:
        raise _of_another() from error


def _check_nobody_else(cursor: CursorWrapper, person: str, kind: IdentifierKind, value: str) -> None:
    """Refuse a number that is verified for another person. During a rotation the constraint sees one key's digests only."""
    digests = sealing.keyed_hashes(kind, value)
    cursor.execute(
        "SELECT 1 FROM people_identifier WHERE kind = %s AND assurance = 'verified' AND person_id <> %s::uuid "
        "AND (digest, key_id) IN (SELECT * FROM unnest(%s::bytea[], %s::text[]))",
        [kind, person, [found.digest for found in digests], [found.key_id for found in digests]],
    )
    if cursor.fetchone():
        raise _of_another()


def _of_another() -> Refused:
    return refuse(
        "number-of-another-person",
        gettext_noop("This number was verified for another person. Compare the card with the person once more."),
        _ONE_PERSON,
    )
