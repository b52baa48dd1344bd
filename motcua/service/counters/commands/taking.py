"""Take a number. The day's stream gives them in order and without a gap."""

import uuid
from datetime import datetime

import msgspec
from django.db import connection

from motcua.foundation import sealing
from motcua.foundation.clock.moments import local_day
from motcua.foundation.ledger import reading
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.register.agencies import commands as agencies
from motcua.service.counters.commands._rows import stream_of, write
from motcua.service.counters.queries.days import opens_at, place_in
from motcua.service.counters.rules.evolve import evolve
from motcua.service.counters.rules.taking import check_address, check_take, code_of, window_of
from motcua.service.counters.types.commands import Take
from motcua.service.counters.types.day import Day
from motcua.service.counters.types.events import DAY, TicketTaken


def take(*, actor: Actor, agency: str, command: Take, now: datetime, key: str) -> str:
    """
    Take a number at an agency's counter and return the id of the ticket; the same key takes it once.

    Raises `Denied` and `Refused` (`no-such-line`, `counter-closed`).
    """
    authorise(registry.row(command.POLICY), actor, Matter(agency=agency, agencies=frozenset({agency})))
    on = local_day(now)
    stream = stream_of(agency, on)
    opens = opens_at(agency, now)
    asked_for = Key(
        client=actor.client or f"counter/{agency}",
        command="counter.take",
        key=key,
        body=stream.encode() + msgspec.json.encode(command),
    )
    with writing(stream, key=asked_for) as tx:
        if tx.replay is not None:
            return _taken_before(tx.replay.stream, tx.replay.first)
        line = check_take(place_in(tx.cursor, agency), command.line, now=now, opens_at=opens)
        number = agencies.next_number(tx.cursor, book=f"counter.{line.letter}", agency=agency, on=on)
        event = TicketTaken(
            ticket=str(uuid.uuid4()), code=code_of(line.letter, number), line=line.letter, origin=command.origin,
            priority=command.priority,
        )  # fmt: skip
        write(tx.cursor, agency, on, Day(), evolve(Day(), event, now, actor.id))
        tx.append_one(stream, tx.versions[stream], event, actor=actor.id, occurred_at=now, agency=agency)
        return event.ticket


def _taken_before(stream: str, sequence: int) -> str:
    (entry,) = reading.entries(stream, after=sequence - 1, limit=1)
    event = DAY.decode(entry.data)
    if not isinstance(event, TicketTaken):
        raise TypeError(f"{stream}/{sequence} took no ticket")
    return event.ticket


def count_taking(address: str, now: datetime) -> None:
    """
    Count a number taken from an address, or refuse `too-many-attempts`.

    Not an entry of the ledger: nothing of the city changes, and the address is kept as a keyed hash for a quarter of an
    hour.
    """
    began = window_of(now)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO counters_taking (whose, window_began, taken) VALUES (%s, %s, 1) "
            "ON CONFLICT (whose, window_began) DO UPDATE SET taken = counters_taking.taken + 1 RETURNING taken",
            [sealing.keyed_hash("brake", f"ticket:{address}").digest, began],
        )
        (taken,) = cursor.fetchone()
        cursor.execute("DELETE FROM counters_taking WHERE window_began < %s", [began])
    check_address(taken, window_began=began, now=now)
