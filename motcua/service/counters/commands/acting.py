"""Do anything at a window: one way for every verb. The day's stream makes one caller wait for the other."""

from datetime import datetime

import msgspec

from motcua.foundation.clock.moments import local_day
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.service.counters.commands._rows import stream_of, write
from motcua.service.counters.queries.days import day_in, place_in
from motcua.service.counters.rules.decide import Facts, decide
from motcua.service.counters.rules.evolve import evolve
from motcua.service.counters.types import commands as asked
from motcua.service.counters.types.commands import DayCommand
from motcua.service.counters.types.day import Day


def act(*, actor: Actor, agency: str, command: DayCommand, now: datetime, key: str) -> Day:
    """
    Do what `command` asks at an agency's counter today, and return the day afterwards.

    Two windows that call at once get two tickets, the second the one after the first's. Raises `Denied` and `Refused`.
    """
    authorise(registry.row(command.POLICY), actor, Matter(agency=agency, agencies=frozenset({agency})))
    on = local_day(now)
    stream = stream_of(agency, on)
    asked_for = Key(
        client=actor.client,
        command=f"counter.{type(command).__struct_config__.tag}",
        key=key,
        body=stream.encode() + msgspec.json.encode(command),
    )
    with writing(stream, key=asked_for) as tx:
        code = command.code.strip().upper()[:10] if isinstance(command, asked.PutBack) else ""
        before = day_in(tx.cursor, agency, on, code=code)
        if tx.replay is not None:
            return before
        events = decide(before, command, Facts(official=actor.id, place=place_in(tx.cursor, agency)))
        if not events:
            return before
        after = before
        for event in events:
            after = evolve(after, event, now, actor.id)
        write(tx.cursor, agency, on, before, after)
        tx.append_one(stream, tx.versions[stream], *events, actor=actor.id, occurred_at=now, agency=agency)
        return after
