"""A declaration becomes a dossier: read, checked, sealed and recorded in one short transaction."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec
from django.db import IntegrityError

from motcua.foundation.clock.moments import local_day
from motcua.foundation.clock.reception import reception_due_at
from motcua.foundation.files import holdings
from motcua.foundation.files.holdings import Held
from motcua.foundation.files.types import NoSuchFile
from motcua.foundation.forms.parsing import parse
from motcua.foundation.interface.diacritics import fold
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.ledger.types import Conflict, Key
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.foundation.sealing import aead, ring
from motcua.foundation.text import gettext_noop
from motcua.register.agencies.commands.numbers import next_number
from motcua.register.people import queries as people
from motcua.register.procedures import queries as procedures
from motcua.register.procedures.queries import PlacesOn
from motcua.register.procedures.rules import choosing
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.commands import _facts, _rows, drafts
from motcua.service.dossiers.rules.evolve import evolve
from motcua.service.dossiers.rules.sources import FORMS
from motcua.service.dossiers.types.drafts import DraftView
from motcua.service.dossiers.types.events import Submitted
from motcua.service.dossiers.types.state import Channel, DossierState, PaperRef

_ONCE = HouseRule("A draft is submitted once for ever: its id is the dossier's.")


class Checked(msgspec.Struct, frozen=True):
    """A declaration that may be submitted: its values, case, competent agency and papers."""

    version: ProcedureVersion
    values: dict[str, Any]
    case: str
    agency: str
    papers: tuple[PaperRef, ...]


def check(version: ProcedureVersion, values: Mapping[str, object], papers: Sequence[PaperRef], on: date) -> Checked:
    """
    Read the declaration as a whole. Raises `Refused` with every problem at once: fields, papers, competence.

    `papers.<requirement>` names a paper's problem, `papers.<requirement>` unknown to the case included.
    """
    parsed = parse(version.declaration, values, on=on, places=PlacesOn(on))
    problems = list(parsed.problems)
    if problems:
        raise _incomplete(problems)
    choice = choosing.choose(version, parsed.values, on=on)
    given = {paper.requirement for paper in papers}
    problems += [
        FieldProblem(f"papers.{paper.code}", "required", gettext_noop("Add this paper: a clear photo is enough."))
        for paper in choice.papers
        if paper.is_needed and paper.required and paper.code not in given
    ]
    known = {paper.code for paper in choice.papers}
    problems += [
        FieldProblem(
            f"papers.{code}", "not-asked", gettext_noop("This paper is not asked for in your case. Take it off.")
        )
        for code in sorted(given - known)
    ]
    agency = choice.agency
    if agency is None:
        problems.append(
            choosing.competence_problem(version, parsed.values, on=on)
            or FieldProblem(
                next((rule.address for rule in version.competence.rules if rule.address), ""),
                "no-competent-agency",
                gettext_noop("We cannot tell which commune is competent. Check the address."),
            )
        )
    if problems or agency is None:
        raise _incomplete(problems)
    return Checked(
        version=version, values=dict(parsed.values), case=choice.case.code, agency=agency, papers=tuple(papers)
    )


def _incomplete(problems: Sequence[FieldProblem]) -> Exception:
    return refuse(
        "declaration-incomplete",
        gettext_noop("The declaration is not complete yet. What you have entered is kept."),
        FORMS,
        fields=tuple(problems),
    )


def submit_draft(*, actor: Actor, draft: DraftView, key: str, now: datetime) -> DossierState:
    """
    Submit what a draft holds. The draft's id becomes the dossier's, so that it can be submitted only once.

    Raises `Refused` (`declaration-incomplete`, `already-submitted`), `Denied`, and `Conflict` when another device saved
    the draft meanwhile.
    """
    authorise(registry.row("dossier.draft"), actor, Matter(subjects=frozenset({draft.owner})))
    version = _version(draft.procedure, draft.procedure_version)
    return submit(
        actor=actor, dossier=draft.id, version=version, values=draft.values, papers=draft.papers,
        revision=draft.revision, key=key, now=now,
    )  # fmt: skip


def _version(code: str, number: int) -> ProcedureVersion:
    version = procedures.version(code, number)
    if version is None:
        raise LookupError(f"procedure {code} has no version {number}")
    return version


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
    channel: Channel = Channel.ONLINE,
) -> DossierState:
    """
    Submit a declaration as the dossier with this id, with its files; None: those that its draft holds.

    The code is given here: `<agency>-YYMMDD-NNNN`, from the competent agency's own book of the day.
    """
    authorise(registry.row("dossier.submit"), actor, Matter())
    asked = Key(
        client=actor.client, command="dossier.submit", key=key,
        body=msgspec.json.encode(
            # A draft is empty once it was submitted, so pressing again is known by what was seen, not by its content.
            [dossier, revision] if revision is not None else [dossier, version.code, version.version, values, papers]
        ),
    )  # fmt: skip
    today = local_day(now)
    name = actor.name or _name(actor.person)
    stream = _rows.stream_of(dossier)
    with writing(stream, key=asked) as tx:
        if tx.replay is not None or tx.versions[stream]:
            return _already(tx.cursor, dossier, replayed=tx.replay is not None)
        checked = check(version, values, papers, today)
        data_key = aead.new_key()
        declaration = _rows.seal(dossier, data_key, "declaration", msgspec.json.encode(checked.values))
        holdings.hand_over(tx, files if files is not None else _drafted(dossier, papers), _rows.holder_of(dossier))
        number = next_number(tx.cursor, book="dossier", agency=checked.agency, on=today)
        event = Submitted(
            id=dossier,
            code=f"{checked.agency}-{today:%y%m%d}-{number:04d}",
            procedure=version.code,
            procedure_version=version.version,
            case=checked.case,
            sector=version.sector,
            channel=channel,
            agency=checked.agency,
            receiving_agency=checked.agency,
            applicant=actor.person,
            filer=actor.person,
            reception_due_at=reception_due_at(now, _facts.calendar_of(checked.agency, now)),
            declaration=declaration.ref,
            papers=checked.papers,
        )
        state = evolve(None, event, now, actor.id)
        wrapped_key = ring.wrap(data_key, _rows.holder_of(dossier))
        written = tx.along(_WRITE, _written(state, name, wrapped_key, declaration, revision, now))
        try:
            tx.append_one(stream, 0, event, actor=actor.id, occurred_at=now, agency=checked.agency)
        except IntegrityError as twice:
            raise refuse(
                "already-submitted", gettext_noop("This declaration has been submitted already."), _ONCE
            ) from twice
        ((consumed,),) = written.rows
        if revision is not None and consumed != 1:
            raise Conflict(drafts.holder_of(dossier), revision, revision + 1)
        return state


def _name(person: str) -> str:
    found = people.person(person)
    if found is None:
        raise LookupError(f"the actor's person {person} is unknown")
    return found.full_name


def _drafted(draft: str, papers: Sequence[PaperRef]) -> Iterable[Held]:
    asked = {uuid.UUID(paper.file) for paper in papers}
    found = holdings.held(asked, drafts.holder_of(draft))
    if len(found) != len(asked):
        raise NoSuchFile
    return found.values()


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


_SHARED = (
    "id", "procedure", "procedure_version", "sector", "channel", "receiving_agency", "applicant", "filer", "submitted_at",
    "code",
)  # fmt: skip
_COLUMNS: tuple[str, ...] = (*_rows.COLUMNS, *_SHARED, "applicant_name", "search_name", "wrapped_key")
# Everything that a submission writes besides its entry, in one statement; the draft is consumed only as it was seen.
_WRITE = f"""
    WITH consumed AS (
        UPDATE dossiers_draft SET submitted_at = %s::timestamptz, body = ''::bytea, wrapped_key = ''::bytea
        WHERE id = %s::uuid AND revision = %s::integer AND submitted_at IS NULL RETURNING 1
    ), taken AS (
        DELETE FROM dossiers_draft_paper WHERE draft = %s::uuid
    ), dossier AS (
        INSERT INTO dossiers_dossier ({", ".join(_COLUMNS)}, search_vector)
        VALUES ({", ".join(["%s"] * len(_COLUMNS))}, to_tsvector('simple', %s::text))
    ), declaration AS (
        INSERT INTO dossiers_content (id, dossier_id, kind, body, salt, created_at)
        VALUES (%s::uuid, %s::uuid, %s, %s::bytea, %s::bytea, %s::timestamptz)
    ), papers AS (
        INSERT INTO dossiers_paper (dossier_id, requirement, file, sha256, kind, added_at)
        SELECT %s::uuid, requirement, file, sha256, 'paper', %s::timestamptz
        FROM unnest(%s::text[], %s::uuid[], %s::text[]) AS given (requirement, file, sha256)
    )
    SELECT count(*) FROM consumed
"""  # noqa: S608 -- our own column names


def _written(
    state: DossierState,
    name: str,
    wrapped_key: bytes,
    declaration: _rows.SealedNote,
    revision: int | None,
    now: datetime,
) -> list[Any]:
    folded = fold(name)
    columns = {
        **_rows.columns_of(state),
        **{column: getattr(state, column) for column in _SHARED},
        "channel": state.channel.value,
        "applicant_name": name,
        "search_name": folded,
        "wrapped_key": wrapped_key,
    }
    return [
        now, state.id, revision, state.id, *(columns[column] for column in _COLUMNS), folded,
        declaration.ref.id, state.id, declaration.kind, declaration.body, declaration.salt, now, state.id, now,
        [paper.requirement for paper in state.papers], [paper.file for paper in state.papers],
        [paper.sha256 for paper in state.papers],
    ]  # fmt: skip
