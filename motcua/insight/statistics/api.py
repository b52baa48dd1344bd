"""The public's statistics for machines: months, agencies of a month, corrections, results issued."""

import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from http import HTTPStatus
from typing import Annotated

import msgspec
from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from dmr import Path, Query

from motcua.foundation.interface import keyset
from motcua.foundation.interface.keyset import Cursor
from motcua.foundation.law.refusals import refuse
from motcua.foundation.machine.doors import Door, door
from motcua.foundation.machine.paging import Listed, PageQuery, listed
from motcua.foundation.text import gettext_noop
from motcua.insight.statistics import queries
from motcua.insight.statistics.rules.months import hour_of, month_of, months_before
from motcua.insight.statistics.types import Correction, Figures, IssuedResult, Line, MonthOf, Official, ResultsAsked

HEADERS = {
    "Link": "The pages around, `next` and `prev`.",
    "ETag": "Changes when a figure does; send it as `If-None-Match`.",
    "Last-Modified": "When a figure last moved.",
}
_NO_MONTH = (HTTPStatus.NOT_FOUND,)
Month = Annotated[str, msgspec.Meta(pattern="^([0-9]{4}-[0-9]{2})?$", description="A month such as `2026-10`.")]
Agency = Annotated[str, msgspec.Meta(max_length=40, description="An agency's code, as its dossiers bear it.")]
SameDay = Annotated[bool, msgspec.Meta(description="False leaves procedures out that are answered the same day.")]


class OneMonth(msgspec.Struct, frozen=True, kw_only=True):
    """
    A month of an agency, or of the city (`agency` empty).

    `figures` are those published, `corrected` as they are known now. `answered` are early, on time and late. `status` is
    `running` until the month is closed. `open_overdue` is at the month's end, or at `measured_at` while it runs.
    """

    month: str
    agency: str
    status: Official
    figures: Figures
    answered: int
    corrected: Figures
    carried_over: int
    open_at_end: int
    measured_at: datetime


class OneCorrection(msgspec.Struct, frozen=True, kw_only=True):
    """A published figure that moved; `reason` is the kind of entry that was recorded after the month was closed."""

    recorded_at: datetime
    occurred_on: date
    agency: str
    month: str
    figure: str
    same_day: bool
    before: int
    after: int
    reason: str


class OneResult(msgspec.Struct, frozen=True, kw_only=True):
    """An answer. In a small place `day` is null and `agency` is the city."""

    month: str
    day: date | None
    small_place: bool
    procedure: str
    procedure_version: int
    agency: str
    time_class: str
    granted: bool


class _Open(Door):
    """A door that may be kept by caches: what it says is alike for everybody."""

    is_abstract = True

    def kept(self, body: object, headers: Mapping[str, str], *, changed: datetime | None) -> HttpResponse:
        """Answer with `body`, or with 304 when who asks has it already."""
        answer = self.answer(body, headers=headers)
        tag = quote_etag(hashlib.sha256(answer.content).hexdigest()[:32])
        found: HttpResponseBase | None = get_conditional_response(self.request, etag=tag, response=answer)
        shown = found if isinstance(found, HttpResponse) else answer
        shown.headers["ETag"] = tag
        shown.headers["Cache-Control"] = "public, max-age=300"
        shown.headers["Access-Control-Allow-Origin"] = "*"
        if changed is not None:
            shown.headers["Last-Modified"] = http_date(changed.timestamp())
        return shown


class MonthsQuery(PageQuery, frozen=True, kw_only=True):
    agency: Agency = ""
    same_day: SameDay = True


class Months(_Open):
    """Months of the city or of an agency."""

    @door("statistics.see", Listed[OneMonth], operation="listMonths", headers=HEADERS, anonymous=True)
    def get(self, parsed_query: Query[MonthsQuery]) -> HttpResponse:
        """List the months of the city, or of `agency`, the latest first."""
        now = hour_of(timezone.now())
        which = MonthOf(agency=parsed_query.agency, same_day=parsed_query.same_day)
        lines = _lines(which, keyset.decode(parsed_query.at), parsed_query.limit + 1, now)
        body, headers = listed(
            self.request, lines, query=parsed_query, key=lambda line: (line.month,), item=lambda line: _month(line, now)
        )
        return self.kept(body, headers, changed=queries.changed_at(agency=parsed_query.agency))


class ByMonth(msgspec.Struct, frozen=True):
    month: Month


class AgenciesQuery(PageQuery, frozen=True, kw_only=True):
    same_day: SameDay = True


