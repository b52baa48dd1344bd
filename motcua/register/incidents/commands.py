"""Note that something was stopped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from motcua.foundation.clock.moments import local_day
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy.types import Actor
from motcua.foundation.secrecy.stopping import StateSecret
from motcua.register.incidents import rules
from motcua.register.incidents.types import SecretStopped, Where


@contextmanager
def noted(*, actor: Actor, where: Callable[[], Where], now: datetime) -> Iterator[None]:
    """
    Let what happens inside happen; when it is stopped as a state secret, note the incident and let the refusal pass.

    Stands outside of every transaction: what was stopped is rolled back, and the note is an append of its own. `where` is
    asked only then.
    """
    try:
        yield
    except StateSecret as stopped:
        note(actor=actor, where=where(), stopped=stopped, now=now)
        raise


def note(*, actor: Actor, where: Where, stopped: StateSecret, now: datetime) -> None:
    """Append the incident, once for the same person, step and place within a quarter of an hour."""
    stream = f"incidents/{local_day(now):%Y-%m-%d}"
    key = Key(client=actor.client, command="incidents.note", key=rules.same_incident(actor, where, stopped, now))
    with writing(stream, key=key) as book:
        if book.replay is not None:
            return
        event = SecretStopped(
            step=where.step,
            place=stopped.place,
            fields=tuple(problem.field for problem in stopped.refusal.fields) if stopped.place == "field" else (),
            procedure=where.procedure,
            dossier=where.dossier,
            post=actor.post,
        )
        book.append_one(
            stream, book.versions[stream], event, actor=actor.id, occurred_at=now, agency=where.agency or actor.agency
        )
