"""Agencies for machines: the tree as it is on a day, and who followed whom."""

from datetime import date
from http import HTTPStatus
from typing import Annotated

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from dmr import Path, Query

from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.words import Text
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.machine.doors import Door, door
from motcua.foundation.text import gettext_noop
from motcua.register.agencies import queries
from motcua.register.agencies.types import Agency, AgencyKind, Share

Code = Annotated[str, msgspec.Meta(max_length=40, description="An agency's code.")]
On = Annotated[date | None, msgspec.Meta(description="As it is on this day; without it, today.")]


class ByAgency(msgspec.Struct, frozen=True):
    agency: Code


class OnDay(msgspec.Struct, frozen=True):
    on: On = None


class BelowQuery(OnDay, frozen=True):
    """Whose agencies: those directly below `below`, or the city's wards, communes and special zones."""

    below: Code = ""


class PlaceQuery(OnDay, frozen=True, kw_only=True):
    """`place` is an agency's code, old or new, or a five-digit statistical code; `written_on` is the paper's day."""

    place: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    written_on: date | None = None


class AgencyLine(msgspec.Struct, frozen=True, kw_only=True):
    """An agency on a day; `area` is its territory, `gso` the statistical code of that, `below` the agency above."""

    code: str
    kind: AgencyKind
    name: Text
    area: Text
    gso: str
    below: str
    exists: bool


class AgencyLines(msgspec.Struct, frozen=True):
    items: tuple[AgencyLine, ...]


class Follower(msgspec.Struct, frozen=True, kw_only=True):
    """Who took over, the whole or a part, and when."""

    code: str
    share: Share
    on: date


class AgencyShown(msgspec.Struct, frozen=True, kw_only=True):
    """One agency, and who has now what it had, if it is no more."""

    agency: AgencyLine
    followed_by: tuple[Follower, ...]


class CommuneFound(msgspec.Struct, frozen=True, kw_only=True):
    """The commune that answers for a place; several candidates: whoever lives there is to be asked."""

    asked: str
    commune: str | None
    candidates: tuple[AgencyLine, ...]


def line(one: Agency) -> AgencyLine:
    """Return an agency as the API shows it."""
    term = one.term
    return AgencyLine(
        code=one.code, kind=one.kind, name=one.name, area=one.area, gso=term.gso, below=term.parent, exists=one.exists
    )


def _day(on: date | None) -> date:
    return on or local_day(timezone.now())


def _no_such_agency() -> Refused:
    return refuse("no-such-agency", gettext_noop("There is no agency with this code."))


class Agencies(Door):
    """Agencies."""

    @door("agency.view", AgencyLines, operation="listAgencies", anonymous=True)
    def get(self, parsed_query: Query[BelowQuery]) -> HttpResponse:
        """List the agencies below one on a day, or all wards, communes and special zones: a few hundred at most."""
        on = _day(parsed_query.on)
        found = queries.children(parsed_query.below, on) if parsed_query.below else queries.communes(on)
        return self.answer(AgencyLines(items=tuple(line(one) for one in found)))


class OneAgency(Door):
    """One agency."""

    @door("agency.view", AgencyShown, operation="readAgency", fails=(HTTPStatus.NOT_FOUND,), anonymous=True)
    def get(self, parsed_path: Path[ByAgency], parsed_query: Query[OnDay]) -> HttpResponse:
        """Read an agency as it is on a day. A code resolves for ever, also when the agency is no more."""
        on = _day(parsed_query.on)
        found = queries.agency(parsed_path.agency, on)
        if found is None:
            raise _no_such_agency()
        followers = () if found.exists else queries.successors(found.code, on)
        return self.answer(
            AgencyShown(
                agency=line(found),
                followed_by=tuple(Follower(code=each.successor, share=each.share, on=each.on) for each in followers),
            )
        )


class CompetentCommune(Door):
    """Which commune answers for a place."""

    @door("agency.view", CommuneFound, operation="findCommune", anonymous=True)
    def get(self, parsed_query: Query[PlaceQuery]) -> HttpResponse:
        """Ask which commune of a day answers for a place that an old or new code names."""
        asked, on = parsed_query, _day(parsed_query.on)
        found = queries.competent_commune(asked.place, on, written_on=asked.written_on)
        named = queries.agencies(found.candidates, on)
        candidates = tuple(line(named[code]) for code in found.candidates)
        return self.answer(CommuneFound(asked=found.asked, commune=found.agency, candidates=candidates))
