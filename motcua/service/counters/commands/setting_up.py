"""An agency sets its counter up: the whole of it each time, on the version that was seen."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from motcua.foundation.ledger.types import Conflict, Key
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.service.counters.rules.setting_up import check_setup
from motcua.service.counters.types.events import CounterSetUp
from motcua.service.counters.types.place import Line, Window


def set_up(
    *,
    actor: Actor,
    agency: str,
    lines: Sequence[Line],
    windows: Sequence[Window],
    now: datetime,
    key: str,
    expected: int | None = None,
) -> None:
    """
    Set an agency's counter up with these lines and windows, from now on.

    Raises `Denied`, `Refused` (`counter-not-sound`) and `Conflict` when it is not as it was seen.
    """
    authorise(registry.row("counter.set-up"), actor, Matter(agency=agency, agencies=frozenset({agency})))
    check_setup(lines, windows)
    stream = f"counter-place/{agency}"
    event = CounterSetUp(lines=tuple(lines), windows=tuple(windows))
    body = msgspec.json.encode(event)
    asked_for = Key(client=actor.client, command="counter.set-up", key=key, body=stream.encode() + body)
    with writing(stream, key=asked_for) as tx:
        if tx.replay is not None:
            return
        version = tx.versions[stream]
        if expected is not None and expected != version:
            raise Conflict(stream, expected, version)
        tx.cursor.execute(
            "INSERT INTO counters_place (agency, version, setup) VALUES (%s, %s, %s) ON CONFLICT (agency) "
            "DO UPDATE SET version = EXCLUDED.version, setup = EXCLUDED.setup",
            [agency, version + 1, body],
        )
        tx.append_one(stream, version, event, actor=actor.id, occurred_at=now, agency=agency)
