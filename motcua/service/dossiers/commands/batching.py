"""The same act on many dossiers: each line stands and falls alone."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Denied, Matter
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.commands.acting import no_such_dossier, perform
from motcua.service.dossiers.types.batches import LARGEST, LARGEST_REASSIGNMENT, Line, LineAnswer, Outcome

_ONE_PAGE = HouseRule(
    gettext_noop("A batch is as long as a page, so that whoever sends it has seen each of its lines.")
)


def perform_each(
    *, actor: Actor, lines: Sequence[Line], key: str, now: datetime, largest: int = LARGEST
) -> tuple[LineAnswer, ...]:
    """
    Perform each line as a command of its own and return how each ended, in their order.

    A line's key is made of the batch's key, the dossier and the version that was seen, so that a batch sent twice is
    done once. Refuses `batch-too-large`.
    """
    if len(lines) > largest:
        message = gettext_noop("At most %(largest)s dossiers go at once. Mark fewer, and send the others afterwards.")
        raise refuse("batch-too-large", message, _ONE_PAGE, largest=largest)
    return tuple(_one(actor, line, key, now) for line in lines)


def reassign(*, actor: Actor, lines: Sequence[Line], key: str, now: datetime) -> tuple[LineAnswer, ...]:
    """Give an absent official's dossiers to others, as the leader saw it in the preview; see `perform_each`."""
    authorise(registry.row("dossier.reassign"), actor, Matter(agency=actor.agency))
    return perform_each(actor=actor, lines=lines, key=key, now=now, largest=LARGEST_REASSIGNMENT)


def line_key(key: str, dossier: str, version: int) -> str:
    """Return the key of one line."""
    return hashlib.sha256(f"{key}/{dossier}/{version}".encode()).hexdigest()


def _one(actor: Actor, line: Line, key: str, now: datetime) -> LineAnswer:
    try:
        if not line.id:
            raise no_such_dossier()
        perform(
            actor=actor, dossier=line.id, command=line.command, now=now, expected=line.seen.version,
            key=line_key(key, line.id, line.seen.version),
        )  # fmt: skip
    except Refused as refused:
        return LineAnswer(line, Outcome.REFUSED, refused.refusal)
    except Conflict:
        return LineAnswer(line, Outcome.CONFLICT)
    except Denied:
        return LineAnswer(line, Outcome.REFUSED)
    return LineAnswer(line, Outcome.DONE)