class MonthAgencies(_Open):
    """A month of all agencies."""

    @door(
        "statistics.see", Listed[OneMonth], operation="listAgenciesOfMonth", fails=_NO_MONTH,
        headers=HEADERS, anonymous=True,
    )  # fmt: skip
    def get(self, parsed_path: Path[ByMonth], parsed_query: Query[AgenciesQuery]) -> HttpResponse:
        """List what every agency did in a month, by code."""
        now, month = hour_of(timezone.now()), _asked(parsed_path.month)
        if month is None or month > month_of(now):
            raise Http404(parsed_path.month)
        at = keyset.decode(parsed_query.at)
        lines = queries.by_agency(month, same_day=parsed_query.same_day, now=now)
        if at is not None:
            key = str(at.key[0])
            lines = tuple(line for line in lines if (line.agency < key if at.backward else line.agency > key))
            lines = lines[::-1] if at.backward else lines
        body, headers = listed(
            self.request, lines[: parsed_query.limit + 1], query=parsed_query, key=lambda line: (line.agency,),
            item=lambda line: _month(line, now),
        )  # fmt: skip
        return self.kept(body, headers, changed=queries.changed_at(month=month))


class CorrectionsQuery(PageQuery, frozen=True, kw_only=True):
    agency: Agency = ""
    month: Month = ""


class Corrections(_Open):
    """Corrections of published figures."""

    @door(
        "statistics.see", Listed[OneCorrection], operation="listCorrections", fails=_NO_MONTH,
        headers=HEADERS, anonymous=True,
    )  # fmt: skip
    def get(self, parsed_query: Query[CorrectionsQuery]) -> HttpResponse:
        """List how published figures moved, the latest first."""
        at = keyset.decode(parsed_query.at)
        found = queries.corrections(
            agency=parsed_query.agency, month=_asked(parsed_query.month), after=queries.correction_key(at),
            backward=at is not None and at.backward, limit=parsed_query.limit + 1,
        )  # fmt: skip
        body, headers = listed(
            self.request, found, query=parsed_query, key=lambda one: (one.recorded_at, one.entry, one.ordinal),
            item=_correction,
        )  # fmt: skip
        return self.kept(body, headers, changed=queries.changed_at())


class ResultsQuery(PageQuery, frozen=True, kw_only=True):
    month: Month = ""
    procedure: Annotated[str, msgspec.Meta(max_length=100, description="A procedure's code.")] = ""
    agency: Agency = ""


class Results(_Open):
    """Results issued."""

    @door(
        "statistics.see", Listed[OneResult], operation="listResults", fails=_NO_MONTH,
        headers=HEADERS, anonymous=True,
    )  # fmt: skip
    def get(self, parsed_query: Query[ResultsQuery]) -> HttpResponse:
        """List answers without person and code, the latest first; few ones in a small place without place and day."""
        at = keyset.decode(parsed_query.at)
        asked = ResultsAsked(
            month=_asked(parsed_query.month), procedure=parsed_query.procedure, agency=parsed_query.agency
        )
        found = queries.results(
            asked, after=queries.result_key(at), backward=at is not None and at.backward, limit=parsed_query.limit + 1
        )
        body, headers = listed(
            self.request, found, query=parsed_query, key=lambda one: (one.listed_on, one.number), item=_result
        )
        return self.kept(body, headers, changed=queries.changed_at())


def _asked(month: str) -> date | None:
    try:
        return date.fromisoformat(f"{month}-01") if month else None
    except ValueError as error:
        raise Http404(month) from error


def _lines(which: MonthOf, at: Cursor | None, count: int, now: datetime) -> tuple[Line, ...]:
    if at is None:
        return queries.lines(which, last=month_of(now), count=count, now=now)
    try:
        month = date.fromisoformat(str(at.key[0])).replace(day=1)
    except ValueError as error:
        raise refuse(
            "bad-cursor", gettext_noop("This page of the list is not known. Begin at its first page.")
        ) from error
    if not at.backward:
        return queries.lines(which, last=months_before(month, 1), count=count, now=now)
    last = min(months_before(month, -count), month_of(now))
    lines = queries.lines(which, last=last, count=count, now=now)
    return tuple(line for line in reversed(lines) if line.month > month)


def _month(line: Line, now: datetime) -> OneMonth:
    return OneMonth(
        month=f"{line.month:%Y-%m}", agency=line.agency, status=line.official, figures=line.figures,
        answered=line.figures.answered, corrected=line.corrected, carried_over=line.carried_over,
        open_at_end=line.open_at_end, measured_at=now,
    )  # fmt: skip


def _correction(one: Correction) -> OneCorrection:
    return OneCorrection(
        recorded_at=one.recorded_at, occurred_on=one.occurred_on, agency=one.agency, month=f"{one.month:%Y-%m}",
        figure=one.figure.value, same_day=one.same_day, before=one.before, after=one.after, reason=one.reason,
    )  # fmt: skip


def _result(one: IssuedResult) -> OneResult:
    return OneResult(
        month=f"{one.listed_on:%Y-%m}", day=None if one.is_small else one.listed_on, small_place=one.is_small,
        procedure=one.procedure, procedure_version=one.version, agency=one.agency, time_class=one.time_class,
        granted=one.granted,
    )  # fmt: skip
