"""Notices for machines."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from dmr import Headers, Query
from dmr.plugins.msgspec import BodyMsgspec

from motcua.foundation.interface import keyset
from motcua.foundation.law.refusals import refuse
from motcua.foundation.machine.doors import Door, door
from motcua.foundation.machine.once import Once
from motcua.foundation.machine.paging import Listed, PageQuery, linked
from motcua.foundation.text import gettext_noop
from motcua.service.notices import commands, queries
from motcua.service.notices.types import Notice


class NoticeShown(msgspec.Struct, frozen=True, kw_only=True):
    """One notice: a sentence in the language asked for. `about` is a dossier's code, or empty."""

    number: int
    text: str
    about: str
    happened_at: datetime
    is_new: bool


class Until(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Up to which notice, by its number, everything has been seen."""

    until: Annotated[int, msgspec.Meta(ge=1, le=100_000_000)]


class Seen(msgspec.Struct, frozen=True):
    """How many notices are new; counting stops at 100."""

    unseen: int


def _shown(one: Notice) -> NoticeShown:
    return NoticeShown(
        number=one.number, text=queries.sentence(one), about=one.about, happened_at=one.happened_at, is_new=one.is_new
    )


class Notices(Door):
    """Notices of the person whom the token acts for."""

    @door("notice.mine", Listed[NoticeShown], operation="listNotices", headers={"Link": "The page after this, `next`."})
    def get(self, parsed_query: Query[PageQuery]) -> HttpResponse:
        """List your notices, the latest first. The list is read downward only."""
        at = keyset.decode(parsed_query.at)
        before = at.key[0] if at is not None and len(at.key) == 1 else None
        if at is not None and not isinstance(before, int):
            raise refuse("bad-cursor", gettext_noop("This page of the list is not known. Begin at its first page."))
        found = queries.notices_of(
            self.actor.person, before=before if isinstance(before, int) else None, limit=parsed_query.limit + 1
        )
        page = keyset.page(found, size=parsed_query.limit, key=lambda one: (one.number,), at=at)
        items = tuple(_shown(one) for one in page.rows)
        body, headers = linked(self.request, items, following=page.next, before="")
        return self.answer(body, headers=headers)


class NoticesSeen(Door):
    """What has been seen."""

    @door(
        "notice.mine", Seen, operation="markNoticesSeen", fails=(HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY)
    )
    def post(self, parsed_headers: Headers[Once], parsed_body: BodyMsgspec[Until]) -> HttpResponse:
        """Mark your notices as seen, up to one; what comes later is new."""
        commands.mark_seen(
            actor=self.actor, until=parsed_body.until, now=timezone.now(), key=parsed_headers.idempotency_key
        )
        return self.answer(Seen(unseen=queries.unseen(self.actor.person)))
