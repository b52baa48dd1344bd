"""What every page is told about the house around it: the city, where to go, who is signed in."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property

import msgspec
from django.apps import apps
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext

from motcua.foundation.clock.moments import local_day, start_of
from motcua.foundation.forms.words import Text
from motcua.foundation.interface.parts import Link, LinkGroup, Tone
from motcua.foundation.policy.types import ANONYMOUS, Actor, ActorKind, Role
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.queries.lists import Queue, queue_counts
from motcua.web.portal.apps import PortalConfig

ROLES = {
    Role.DESK: gettext_noop("One-stop desk"),
    Role.SPECIALIST: gettext_noop("Specialist"),
    Role.LEADER: gettext_noop("Leader"),
    Role.ADMINISTRATOR: gettext_noop("Administrator"),
}

# In the order of the day.
OWN_QUEUES = {
    Queue.TO_RECEIVE: gettext_noop("To receive"),
    Queue.MINE: gettext_noop("Mine"),
    Queue.DUE_TODAY: gettext_noop("Due today"),
    Queue.OVERDUE: gettext_noop("Overdue"),
    Queue.WAITING: gettext_noop("Waiting for others"),
    Queue.TO_HAND_OVER: gettext_noop("To hand over"),
}
UNIT_QUEUES = {
    Queue.UNIT: gettext_noop("All of the unit"),
    Queue.UNASSIGNED: gettext_noop("Nobody's yet"),
    Queue.ASKED_OF_US: gettext_noop("Opinions asked of us"),
}


class AccountShown(msgspec.Struct, frozen=True):
    """Who is signed in, as the header shows it."""

    name: str
    role: str
    links: tuple[Link, ...]
    sign_out: str


class Shell:
    """The house around one page. Each part is worked out when a template first asks for it."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._actor: Actor = getattr(request, "actor", ANONYMOUS)

    @cached_property
    def city(self) -> Text:
        """The city's name in both languages."""
        portal = apps.get_app_config("portal")
        assert isinstance(portal, PortalConfig)  # noqa: S101 -- the label is this room's
        return portal.city

    @cached_property
    def home(self) -> str:
        """Where the mark of the citizen's house leads."""
        return address("portal:home")

    @cached_property
    def desk_home(self) -> str:
        """Where the mark of the official's house leads."""
        return address("desk:home")

    @cached_property
    def navigation(self) -> tuple[Link, ...]:
        """The header's links."""
        return self._there(
            self._link(gettext("Procedures"), address("procedures:search")),
            self._link(gettext("My dossiers"), address("dossiers:mine")),
            self._link(gettext("Track a dossier"), address("dossiers:track")),
            self._link(gettext("Desk"), address("desk:home") if self._is_official else ""),
        )

    @cached_property
    def desk(self) -> tuple[LinkGroup, ...]:
        """The desk's queues with what waits in them; empty for who sees no dossiers."""
        groups = []
        if self._is_official and self._actor.roles - {Role.ADMINISTRATOR}:
            counts = self._counts()
            groups = [
                LinkGroup(links=self._queues(OWN_QUEUES, counts)),
                LinkGroup(links=self._queues(UNIT_QUEUES, counts), title=gettext("Of the unit")),
            ]
        if self._is_official and Role.ADMINISTRATOR in self._actor.roles:
            posts = self._link(gettext("Posts and officials"), address("access:posts", self._actor.agency))
            groups.append(LinkGroup(links=self._there(posts), title=gettext("Agency")))
        return tuple(group for group in groups if group.links)

    @cached_property
    def account(self) -> AccountShown | None:
        """Who is signed in; nobody is None."""
        if self._actor.kind not in {ActorKind.CITIZEN, ActorKind.OFFICIAL}:
            return None
        return AccountShown(
            name=str(getattr(getattr(self._request, "user", None), "shown_name", "")),
            role=", ".join(gettext(text) for role, text in ROLES.items() if role in self._actor.roles),
            links=self._there(
                self._link(gettext("My account"), address("people:account")),
                self._link(gettext("Who looked at my data"), address("access:mine")),
            ),
            sign_out=address("people:sign-out"),
        )

    @cached_property
    def entrance(self) -> tuple[Link, ...]:
        """For who is not signed in."""
        return self._there(
            self._link(gettext("Sign in"), address("people:sign-in")),
            self._link(gettext("Create an account"), address("people:register")),
        )

    @cached_property
    def footer(self) -> tuple[Link, ...]:
        """The footer's links."""
        return self._there(self._link(gettext("The city in figures"), address("city:home")))

    @property
    def sign_in(self) -> str:
        """Where one signs in, and comes back from."""
        return f"{address('people:sign-in')}?next={self._request.path}"

    @property
    def _is_official(self) -> bool:
        return self._actor.kind is ActorKind.OFFICIAL

    def _counts(self) -> Mapping[Queue, int]:
        """A page that has counted already leaves its counts on the request."""
        counted: Mapping[Queue, int] | None = getattr(self._request, "queue_counts", None)
        if counted is not None:
            return counted
        now = timezone.now()
        return queue_counts(self._actor, now, start_of(local_day(now) + timedelta(days=1)))

    def _queues(self, queues: Mapping[Queue, str], counts: Mapping[Queue, int]) -> tuple[Link, ...]:
        """Red is for late only. A page inside a queue names it on the request (`request.queue`)."""
        here = str(getattr(self._request, "queue", ""))
        return self._there(
            *(
                self._link(
                    gettext(text),
                    address("dossiers:queue", queue.value),
                    tone=Tone.LATE if queue is Queue.OVERDUE and counts.get(queue) else Tone.NEUTRAL,
                    count=counts.get(queue),
                    current=queue.value == here,
                )
                for queue, text in queues.items()
            )
        )

    def _link(
        self, text: str, href: str, *, tone: Tone = Tone.NEUTRAL, count: int | None = None, current: bool = False
    ) -> Link:
        return Link(text=text, href=href, current=current or self._request.path == href, tone=tone, count=count)

    @staticmethod
    def _there(*links: Link) -> tuple[Link, ...]:
        return tuple(link for link in links if link.href)


def address(name: str, *args: object) -> str:
    """The address of a page, empty while the room that serves it is not furnished."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def context(request: HttpRequest) -> dict[str, Shell]:
    """Django's context processor: `shell` in every template."""
    return {"shell": Shell(request)}
