"""Procedures for machines: found, read, and the schema of their declarations."""

from datetime import date
from http import HTTPStatus
from typing import Annotated, Any

import msgspec
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from dmr import Path, Query

from motcua.foundation.clock.limits import Limit
from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.schema import json_schema
from motcua.foundation.forms.words import Text
from motcua.foundation.interface import keyset
from motcua.foundation.machine.doors import Door, door
from motcua.foundation.machine.paging import Listed, PageQuery, linked
from motcua.foundation.machine.tongue import language_of
from motcua.register.procedures import queries, rules
from motcua.register.procedures.types import Channel as ProcedureChannel
from motcua.register.procedures.types import (
    FeeRule,
    Found,
    HandOver,
    Level,
    NationalOrigin,
    ProcedureCase,
    ProcedureVersion,
    Unknown,
)

VALID = {"ETag": "The version of the procedure."}


class ByCode(msgspec.Struct, frozen=True):
    code: Annotated[str, msgspec.Meta(description="The national code, such as 1.001193.", max_length=40)]


class SearchQuery(PageQuery, frozen=True, kw_only=True):
    q: Annotated[str, msgspec.Meta(max_length=200, description="A code or words; marks are forgiven.")] = ""


class VersionQuery(msgspec.Struct, frozen=True):
    version: Annotated[int | None, msgspec.Meta(description="A version by its number; without it today's.")] = None


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """A procedure in a list; `offered` is false where no agency of the city takes it."""

    code: str
    version: int
    name: Text
    summary: Text
    sector_name: Text
    offered: bool


class TimeLimit(msgspec.Struct, frozen=True, kw_only=True):
    """`cut_off` (HH:MM) matters to the same day only: what is received later is due the next working day."""

    amount: float
    unit: str
    cut_off: str = ""


class ChannelTime(msgspec.Struct, frozen=True, kw_only=True):
    """The limit for dossiers that come by one channel, where it is another one."""

    channel: ProcedureChannel
    limit: TimeLimit


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """
    A paper that a case asks for. `sometimes` says that it depends on the declaration, `form` is the official form.

    `paper_type` is the kind of evidence that it is, whoever asks for it.
    """

    code: str
    paper_type: str
    name: Text
    form: str
    originals: int
    copies: int
    required: bool
    sometimes: bool
    hand_over: HandOver
    not_needed_because: Text | None


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """`limits` are of the channels with another limit; `limit_note` says what the limit alone does not."""

    code: str
    name: Text
    limit: TimeLimit
    limits: tuple[ChannelTime, ...]
    limit_note: Text | None
    papers: tuple[Paper, ...]


class StepShown(msgspec.Struct, frozen=True, kw_only=True):
    code: str
    name: Text
    role: str
    minutes: int


class Fee(msgspec.Struct, frozen=True, kw_only=True):
    """
    A fee; null in `amount_vnd`: the agency tells the amount.

    With `first`, so many units of a thing (pages of a copy) cost `amount_vnd` each, the others `further_vnd`, and the
    thing at most `most_vnd`. `channels` names the ways of filing that pay it; none named, all do.
    """

    code: str
    name: Text
    kind: str
    amount_vnd: int | None
    first: int
    further_vnd: int
    most_vnd: int | None
    channels: tuple[ProcedureChannel, ...]
    exempt: Text | None


class ResultShown(msgspec.Struct, frozen=True, kw_only=True):
    """What the procedure ends in, by its code in the national catalogue."""

    code: str
    name: Text


class TakenFrom(msgspec.Struct, frozen=True, kw_only=True):
    """
    That nobody of the city has reviewed it yet: a program took it from the national catalogue.

    `decided_by` are the catalogue's words for who decides; `unknown` is what it does not tell.
    """

    taken_on: date
    decided_by: str
    issued_by: str
    unknown: tuple[Unknown, ...]


class Procedure(msgspec.Struct, frozen=True, kw_only=True):
    """
    A procedure as it is offered: its cases with their papers and limits, its steps, its fees, its results.

    Where `offered` is false no agency of the city takes it, and submitting is refused (`not-filed-here`).

    `essential` is its number among the essential services of Project 06; `joins` are the codes of the procedures that it
    does together; `organisations` says that not only people may file.
    """

    code: str
    version: int
    valid_from: date
    valid_until: date | None
    name: Text
    official_name: Text
    summary: Text
    sector: str
    sector_name: Text
    level: Level
    channels: tuple[ProcedureChannel, ...]
    essential: int | None
    organisations: bool
    joins: tuple[str, ...]
    decided_by: Text
    cases: tuple[Case, ...]
    steps: tuple[StepShown, ...]
    fees: tuple[Fee, ...]
    results: tuple[ResultShown, ...]
    offered: bool
    national: TakenFrom | None
    declaration_schema: str


