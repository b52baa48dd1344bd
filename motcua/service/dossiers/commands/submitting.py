"""A declaration becomes a dossier, or one for each part of linked procedures: read, sealed, recorded in one transaction."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import Any

import msgspec
from django.db import IntegrityError

from motcua.foundation.clock.moments import local_day
from motcua.foundation.clock.reception import reception_due_at
from motcua.foundation.files import holdings
from motcua.foundation.files.holdings import Held
from motcua.foundation.files.types import NoSuchFile
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import refuse
from motcua.foundation.ledger.types import Conflict, Key
from motcua.foundation.ledger.writing import Later, StreamEvents, Writing, writing
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.foundation.sealing import aead, ring
from motcua.foundation.text import gettext_noop
from motcua.register.agencies.commands.numbers import next_number
from motcua.register.incidents.commands import noted
from motcua.register.incidents.types import Step
from motcua.register.people import queries as people
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.commands import _facts, _rows, drafts, guarding
from motcua.service.dossiers.commands._inserting import WRITE, written
from motcua.service.dossiers.commands.checking import Checked, Piece, check, pieces
from motcua.service.dossiers.queries import drafts as written_drafts
from motcua.service.dossiers.queries import versions
from motcua.service.dossiers.rules.codes import code_of
from motcua.service.dossiers.rules.evolve import evolve
from motcua.service.dossiers.rules.linked import dossier_of
from motcua.service.dossiers.rules.matter import matter_of
from motcua.service.dossiers.rules.reception import receive
from motcua.service.dossiers.types.commands import Receive
from motcua.service.dossiers.types.drafts import DraftView
from motcua.service.dossiers.types.events import DossierEvent, Submitted
from motcua.service.dossiers.types.filing import ONLINE, Filing
from motcua.service.dossiers.types.state import DossierState, Linked, PaperRef

_ONCE = HouseRule("A draft is submitted once for ever: its id is the dossier's.")


class Made(msgspec.Struct, frozen=True):
    """A dossier that is about to be recorded: its state afterwards, its events, the texts beside its declaration."""

    state: DossierState
    events: tuple[DossierEvent, ...]
    notes: tuple[_rows.SealedNote, ...]


def submit_draft(*, actor: Actor, draft: DraftView, key: str, now: datetime, receive_now: bool = False) -> DossierState:
    """
    Submit what a draft holds. The draft's id becomes the dossier's, so that it can be submitted only once.

    With `receive_now` the counter where the draft was written receives the dossier at the same moment. Raises `Refused`
    (`declaration-incomplete`, `already-submitted`), `Denied`, and `Conflict` when another device saved the draft meanwhile.
    """
    authorise(registry.row("dossier.draft"), actor, written_drafts.matter_of(draft))
    version = versions.numbered(draft.procedure, draft.procedure_version, counter=bool(draft.counter))
    return submit(
        actor=actor, dossier=draft.id, version=version, values=draft.values, papers=draft.papers,
        revision=draft.revision, key=key, now=now,
        filing=Filing.at_counter(draft.counter, draft.person, draft.helper, receive=receive_now) if draft.counter else ONLINE,
    )  # fmt: skip


def submit(
    *,
    actor: Actor,
    dossier: str,
    version: ProcedureVersion,
    values: Mapping[str, object],
    papers: Sequence[PaperRef],
    key: str,
    now: datetime,
    files: Iterable[Held] | None = None,
    revision: int | None = None,
    filing: Filing = ONLINE,
) -> DossierState:
    """
    Submit a declaration as the dossier with this id, with its files; None: those that its draft holds.

    The code is given here: `<agency>-YYMMDD-NNNN`, from the competent agency's own book of the day. Of linked procedures
    each part becomes a dossier of its own, all in one append; the first of them has this id and is returned.
    """
    _may(actor, filing)
    asked = Key(
        client=actor.client, command="dossier.submit", key=key,
        body=msgspec.json.encode(
            # A draft is empty once it was submitted, so pressing again is known by what was seen, not by its content.
            [dossier, revision] if revision is not None
            else [dossier, version.code, version.version, values, papers, *([filing] if filing.counter else [])]
        ),
    )  # fmt: skip
    streams = [_rows.stream_of(each) for each in _possible(dossier, version)]
    where = partial(guarding.of_values, version, values, Step.SUBMISSION, dossier, now)
    with noted(actor=actor, where=where, now=now), writing(*streams, key=asked) as tx:
        if tx.replay is not None or tx.versions[streams[0]]:
            return _already(tx.cursor, dossier, replayed=tx.replay is not None)
        checked = check(version, values, papers, local_day(now))
        given = list(files) if files is not None else _drafted(dossier, papers)
        writer = _Writer(tx, actor, filing, checked, given, now)
        made, written_first = writer.all_of(dossier, revision)
        try:
            tx.append(
                [StreamEvents(_rows.stream_of(each.state.id), 0, each.events) for each in made],
                actor=actor.id, occurred_at=now, agency=filing.counter or made[0].state.agency,
                behalf=filing.person if filing.person != actor.person else "",
            )  # fmt: skip
        except IntegrityError as twice:
            raise refuse(
                "already-submitted", gettext_noop("This declaration has been submitted already."), _ONCE
            ) from twice
        ((consumed,),) = written_first.rows
        if revision is not None and consumed != 1:
            raise Conflict(drafts.holder_of(dossier), revision, revision + 1)
        for each in made:
            _rows.write_notes(tx.cursor, each.state.id, each.notes, now)
        return made[0].state


def check_filing(
    *,
    actor: Actor,
    version: ProcedureVersion,
    values: Mapping[str, object],
    papers: Sequence[PaperRef],
    filing: Filing,
    now: datetime,
) -> None:
    """Raise what `submit` would, before anybody is recorded as the person whom it is for; `filing.person` is not looked at."""
    _may(actor, filing)
    where = partial(guarding.of_values, version, values, Step.SUBMISSION, "", now)
    with noted(actor=actor, where=where, now=now):
        guarding.refuse_secret_words({"helper": filing.helper})
        check(version, values, papers, local_day(now))


def _may(actor: Actor, filing: Filing) -> None:
    if filing.counter:
        authorise(registry.row("dossier.file-at-counter"), actor, Matter(receiving=filing.counter))
    else:
        authorise(registry.row("dossier.submit"), actor, Matter())


def _possible(dossier: str, version: ProcedureVersion) -> list[str]:
    """Return the ids of every dossier that the declaration may become: which parts apply is read under the locks."""
    return [dossier, *(dossier_of(dossier, part.code) for part in version.parts)]


class _Writer:
    """Makes each dossier of one filing, and sends what belongs to it along with the append."""

    def __init__(
        self, tx: Writing, actor: Actor, filing: Filing, checked: Checked, files: Sequence[Held], now: datetime
    ) -> None:
        self._tx = tx
        self._actor = actor
        self._filing = filing
        self._checked = checked
        self._files = files
        self._now = now
        self._person = filing.person or actor.person
        self._name = _name(self._person) if filing.person or not actor.name else actor.name

    def all_of(self, dossier: str, revision: int | None) -> tuple[list[Made], Later]:
        """Return what is made, the dossier with the draft's id first, and what its statement will have written."""
        found = pieces(self._checked, local_day(self._now))
        ids = {piece.part: dossier_of(dossier, piece.part) for piece in found}
        ids[found[0].part] = dossier
        made, first = [], None
        for piece in found:
            linked = Linked(dossier, piece.part, ids.get(piece.after, "")) if piece.part else None
            each, later = self._one(ids[piece.part], piece, linked, revision if first is None else None)
            first = first or later
            made.append(each)
        if first is None:
            raise LookupError(f"{self._checked.version.code} has no part for this declaration")
        return made, first

    def _one(self, dossier: str, piece: Piece, linked: Linked | None, revision: int | None) -> tuple[Made, Later]:
        data_key = aead.new_key()
        declaration = _rows.seal(dossier, data_key, "declaration", msgspec.json.encode(self._checked.values))
        helper = _rows.seal(dossier, data_key, "helper", self._filing.helper.encode()) if self._filing.helper else None
        asked = {paper.file for paper in piece.papers}
        mine = [file for file in self._files if str(file.view.id) in asked]
        holdings.hand_over(self._tx, mine, _rows.holder_of(dossier))
        event = self._submitted(dossier, piece, linked, declaration.ref, helper.ref if helper else None)
        state = evolve(None, event, self._now, self._actor.id)
        events: tuple[DossierEvent, ...] = (event,)
        if self._filing.receive and not state.waits_for_linked:
            received = self._received(state)
            state = evolve(state, received, self._now, self._actor.id)
            events = (event, received)
        wrapped_key = ring.wrap(data_key, _rows.holder_of(dossier))
        later = self._tx.along(WRITE, written(state, self._name, wrapped_key, declaration, revision, self._now))
        return Made(state=state, events=events, notes=(helper,) if helper else ()), later

    def _submitted(self, dossier: str, piece: Piece, linked: Linked | None, declaration: Any, helper: Any) -> Submitted:
        today = local_day(self._now)
        number = next_number(self._tx.cursor, book="dossier", agency=piece.agency, on=today)
        version = self._checked.version
        return Submitted(
            id=dossier,
            code=code_of(piece.agency, today, number),
            procedure=version.code,
            procedure_version=version.version,
            case=self._checked.case,
            sector=version.sector,
            channel=self._filing.channel,
            agency=piece.agency,
            receiving_agency=self._filing.counter or piece.agency,
            applicant=self._person,
            filer=self._person,
            reception_due_at=reception_due_at(self._now, _facts.calendar_of(piece.agency, self._now)),
            declaration=declaration,
            papers=piece.papers,
            linked=linked,
            helper=helper,
        )

    def _received(self, state: DossierState) -> DossierEvent:
        authorise(registry.row("dossier.receive"), self._actor, matter_of(state))
        facts = _facts.facts_for(
            actor=self._actor, procedure=state.procedure, procedure_version=state.procedure_version, part=state.part,
            case=state.case, channel=state.channel, agency=state.agency, now=self._now,
        )  # fmt: skip
        (received,) = receive(state, Receive(), facts, self._now)
        return received


def _name(person: str) -> str:
    found = people.person(person)
    if found is None:
        raise LookupError(f"the person {person} is unknown")
    return found.full_name


def _drafted(draft: str, papers: Sequence[PaperRef]) -> list[Held]:
    asked = {uuid.UUID(paper.file) for paper in papers}
    found = holdings.held(asked, drafts.holder_of(draft))
    if len(found) != len(asked):
        raise NoSuchFile
    return list(found.values())


def _already(cursor: Any, dossier: str, *, replayed: bool) -> DossierState:
    row = _rows.load(cursor, dossier)
    if row is None:
        raise LookupError(f"dossier {dossier} has entries and no row")
    if not replayed:
        raise refuse(
            "already-submitted",
            gettext_noop("This declaration has been submitted already: it is dossier %(code)s."),
            _ONCE,
            code=row.state.code,
        )
    return row.state
