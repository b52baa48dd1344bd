"""What every page is told about the house around it: the city, where to go, who is signed in."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cached_property

import msgspec
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from motcua.foundation.clock.moments import local_day, start_of
from motcua.foundation.forms.words import Text
from motcua.foundation.interface.parts import Link, LinkGroup, Tone
from motcua.foundation.pack.chosen import pack
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import allowed
from motcua.foundation.policy.types import ANONYMOUS, Actor, ActorKind, Matter, Role
from motcua.foundation.text import gettext_noop
from motcua.register.people.types import POST_IN_SESSION
from motcua.service.dossiers.queries import desk
from motcua.service.dossiers.queries.lists import queue_counts
from motcua.service.dossiers.types.keeping import SavedFilter
from motcua.service.dossiers.types.queues import LETTERS, OF_THE_UNIT, OWN, Queue, address_of
from motcua.service.notices import queries as notices

ROLES = {
    Role.DESK: gettext_noop("One-stop desk"),
    Role.SPECIALIST: gettext_noop("Specialist"),
    Role.LEADER: gettext_noop("Leader"),
    Role.ADMINISTRATOR: gettext_noop("Administrator"),
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
        return pack().name

    @cached_property
    def hotline(self) -> str:
        """Where one may call, or nothing."""
        return pack().hotline

    @cached_property
    def greeting(self) -> Text:
        """The city's words above the first question, or nothing."""
        return pack().greeting

    @cached_property
    def home(self) -> str:
        """Where the mark of the citizen's house leads."""
        return address("portal:home")

    @cached_property
    def desk_home(self) -> str:
        """Where the mark of the official's house leads."""
        return address("desk:home")

    @cached_property
    def keys_page(self) -> str:
        """Where the desk's keys stand for whoever reads without a script; empty for who has no desk."""
        return address("dossiers:desk-keys") if self._may("dossier.queue") else ""

    @cached_property
    def navigation(self) -> tuple[Link, ...]:
        """The header's links."""
        links = [
            self._link(gettext("Procedures"), address("procedures:search")),
            self._link(gettext("My dossiers"), address("dossiers:mine")),
        ]
        if self._actor.person:
            links.append(self._link(gettext("Notices"), address("notices:mine"), count=self._unseen()))
        links.append(self._link(gettext("Track a dossier"), address("dossiers:track")))
        if self._may("dossier.queue"):
            links.append(self._link(gettext("Desk"), address("dossiers:desk")))
        elif self._may("post.see"):
            links.append(self._link(gettext("Officials and posts"), address("access:posts", self._actor.agency)))
        return tuple(links)

    @cached_property
    def desk(self) -> tuple[LinkGroup, ...]:
        """The desk's queues with what waits in them, for whoever may see them, and what else a post is for."""
        groups = []
        if self._may("dossier.queue"):
            counts = self._counts()
            groups = [
                LinkGroup(links=self._queues(OWN, counts)),
                LinkGroup(links=self._queues(OF_THE_UNIT, counts), title=gettext("Of the unit")),
                LinkGroup(links=self._own_desk(), title=gettext("My desk")),
            ]
        at_the_counter, agency = [], []
        if self._may("counter.console"):
            at_the_counter.append(self._link(gettext("My window"), address("counters:console")))
        if self._may("dossier.counter"):
            at_the_counter.append(self._link(gettext("Take a dossier in"), address("dossiers:counter")))
            at_the_counter.append(self._link(gettext("Fast lane"), address("dossiers:certify")))
        if self._may("people.help-recover"):
            at_the_counter.append(self._link(gettext("Help with a forgotten password"), address("access:help-recover")))
        if self._may("post.see"):
            agency.append(self._link(gettext("Officials and posts"), address("access:posts", self._actor.agency)))
        if self._may("incident.see"):
            stopped = address("incidents:incidents", self._actor.agency)
            agency.append(self._link(gettext("Content that was stopped"), stopped))
        if self._may("counter.set-up"):
            agency.append(self._link(gettext("Lines and windows"), address("counters:set-up", self._actor.agency)))
        if at_the_counter:
            groups.append(LinkGroup(links=tuple(at_the_counter), title=gettext("At the counter")))
        if agency:
            groups.append(LinkGroup(links=tuple(agency), title=gettext("Agency")))
        return tuple(groups)

    @cached_property
    def account(self) -> AccountShown | None:
        """Who is signed in; nobody is None."""
        if self._actor.kind not in {ActorKind.CITIZEN, ActorKind.OFFICIAL}:
            return None
        links = [
            self._link(gettext("My account"), address("people:account")),
            self._link(gettext("Who looked at my data"), address("access:mine")),
            self._link(gettext("Keys for programs"), address("access:tokens")),
            self._link(gettext("Webhooks"), address("webhooks:webhooks")),
        ]
        if POST_IN_SESSION in getattr(self._request, "session", ()):
            links.append(self._link(gettext("Act from another post"), address("people:choose-post")))
        return AccountShown(
            name=str(getattr(getattr(self._request, "user", None), "shown_name", "")) or gettext("My account"),
            role=", ".join(gettext(text) for role, text in ROLES.items() if role in self._actor.roles),
            links=tuple(links),
            sign_out=address("people:sign-out"),
        )

    @cached_property
    def entrance(self) -> tuple[Link, ...]:
        """For who is not signed in."""
        return (
            self._link(gettext("Sign in"), address("people:sign-in")),
            self._link(gettext("Create an account"), address("people:register")),
        )

    @cached_property
    def footer(self) -> tuple[Link, ...]:
        """The footer's links."""
        return (
            self._link(gettext("The city in figures"), address("city:home")),
            self._link(gettext("Waiting times at the counters"), address("counters:everywhere")),
            self._link(gettext("Essential services"), address("procedures:essential")),
            self._link(gettext("Complaints and denunciations"), address("procedures:own-track")),
        )

    @property
    def sign_in(self) -> str:
        """Where one signs in, and comes back from."""
        return f"{address('people:sign-in')}?next={self._request.path}"

    def _may(self, policy: str) -> bool:
        """Say whether who acts may enter a door of this policy, in their own agency."""
        return allowed(registry.row(policy), self._actor, Matter(agency=self._actor.agency))

    def _counts(self) -> Mapping[Queue, int]:
        """A page that has counted already leaves its counts on the request."""
        counted: Mapping[Queue, int] | None = getattr(self._request, "queue_counts", None)
        if counted is not None:
            return counted
        now = timezone.now()
        return queue_counts(self._actor, now, start_of(local_day(now) + timedelta(days=1)))

    def _unseen(self) -> int:
        """A page that has counted already leaves its count on the request."""
        counted: int | None = getattr(self._request, "unseen_notices", None)
        return notices.unseen(self._actor.person) if counted is None else counted

    def _queues(self, queues: Mapping[Queue, str], counts: Mapping[Queue, int]) -> tuple[Link, ...]:
        """Red is for late only. A page inside a queue names it on the request (`request.queue`)."""
        here = str(getattr(self._request, "queue", ""))
        return tuple(
            self._link(
                gettext(text),
                address("dossiers:queue", queue.value),
                tone=Tone.LATE if queue is Queue.OVERDUE and counts.get(queue) else Tone.NEUTRAL,
                count=counts.get(queue),
                current=queue.value == here,
                letter=LETTERS[queue],
            )
            for queue, text in queues.items()
        )

    def _own_desk(self) -> tuple[Link, ...]:
        """An official's own filters, then what else is kept and done at the desk."""
        kept: Sequence[SavedFilter] | None = getattr(self._request, "own_filters", None)
        filters = desk.filters_of(self._actor.person) if kept is None else kept
        links = [
            self._link(
                found.name,
                f"{address('dossiers:queue', found.queue.value)}?{address_of(found.narrowing)}",
                current=self._request.get_full_path().endswith(f"?{address_of(found.narrowing)}")
                and self._request.path == address("dossiers:queue", found.queue.value),
            )
            for found in filters
        ]
        if filters:
            links.append(self._link(gettext("My filters"), address("dossiers:filters")))
        links.append(self._link(gettext("Phrases"), address("dossiers:phrases")))
        if self._may("dossier.reassign"):
            links.append(self._link(gettext("Reassign"), address("dossiers:reassign")))
        return tuple(links)

    def _link(
        self,
        text: str,
        href: str,
        *,
        tone: Tone = Tone.NEUTRAL,
        count: int | None = None,
        current: bool = False,
        letter: str = "",
    ) -> Link:
        current = current or self._request.path == href
        return Link(text=text, href=href, current=current, tone=tone, count=count, letter=letter)


def address(name: str, *args: object) -> str:
    """The address of a page."""
    return reverse(name, args=args)


def context(request: HttpRequest) -> dict[str, Shell]:
    """Django's context processor: `shell` in every template."""
    return {"shell": Shell(request)}
