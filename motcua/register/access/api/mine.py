"""Who a token acts for, and who looked at that person's data."""

from datetime import datetime

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from dmr import Query

from motcua.foundation.forms.words import Text
from motcua.foundation.interface import keyset
from motcua.foundation.law.refusals import refuse
from motcua.foundation.machine.doors import Door, door
from motcua.foundation.machine.paging import Listed, PageQuery, listed
from motcua.foundation.policy.types import ActorKind, Role
from motcua.foundation.text import gettext_noop
from motcua.register.access import queries
from motcua.register.access.types import Purpose, ReadingKey, ReadingView
from motcua.register.agencies import queries as agencies
from motcua.register.people import queries as people


class PostHeld(msgspec.Struct, frozen=True, kw_only=True):
    """A post that the person holds now."""

    id: str
    agency: str
    unit: str
    title: Text
    roles: tuple[Role, ...]
    sectors: tuple[str, ...]


class Me(msgspec.Struct, frozen=True, kw_only=True):
    """Who you are here. `post` is the one you act from, empty for a citizen; `scopes` those of the token."""

    person: str
    full_name: str
    phone: str
    email: str
    kind: ActorKind
    post: str
    agency: str
    scopes: tuple[str, ...]
    posts: tuple[PostHeld, ...]


class ReadingShown(msgspec.Struct, frozen=True, kw_only=True):
    """One look at your data: when, by which agency and post, why, at which matter (`dossier/<id>`)."""

    at: datetime
    agency: Text
    post: Text
    purpose: Purpose
    matter: str


class Myself(Door):
    """Who you are."""

    @door("people.account", Me, operation="readMyself")
    def get(self) -> HttpResponse:
        """Read who your token acts for, and what it may do."""
        actor = self.actor
        person = people.person(actor.person)
        held = agencies.posts_of(actor.person, timezone.now())
        return self.answer(
            Me(
                person=actor.person, full_name=person.full_name if person else "", phone=person.phone if person else "",
                email=person.email if person else "", kind=actor.kind, post=actor.post, agency=actor.agency,
                scopes=tuple(sorted(actor.scopes)),
                posts=tuple(
                    PostHeld(
                        id=each.post.id, agency=each.post.agency, unit=each.post.unit, title=each.post.title,
                        roles=tuple(sorted(each.roles)), sectors=tuple(sorted(each.sectors)),
                    )
                    for each in held
                ),
            )
        )  # fmt: skip


class Readings(Door):
    """Who looked."""

    @door(
        "access.see-readings", Listed[ReadingShown], operation="listReadings",
        headers={"Link": "The pages around, `next` and `prev`."},
    )  # fmt: skip
    def get(self, parsed_query: Query[PageQuery]) -> HttpResponse:
        """List every look that an official took at your data, the newest first."""
        at = keyset.decode(parsed_query.at)
        rows = queries.readings_about(
            person=self.actor.person, at=_key(at), backward=at is not None and at.backward, limit=parsed_query.limit + 1
        )
        body, headers = listed(self.request, rows, query=parsed_query, key=lambda one: (one.at, one.entry), item=_shown)
        return self.answer(body, headers=headers)


def _key(cursor: keyset.Cursor | None) -> ReadingKey | None:
    if cursor is None:
        return None
    try:
        at, entry = cursor.key
        return ReadingKey(at=datetime.fromisoformat(str(at)), entry=int(entry or 0))
    except ValueError as error:
        raise refuse(
            "bad-cursor", gettext_noop("This page of the list is not known. Begin at its first page.")
        ) from error


def _shown(one: ReadingView) -> ReadingShown:
    return ReadingShown(at=one.at, agency=one.agency, post=one.post, purpose=one.purpose, matter=one.matter)
