"""An agency says when it is shut."""

from datetime import date, datetime

from motcua.foundation.clock.facts import DayKind
from motcua.foundation.forms.words import Text
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.register.agencies.types import MANAGE_OPENING, ClosureAnnounced, SpecialOpening


def announce_closure(*, actor: Actor, agency: str, on: date, reason: Text, now: datetime, key: Key) -> None:
    """
    Record that an agency is shut on a day, known from `now`: dates reckoned before stay as they were promised.

    Raises `Denied`.
    """
    authorise(MANAGE_OPENING, actor, Matter(agency=agency))
    day = SpecialOpening(on=on, kind=DayKind.CLOSED, name=reason, known_at=now, source="the agency's announcement")
    stream = f"agency/{agency}"
    with writing(stream, key=key) as book:
        if book.replay is not None:
            return
        book.cursor.execute(
            'INSERT INTO agencies_specialday (agency_id, "on", kind, name_vi, name_en, known_at, source, unverified) '
            "VALUES (%s, %s, %s, %s, %s, %s, %s, false)",
            [agency, on, day.kind, reason.vi, reason.en, now, day.source],
        )
        book.append_one(
            stream,
            book.versions[stream],
            ClosureAnnounced(day=day),
            actor=actor.id,
            occurred_at=now,
            agency=agency,
        )