class Procedures(Door):
    """Procedures."""

    @door(
        "procedure.search", Listed[Line], operation="listProcedures", anonymous=True,
        headers={"Link": "The pages around, `next` and `prev`."},
    )  # fmt: skip
    def get(self, parsed_query: Query[SearchQuery]) -> HttpResponse:
        """List the procedures of today, or search among them, best first."""
        page = queries.search(
            parsed_query.q, on=local_day(timezone.now()), at=keyset.decode(parsed_query.at), size=parsed_query.limit
        )
        items = tuple(_line(found) for found in page.rows)
        body, headers = linked(self.request, items, following=page.next, before=page.previous)
        return self.answer(body, headers=headers)


class OneProcedure(Door):
    """One procedure."""

    @door(
        "procedure.view", Procedure, operation="readProcedure", fails=(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
        headers=VALID, anonymous=True,
    )  # fmt: skip
    def get(self, parsed_path: Path[ByCode], parsed_query: Query[VersionQuery]) -> HttpResponse:
        """Read a procedure as it is offered today, or one version of it."""
        version = _version(parsed_path.code, parsed_query.version)
        return self.answer(_shown(version, local_day(timezone.now())), headers={"ETag": f'"{version.version}"'})


class DeclarationSchema(Door):
    """What a declaration must look like."""

    @door(
        "procedure.view", dict[str, Any], operation="readDeclarationSchema",
        fails=(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY), headers=VALID, anonymous=True,
    )  # fmt: skip
    def get(self, parsed_path: Path[ByCode], parsed_query: Query[VersionQuery]) -> HttpResponse:
        """
        Read the JSON Schema of the declaration, its titles in the language asked for.

        Conditions on dates stand in `x-show-when`; the server checks them, and everything else once more.
        """
        version = _version(parsed_path.code, parsed_query.version)
        schema = json_schema(version.declaration, language_of(self.request))
        return self.answer(schema, headers={"ETag": f'"{version.version}"'})


def _version(code: str, number: int | None) -> ProcedureVersion:
    return queries.published(code, local_day(timezone.now())) if number is None else queries.version(code, number)


def _line(found: Found) -> Line:
    return Line(
        code=found.code,
        version=found.version,
        name=found.name,
        summary=found.summary,
        sector_name=found.sector_name,
        offered=found.offered,
    )


def _shown(version: ProcedureVersion, on: date) -> Procedure:
    essential = queries.names().essential(version.code)
    return Procedure(
        code=version.code, version=version.version, valid_from=version.valid_from, valid_until=version.valid_until,
        name=version.name, official_name=version.official_name, summary=version.summary, sector=version.sector,
        sector_name=version.sector_name, level=version.level, channels=version.channels,
        essential=essential.number if essential else None, organisations=version.organisations, joins=version.joins,
        decided_by=version.competence.name, cases=tuple(_case(case) for case in version.cases),
        steps=tuple(
            StepShown(code=each.code, name=each.name, role=each.role.value, minutes=each.minutes)
            for each in version.steps
        ),
        fees=tuple(_fee(each, on) for each in version.fees),
        results=tuple(ResultShown(code=each.code, name=each.name) for each in version.results),
        offered=version.is_offered, national=_taken(version.national) if version.national else None,
        declaration_schema=f"{reverse('api:declaration-schema', args=[version.code])}?version={version.version}",
    )  # fmt: skip


def _taken(origin: NationalOrigin) -> TakenFrom:
    return TakenFrom(
        taken_on=origin.taken_on, decided_by=origin.decided_by, issued_by=origin.issued_by, unknown=origin.unknown
    )


def _case(case: ProcedureCase) -> Case:
    return Case(
        code=case.code, name=case.name, limit=_limit(case.limit), limit_note=case.limit_note,
        limits=tuple(ChannelTime(channel=one.channel, limit=_limit(one.limit)) for one in case.limits),
        papers=tuple(
            Paper(
                code=paper.code, paper_type=paper.paper_type, name=paper.name, form=paper.form,
                originals=paper.originals, copies=paper.copies, required=paper.required and paper.is_needed,
                sometimes=paper.show_when is not None, hand_over=paper.hand_over,
                not_needed_because=paper.not_needed_because,
            )
            for paper in case.papers
        ),
    )  # fmt: skip


def _limit(limit: Limit) -> TimeLimit:
    cut_off = f"{limit.cut_off:%H:%M}" if limit.cut_off else ""
    return TimeLimit(amount=limit.amount, unit=limit.unit.value, cut_off=cut_off)


def _fee(fee: FeeRule, on: date) -> Fee:
    amount = rules.amount_on(fee, on)
    return Fee(
        code=fee.code, name=fee.name, kind=fee.kind.value, amount_vnd=amount.amount_vnd if amount else None,
        first=amount.first if amount else 0, further_vnd=amount.further_vnd if amount else 0,
        most_vnd=amount.most_vnd if amount else None, channels=fee.channels, exempt=fee.exempt,
    )  # fmt: skip
