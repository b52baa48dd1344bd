"""Somebody without an account becomes known, because they stand at a counter."""

from datetime import datetime
from uuid import uuid4

import msgspec

from motcua.foundation import sealing
from motcua.foundation.interface.diacritics import fold
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.register.people import queries, rules
from motcua.register.people.commands.register import seal_identifier
from motcua.register.people.types import RECORD_PERSON, Assurance, PersonId, PersonRegistered, Visitor


def record_visitor(
    *,
    actor: Actor,
    name: str,
    personal_number: str = "",
    card_seen: bool = False,
    phone: str = "",
    now: datetime,
    key: str,
) -> PersonId:
    """
    Return the id of whoever stands at the counter: known by the number on the card, or recorded now without an account.

    With `card_seen` the official has compared the card with the person, and the number is verified. A number that was
    only declared finds nobody, because it proves nothing. Sent again with the same key it returns the same person.
    Refuses `visitor-incomplete` with a problem per field; raises `Denied`.
    """
    authorise(RECORD_PERSON, actor, Matter())
    visitor = rules.visitor(name=name, personal_number=personal_number, phone=phone)
    known = queries.people_with_identifier(visitor.personal_number) if card_seen and visitor.personal_number else ()
    if known:
        return known[0].id
    person_id = str(uuid4())
    stream = f"person/{person_id}"
    body = msgspec.json.encode([visitor, card_seen])
    with writing(stream, key=Key(client=actor.client, command="people.record-visitor", key=key, body=body)) as book:
        if book.replay is not None:
            return PersonId(book.replay.stream.removeprefix("person/"))
        salt = sealing.new_salt()
        book.cursor.execute(
            "INSERT INTO people_person (id, full_name, name_folded, phone, email, salt, registered_at) "
            "VALUES (%s, %s, %s, %s, '', %s, %s)",
            [person_id, visitor.full_name, fold(visitor.full_name), visitor.phone, salt, now],
        )
        if visitor.personal_number:
            seal_identifier(
                book.cursor, person_id=person_id, kind=visitor.number_kind, value=visitor.personal_number,
                assurance=Assurance.VERIFIED if card_seen else Assurance.DECLARED, now=now,
            )  # fmt: skip
        event = PersonRegistered(commitment=sealing.commitment(salt, _told(visitor)).hex())
        book.append_one(stream, 0, event, actor=actor.id, occurred_at=now, agency=actor.agency)
    return PersonId(person_id)


def _told(visitor: Visitor) -> bytes:
    return msgspec.json.encode(visitor)
