"""Perform any act of a dossier's life: one way for every verb and every door."""

import uuid
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial

import msgspec
from django.db import connection
from django.db.backends.utils import CursorWrapper

from motcua.foundation.clock.moments import local_day
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.ledger.types import Conflict, Key
from motcua.foundation.ledger.writing import Writing, writing
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor
from motcua.foundation.text import gettext_noop
from motcua.register.agencies import queries as agencies
from motcua.register.incidents.types import Step
from motcua.service.dossiers.commands import _facts, _rows, guarding
from motcua.service.dossiers.queries import versions
from motcua.service.dossiers.rules import on_behalf, supplement
from motcua.service.dossiers.rules.decide import decide
from motcua.service.dossiers.rules.evolve import evolve
from motcua.service.dossiers.rules.matter import matter_of
from motcua.service.dossiers.rules.plan import Facts
from motcua.service.dossiers.rules.sources import ONE_STOP
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.events import Decided, DossierEvent
from motcua.service.dossiers.types.state import DossierState, NoteRef


def _nothing(_cursor: CursorWrapper) -> None: ...


def perform(
    *,
    actor: Actor,
    dossier: str,
    command: Command,
    key: str,
    now: datetime,
    expected: int | None = None,
    also: Callable[[CursorWrapper], None] = _nothing,
) -> DossierState:
    """
    Do what `command` asks of the dossier with this id and return its state afterwards.

    `expected` is the version that the actor saw; `now` (aware) the legal moment; `key` makes it safe to send twice.
    `also` is done in the same transaction, when the act is.
    Raises `Denied`, `Refused` (`no-such-dossier` among others) and `Conflict`.
    """
    stream = _rows.stream_of(dossier)
    with guarded(actor, dossier, now), writing(stream, key=key_of(actor, command, dossier, key)) as tx:
        row = found(tx.cursor, dossier)
        if tx.replay is not None:
            return row.state
        check(actor, command, row.state, expected)
        after = act(tx, actor, row, command, now)
        also(tx.cursor)
        return after


def act(tx: Writing, actor: Actor, row: _rows.Row, command: Command, now: datetime) -> DossierState:
    """Decide on a checked command under the lock, and record what it comes to; its note is sealed on the way."""
    notes: list[_rows.SealedNote] = []
    if command.note.strip():
        kind = str(type(command).__struct_config__.tag)
        notes.append(_rows.seal(row.state.id, row.key(), kind, command.note.strip().encode()))
    facts = facts_for(actor, command, row.state, now, notes[0].ref if notes else None)
    if isinstance(command, asked.AskSupplement | asked.AskSecondSupplement):
        facts = _asking(facts, tx.cursor, row)
    events = decide(row.state, command, facts, now)
    behalf = on_behalf.behalf_of(row.state, type(command), actor)
    return record(tx, actor, row.state, events, notes, now, behalf=behalf)


def guarded(actor: Actor, dossier: str, now: datetime) -> AbstractContextManager[None]:
    """Guard the words of an act; stands outside of the act's transaction."""
    return guarding.of_dossier(actor, partial(state_of, dossier), Step.ACT, now)


def state_of(dossier: str) -> DossierState:
    """Return the dossier as it stands; refuses `no-such-dossier`."""
    with connection.cursor() as cursor:
        return found(cursor, dossier).state


def key_of(actor: Actor, command: Command, dossier: str, key: str) -> Key:
    """Return the idempotency key of this act."""
    return Key(
        client=actor.client,
        command=f"dossier.{type(command).__struct_config__.tag}",
        key=key,
        body=dossier.encode() + msgspec.json.encode(command),
    )


def found(cursor: CursorWrapper, dossier: str) -> _rows.Row:
    """Return the dossier; refuses `no-such-dossier`."""
    row = _rows.load(cursor, dossier)
    if row is None:
        raise no_such_dossier()
    return row


def no_such_dossier() -> Exception:
    """Return the refusal for a dossier that there is not."""
    return refuse("no-such-dossier", gettext_noop("There is no such dossier. Check the code on the receipt."), ONE_STOP)


def check(actor: Actor, command: Command, state: DossierState, expected: int | None) -> None:
    """Ask the policy again, whatever door it came by, compare what the actor saw with what is, and hear no secrets."""
    authorise(registry.row(command.POLICY), actor, matter_of(state))
    on_behalf.check(state, type(command), actor)
    guarding.refuse_secret_note(command)
    if expected is not None and expected != state.version:
        raise Conflict(_rows.stream_of(state.id), expected, state.version)


def facts_for(actor: Actor, command: Command, state: DossierState, now: datetime, note: NoteRef | None) -> Facts:
    """Gather the facts; refuses an agency or an official that there is not."""
    _check_target(command, state, now)
    facts = _facts.facts_for(
        actor=actor,
        procedure=state.procedure,
        procedure_version=state.procedure_version,
        part=state.part,
        case=state.case,
        channel=state.channel,
        agency=state.agency,
        now=now,
        note=note,
        opinion_agency=command.agency if isinstance(command, asked.AskOpinion) else "",
    )
    if isinstance(command, asked.SubmitForSignature):
        return msgspec.structs.replace(facts, officials=_facts.officials_for(state.agency, state.sector, now))
    return facts


def _asking(facts: Facts, cursor: CursorWrapper, row: _rows.Row) -> Facts:
    """Return the facts with what can be asked of this very declaration."""
    version = versions.of(row.state)
    values = _rows.declaration(cursor, row.state, row.key())
    return supplement.about(facts, version.declaration, values, on=local_day(row.state.submitted_at))


def _check_target(command: Command, state: DossierState, now: datetime) -> None:
    if isinstance(command, asked.AskOpinion | asked.Transfer):
        code = command.agency if isinstance(command, asked.AskOpinion) else command.to_agency
        agency = agencies.agency(code, local_day(now))
        if agency is None or not agency.exists:
            message = gettext_noop("There is no such agency today. Choose one from the list.")
            field = "agency" if isinstance(command, asked.AskOpinion) else "to_agency"
            raise refuse("no-such-agency", message, ONE_STOP, fields=(FieldProblem(field, "unknown", message),))
    to = command.to if isinstance(command, asked.Assign | asked.Forward) else ""
    if to and all(holding.official != to for holding in agencies.officials_of(state.agency, now)):
        message = gettext_noop("This official has no post in the agency now. Choose one from the list.")
        raise refuse("no-such-official", message, ONE_STOP, fields=(FieldProblem("to", "unknown", message),))


def record(
    tx: Writing,
    actor: Actor,
    state: DossierState,
    events: Sequence[DossierEvent],
    notes: Sequence[_rows.SealedNote],
    now: datetime,
    *,
    behalf: str = "",
) -> DossierState:
    """Append the events and write what follows from them."""
    if not events:
        return state
    after = state
    for event in events:
        after = evolve(after, event, now, actor.id)
    _rows.update(tx, after)
    tx.append_one(
        _rows.stream_of(state.id), state.version, *events, actor=actor.id, occurred_at=now, agency=actor.agency,
        behalf=behalf,
    )  # fmt: skip
    _rows.write_notes(tx.cursor, state.id, notes, now)
    for event in events:
        if isinstance(event, Decided) and event.result is not None:
            _rows.write_papers(tx.cursor, state.id, [event.result], now, kind="result")
    return after


def new_key() -> str:
    """Return a key for a request that has none of its own, such as a form's hidden field."""
    return uuid.uuid4().hex
