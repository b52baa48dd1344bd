"""My dossiers, the queues of the desk, searching."""

from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from dmr import Path, Query

from motcua.foundation.clock.moments import local_day, start_of
from motcua.foundation.interface import keyset
from motcua.foundation.machine.doors import Door, door
from motcua.foundation.machine.paging import Listed, PageQuery, linked, listed, moment_key
from motcua.service.dossiers.api import shapes
from motcua.service.dossiers.queries import lists
from motcua.service.dossiers.types.queues import Due, Narrowing, Queue
from motcua.service.dossiers.types.state import Channel
from motcua.service.dossiers.types.views import DossierRow

LINK = {"Link": "The pages around, `next` and `prev`."}


def line(row: DossierRow) -> shapes.DossierLine:
    """Return a row as the API shows it."""
    return shapes.DossierLine(
        code=row.code, version=row.version, status=row.status, procedure=row.procedure,
        procedure_version=row.procedure_version, channel=row.channel, agency=row.agency, step=row.step,
        submitted_at=row.submitted_at, received_at=row.received_at, due_at=row.due_at, ended_at=row.ended_at,
    )  # fmt: skip


def _tonight(now: datetime) -> datetime:
    return start_of(local_day(now) + timedelta(days=1))


class Mine(Door):
    """Dossiers of the person whom the token acts for."""

    @door("dossier.mine", Listed[shapes.DossierLine], operation="listMyDossiers", headers=LINK)
    def get(self, parsed_query: Query[PageQuery]) -> HttpResponse:
        """List my dossiers, the latest first."""
        at = keyset.decode(parsed_query.at)
        rows = lists.mine(
            self.actor.person, after=moment_key(at), backward=at is not None and at.backward,
            limit=parsed_query.limit + 1,
        )  # fmt: skip
        body, headers = listed(
            self.request, rows, query=parsed_query, key=lambda row: (row.submitted_at, row.id), item=line
        )
        return self.answer(body, headers=headers)


class ByQueue(msgspec.Struct, frozen=True):
    queue: Queue


_WORD = msgspec.Meta(max_length=100)


class QueueQuery(PageQuery, frozen=True, kw_only=True):
    """Which page of a queue, narrowed down by what is given."""

    procedure: Annotated[str, _WORD, msgspec.Meta(description="Only of this procedure.")] = ""
    channel: Channel | None = None
    due: Due | None = None
    holder: Annotated[str, _WORD, msgspec.Meta(description="Only held by this person’s id; `nobody`: by nobody.")] = ""
    q: Annotated[str, _WORD, msgspec.Meta(description="A code, or words of the applicant's name.")] = ""

    @property
    def narrowing(self) -> Narrowing:
        """What the queue is narrowed down to."""
        return Narrowing(
            procedure=self.procedure, channel=self.channel.value if self.channel else "",
            due=self.due.value if self.due else "", holder=self.holder, text=self.q,
        )  # fmt: skip


class OneQueue(Door):
    """A queue of the desk that the token's post stands at."""

    @door("dossier.queue", Listed[shapes.DossierLine], operation="listQueue", headers=LINK)
    def get(self, parsed_path: Path[ByQueue], parsed_query: Query[QueueQuery]) -> HttpResponse:
        """List a queue, what is due first first; narrowed down where you ask for it."""
        now, at = timezone.now(), keyset.decode(parsed_query.at)
        rows = lists.queue(
            parsed_path.queue, actor=self.actor, now=now, end_of_day=_tonight(now),
            narrowing=parsed_query.narrowing, after=moment_key(at), backward=at is not None and at.backward,
            limit=parsed_query.limit + 1,
        )  # fmt: skip
        body, headers = listed(self.request, rows, query=parsed_query, key=lambda row: (row.due_at, row.id), item=line)
        return self.answer(body, headers=headers)


class Queues(Door):
    """The queues of the desk."""

    @door("dossier.queue", dict[str, int], operation="countQueues")
    def get(self) -> HttpResponse:
        """Count what is in each queue; counting stops at 1000."""
        now = timezone.now()
        counts = lists.queue_counts(self.actor, now, _tonight(now))
        return self.answer({which.value: count for which, count in counts.items()})


class SearchQuery(PageQuery, frozen=True, kw_only=True):
    q: Annotated[
        str,
        msgspec.Meta(
            min_length=1,
            max_length=200,
            description="A code or the number at its end, an identity number, or words of the applicant's name, of "
            "which the last may be a beginning; marks are forgiven.",
        ),
    ]


class Search(Door):
    """Searching dossiers."""

    @door("dossier.queue", Listed[shapes.DossierLine], operation="searchDossiers", headers=LINK)
    def get(self, parsed_query: Query[SearchQuery]) -> HttpResponse:
        """Search the dossiers that your post may see: by code or number, else by name; the latest first."""
        at = keyset.decode(parsed_query.at)
        rows = lists.search(
            parsed_query.q,
            actor=self.actor,
            today=local_day(timezone.now()),
            after=moment_key(at),
            limit=parsed_query.limit + 1,
        )
        shown = rows[: parsed_query.limit]
        more = len(rows) > parsed_query.limit
        last = (shown[-1].submitted_at.isoformat(), shown[-1].id) if more else None
        from_here = keyset.encode(keyset.Cursor(key=last)) if last else ""
        body, headers = linked(self.request, tuple(line(row) for row in shown), following=from_here, before="")
        return self.answer(body, headers=headers)
