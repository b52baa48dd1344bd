"""What procedures share by name, for machines: sectors and types of papers; and who decides where."""

from datetime import date
from http import HTTPStatus
from typing import Annotated

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from dmr import Path, Query

from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.words import Text
from motcua.foundation.interface import keyset
from motcua.foundation.machine.doors import Door, door
from motcua.foundation.machine.paging import Listed, PageQuery, linked
from motcua.register.agencies import queries as agencies
from motcua.register.procedures import queries
from motcua.register.procedures.api.offered import ByCode
from motcua.register.procedures.rules import choosing
from motcua.register.procedures.types import PaperType

LINK = {"Link": "The pages around, `next` and `prev`."}


class SectorShown(msgspec.Struct, frozen=True, kw_only=True):
    """A group of procedures, by its official code."""

    code: str
    name: Text
    unverified: bool


class PaperTypeShown(msgspec.Struct, frozen=True, kw_only=True):
    """
    What kind of evidence a paper is. `kind_of` is the wider type; `result_of` the result whose paper this is.

    `official_codes` are those of the national catalogue.
    """

    code: str
    name: Text
    kind_of: str
    held_by: str
    result_of: str
    official_codes: tuple[str, ...]
    unverified: bool


class WhereQuery(msgspec.Struct, frozen=True, kw_only=True):
    """`place` is a commune's code, old or new, or a statistical code; `written_on` the day of the paper that has it."""

    place: Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
    on: Annotated[date | None, msgspec.Meta(description="The day of filing; without it, today.")] = None
    written_on: date | None = None


class Competent(msgspec.Struct, frozen=True, kw_only=True):
    """An agency that decides there, by one of the procedure's rules; `because` is the rule's own reason."""

    agency: str
    name: Text
    because: Text


class CompetentFound(msgspec.Struct, frozen=True, kw_only=True):
    """
    Who decides there on that day. Several agencies: it depends on what is declared, or the place is now in several.

    None: no agency of this city. What binds is the answer at submission.
    """

    procedure: str
    version: int
    communes: tuple[str, ...]
    agencies: tuple[Competent, ...]


class Sectors(Door):
    """Sectors."""

    @door("procedure.search", Listed[SectorShown], operation="listSectors", anonymous=True, headers=LINK)
    def get(self, parsed_query: Query[PageQuery]) -> HttpResponse:
        """List the sectors that procedures belong to, by name."""
        page = queries.sectors(at=keyset.decode(parsed_query.at), size=parsed_query.limit)
        items = tuple(SectorShown(code=one.code, name=one.name, unverified=one.unverified) for one in page.rows)
        body, headers = linked(self.request, items, following=page.next, before=page.previous)
        return self.answer(body, headers=headers)


class PaperTypes(Door):
    """Types of papers."""

    @door("procedure.search", Listed[PaperTypeShown], operation="listPaperTypes", anonymous=True, headers=LINK)
    def get(self, parsed_query: Query[PageQuery]) -> HttpResponse:
        """List the kinds of papers that procedures ask for, by name."""
        page = queries.paper_types(at=keyset.decode(parsed_query.at), size=parsed_query.limit)
        items = tuple(_paper_type(one) for one in page.rows)
        body, headers = linked(self.request, items, following=page.next, before=page.previous)
        return self.answer(body, headers=headers)


class CompetentAgency(Door):
    """Who decides where."""

    @door(
        "procedure.view", CompetentFound, operation="findCompetentAgency", anonymous=True,
        fails=(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY),
    )  # fmt: skip
    def get(self, parsed_path: Path[ByCode], parsed_query: Query[WhereQuery]) -> HttpResponse:
        """Ask which agency decides a procedure for a place on a day."""
        on = parsed_query.on or local_day(timezone.now())
        version = queries.published(parsed_path.code, on)
        where = agencies.competent_commune(parsed_query.place, on, written_on=parsed_query.written_on)
        found = choosing.agencies_for(version, where.candidates, on=on)
        named = agencies.agencies(found, on)
        return self.answer(
            CompetentFound(
                procedure=version.code, version=version.version, communes=tuple(where.candidates),
                agencies=tuple(
                    Competent(agency=code, name=named[code].name, because=rule.because)
                    for code, rule in found.items()
                    if code in named
                ),
            )
        )  # fmt: skip


def _paper_type(one: PaperType) -> PaperTypeShown:
    return PaperTypeShown(
        code=one.code, name=one.name, kind_of=one.kind_of, held_by=one.held_by, result_of=one.result_of,
        official_codes=one.official_codes, unverified=one.unverified,
    )  # fmt: skip
