"""Counters for programs: who waits, how long, and a number of one's own."""

from datetime import date, datetime, timedelta
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from axes.helpers import get_client_ip_address
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from dmr import Headers, Path, Query
from dmr.plugins.msgspec import BodyMsgspec

from motcua.foundation.clock.moments import local_day
from motcua.foundation.interface import keyset
from motcua.foundation.machine.doors import Door, IdempotencyKey, door
from motcua.foundation.machine.paging import Listed, PageQuery, listed
from motcua.foundation.machine.problems import header_name
from motcua.foundation.policy.types import Matter
from motcua.register.access import queries as access
from motcua.service.counters import commands
from motcua.service.counters.commands.taking import count_taking
from motcua.service.counters.queries import days, figures, tickets
from motcua.service.counters.queries.matters import agency_of, no_such_counter
from motcua.service.counters.queries.tickets import for_newcomer
from motcua.service.counters.rules.decide import no_such_ticket
from motcua.service.counters.rules.estimate import windows_for
from motcua.service.counters.types.commands import Take
from motcua.service.counters.types.day import Origin, TicketStatus
from motcua.service.counters.types.views import DayFigures, Estimate, TicketView, Waiting

LINK = {"Link": "The pages around, `next` and `prev`."}
DAYS = 31


class ByAgency(msgspec.Struct, frozen=True):
    agency: Annotated[str, msgspec.Meta(max_length=40, description="The agency's code.")]


class ByTicket(ByAgency, frozen=True):
    ticket: UUID


class Once(msgspec.Struct, frozen=True, rename=header_name):
    idempotency_key: Annotated[str, IdempotencyKey]


class LineNow(msgspec.Struct, frozen=True):
    """A line: how many are before somebody who comes now, at which windows; `wait` is null while nobody can say."""

    line: str
    name: str
    ahead: int
    windows: tuple[int, ...]
    wait: Estimate | None


class CounterNow(msgspec.Struct, frozen=True):
    """A counter now. `opens_at` is null while it is open."""

    agency: str
    opens_at: datetime | None
    lines: tuple[LineNow, ...]


class Wanted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The line that a number is taken for; `priority` for elderly, disabled and pregnant people and people of merit."""

    line: Annotated[str, msgspec.Meta(min_length=1, max_length=1)]
    priority: bool = False


class TicketNow(msgspec.Struct, frozen=True, kw_only=True):
    """A ticket. `ahead` and `wait` are null once it does not wait; `page` is what its holder opens."""

    id: str
    agency: str
    code: str
    line: str
    priority: bool
    status: TicketStatus
    taken_at: datetime
    window: int | None
    calls: int
    ahead: int | None
    wait: Estimate | None
    page: str


class CounterDoor(Door):
    """The base of doors whose address names an agency."""

    is_abstract = True

    def matter(self) -> Matter:
        return access.matter_of_agency(self.kwargs["agency"])

    def ticket(self, agency: str, ticket: str, now: datetime) -> TicketNow:
        """Return a ticket as the API shows it. Refuses `no-such-ticket`."""
        view = tickets.ticket(agency, ticket, now)
        if view is None:
            raise no_such_ticket()
        page = self.request.build_absolute_uri(reverse("counters:ticket", args=[agency, ticket]))
        return _shown(view, page)


def _shown(view: TicketView, page: str) -> TicketNow:
    one = view.ticket
    return TicketNow(
        id=one.id, agency=view.agency, code=one.code, line=one.line, priority=one.priority, status=one.status,
        taken_at=one.taken_at, window=one.window, calls=one.calls, ahead=view.ahead, wait=view.estimate, page=page,
    )  # fmt: skip


class Counters(Door):
    """All counters."""

    @door("counter.see", Listed[Waiting], operation="listCounters", headers=LINK, anonymous=True)
    def get(self, parsed_query: Query[PageQuery]) -> HttpResponse:
        """List the counters by agency: who waits now, open windows, the median wait of the last hour in minutes."""
        at = keyset.decode(parsed_query.at)
        rows = figures.waiting_now(
            timezone.now(), after=str(at.key[0]) if at else "", backward=bool(at and at.backward),
            limit=parsed_query.limit + 1,
        )  # fmt: skip
        body, headers = listed(
            self.request, rows, query=parsed_query, key=lambda one: (one.agency,), item=lambda one: one
        )
        return self.answer(body, headers=headers)


class OneCounter(CounterDoor):
    """A counter now."""

    @door("counter.see", CounterNow, operation="getCounter", fails=(HTTPStatus.NOT_FOUND,), anonymous=True)
    def get(self, parsed_path: Path[ByAgency]) -> HttpResponse:
        """Show each line of a counter: people before you, windows, and the range in which half of all waits lie."""
        now, agency = timezone.now(), parsed_path.agency
        agency_of(agency, local_day(now))
        stands = days.standing(agency, now)
        if not stands.place.lines:
            raise no_such_counter()
        lines = []
        for one in stands.place.lines:
            ahead, wait = for_newcomer(stands, one.letter)
            windows = tuple(windows_for(stands.place, stands.day, one.letter))
            lines.append(LineNow(line=one.letter, name=one.name.vi, ahead=ahead, windows=windows, wait=wait))
        opens = days.opens_at(agency, now)
        return self.answer(CounterNow(agency=agency, opens_at=opens if opens > now else None, lines=tuple(lines)))


class Days(CounterDoor):
    """What the last days of a counter were like."""

    @door("counter.see", tuple[DayFigures, ...], operation="listCounterDays", anonymous=True)
    def get(self, parsed_path: Path[ByAgency]) -> HttpResponse:
        """List the last 31 days of a counter, the latest first."""
        today: date = local_day(timezone.now())
        found = figures.by_day(parsed_path.agency, since=today - timedelta(days=DAYS - 1), until=today)
        return self.answer(tuple(found))


class Tickets(CounterDoor):
    """Numbers of a counter."""

    @door(
        "counter.take", TicketNow, operation="takeTicket", status=HTTPStatus.CREATED,
        fails=(HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.TOO_MANY_REQUESTS),
        headers={"Location": "The ticket's address."}, anonymous=True,
    )  # fmt: skip
    def post(
        self, parsed_path: Path[ByAgency], parsed_headers: Headers[Once], parsed_body: BodyMsgspec[Wanted]
    ) -> HttpResponse:
        """
        Take a number, while the counter is open.

        Nobody needs to be signed in, and the ticket names nobody. Sent again with the same key it is the same number.
        """
        now, agency = timezone.now(), parsed_path.agency
        agency_of(agency, local_day(now))
        count_taking(get_client_ip_address(self.request) or "", now)
        command = Take(line=parsed_body.line, priority=parsed_body.priority, origin=Origin.PROGRAM)
        taken = commands.take(
            actor=self.actor, agency=agency, command=command, now=now, key=parsed_headers.idempotency_key
        )
        address = self.request.build_absolute_uri(reverse("api:counter-ticket", args=[agency, taken]))
        return self.answer(self.ticket(agency, taken, now), status=HTTPStatus.CREATED, headers={"Location": address})


class OneTicket(CounterDoor):
    """One number."""

    @door("counter.see", TicketNow, operation="getTicket", fails=(HTTPStatus.NOT_FOUND,), anonymous=True)
    def get(self, parsed_path: Path[ByTicket]) -> HttpResponse:
        """Show a ticket: how many are before it, or where it is called to."""
        return self.answer(self.ticket(parsed_path.agency, str(parsed_path.ticket), timezone.now()))
