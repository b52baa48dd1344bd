"""Agencies, posts and their dated facts as values; what the room records and what it lets whom do."""

from datetime import date, datetime
from enum import StrEnum
from typing import NewType

import msgspec

from motcua.foundation.clock.facts import DayKind, Session
from motcua.foundation.forms.words import Text
from motcua.foundation.ledger.events import Event
from motcua.foundation.policy.types import ActorKind, Grant, PolicyRow, Role, Tie

AgencyCode = NewType("AgencyCode", str)
PostId = NewType("PostId", str)


class AgencyKind(StrEnum):
    CITY = "city"
    PROVINCE = "province"
    DEPARTMENT = "department"  # a specialised agency of the city: departments, the Office, the Inspectorate
    MANAGEMENT_BOARD = "management-board"  # of the city, for industrial zones or a high-tech park
    DISTRICT = "district"  # until 2025: urban and rural districts, towns, cities of a province or of a city
    WARD = "ward"
    COMMUNE = "commune"
    TOWNSHIP = "township"  # until 2025
    SPECIAL_ZONE = "special-zone"
    ONE_STOP = "one-stop"  # the one-stop unit of an agency: receives and hands over
    POLICE = "police"  # of the city or of a commune: residence, identity cards, vehicles, seals
    VERTICAL = "vertical"  # a ministry's or a state corporation's own body in the city: taxes, social security, power
    NEIGHBOURHOOD = "neighbourhood"  # below the commune: people govern themselves there, nothing is decided


TOP = frozenset({AgencyKind.CITY, AgencyKind.PROVINCE})
COMMUNE_LEVEL = frozenset({AgencyKind.WARD, AgencyKind.COMMUNE, AgencyKind.TOWNSHIP, AgencyKind.SPECIAL_ZONE})
# They govern an area and are called by its name in short; every other body has a name of its own.
GOVERNING = TOP | COMMUNE_LEVEL | {AgencyKind.DISTRICT}


class Share(StrEnum):
    """How much of the predecessor a successor took over."""

    WHOLE = "whole"
    PART = "part"


class Term(msgspec.Struct, frozen=True, kw_only=True):
    """
    What an agency is from `valid_from` to before `valid_until` (None: still so).

    `name` is the authority's, `area` the territory's (both languages); `gso` the statistical code of the territory,
    which the state does give again; `parent` the code of the agency above, empty at the top.
    """

    kind: AgencyKind
    name: Text
    area: Text
    valid_from: date
    valid_until: date | None = None
    gso: str = ""
    parent: str = ""
    source: str = ""
    unverified: bool = False


class Agency(msgspec.Struct, frozen=True, kw_only=True):
    """An agency as it is, or was, in one of its terms. `exists` says whether that term is true on the day asked."""

    code: AgencyCode
    term: Term
    exists: bool

    @property
    def name(self) -> Text:
        return self.term.name

    @property
    def area(self) -> Text:
        return self.term.area

    @property
    def kind(self) -> AgencyKind:
        return self.term.kind


class Succession(msgspec.Struct, frozen=True, kw_only=True):
    """From day `on`, `successor` has the whole or a part of what `predecessor` had."""

    predecessor: str
    successor: str
    share: Share
    on: date
    source: str = ""
    unverified: bool = False


class Competence(msgspec.Struct, frozen=True):
    """
    Which commune answers for an address. One candidate: it is competent. Several: whoever lives there is asked.

    `asked` is the code that was asked about; no candidates means that the code is unknown or no commune took over.
    """

    asked: str
    candidates: tuple[AgencyCode, ...]

    @property
    def agency(self) -> AgencyCode | None:
        """The competent commune, when the code alone says which."""
        return self.candidates[0] if len(self.candidates) == 1 else None


class Post(msgspec.Struct, frozen=True, kw_only=True):
    """A position in an agency; `unit` is the code of a unit within it, or empty."""

    id: PostId
    agency: AgencyCode
    unit: str
    title: Text
    opened_at: datetime
    closed_at: datetime | None = None


class PostKey(msgspec.Struct, frozen=True):
    """Where a page of an agency's posts ends: the last post's Vietnamese title and id."""

    title: str
    id: str


class Holding(msgspec.Struct, frozen=True, kw_only=True):
    """
    Who fills a post, from `held_from` to before `held_until` (None: still).

    `official` is a person's id; `sectors` limits the holder to some sectors (empty: all).
    """

    id: int
    post: Post
    official: str
    roles: frozenset[Role]
    sectors: frozenset[str]
    held_from: datetime
    held_until: datetime | None = None


class Opening(msgspec.Struct, frozen=True, kw_only=True):
    """
    An agency's own sessions on some weekdays (0 = Monday), instead of the national ones, from a day to before another.

    No sessions: it does not work on those weekdays. `known_at` is when this was announced.
    """

    weekdays: tuple[int, ...]
    sessions: tuple[Session, ...]
    valid_from: date
    known_at: datetime
    valid_until: date | None = None
    source: str = ""
    unverified: bool = False


class SpecialOpening(msgspec.Struct, frozen=True, kw_only=True):
    """A day on which an agency is shut, or works at other hours; `known_at` is when this was announced."""

    on: date
    kind: DayKind
    name: Text
    known_at: datetime
    sessions: tuple[Session, ...] | None = None
    source: str = ""
    unverified: bool = False


class AgencyRecord(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the catalogue says about one agency."""

    code: str
    terms: tuple[Term, ...]
    successors: tuple[Succession, ...] = ()
    openings: tuple[Opening, ...] = ()
    special_days: tuple[SpecialOpening, ...] = ()


class AgencyRecorded(Event, frozen=True, tag="agency.recorded"):
    """The reviewed record of an agency was loaded; it replaces what was recorded of it before."""

    record: AgencyRecord


class ClosureAnnounced(Event, frozen=True, tag="agency.closure-announced"):
    """The agency said that it is shut, or works at other hours, on a day."""

    day: SpecialOpening


class PostOpened(Event, frozen=True, tag="post.opened"):
    agency: str
    unit: str
    title: Text


class PostFilled(Event, frozen=True, tag="post.filled"):
    official: str
    roles: tuple[Role, ...]
    sectors: tuple[str, ...] = ()


class PostRolesChanged(Event, frozen=True, tag="post.roles-changed"):
    official: str
    roles: tuple[Role, ...]
    sectors: tuple[str, ...] = ()


class PostVacated(Event, frozen=True, tag="post.vacated"):
    official: str


PostEvent = PostOpened | PostFilled | PostRolesChanged | PostVacated

_MANAGERS = frozenset({Role.ADMINISTRATOR})

SEE_POSTS = PolicyRow(
    name="post.see",
    grants=(
        Grant(kind=ActorKind.OFFICIAL, tie=Tie.AGENCY, roles=frozenset({Role.ADMINISTRATOR, Role.LEADER})),
        Grant(kind=ActorKind.SYSTEM),
    ),
)
MANAGE_POSTS = PolicyRow(
    name="post.manage",
    grants=(Grant(kind=ActorKind.OFFICIAL, tie=Tie.AGENCY, roles=_MANAGERS), Grant(kind=ActorKind.SYSTEM)),
)
MANAGE_OPENING = PolicyRow(
    name="agency.manage-opening",
    grants=(Grant(kind=ActorKind.OFFICIAL, tie=Tie.AGENCY, roles=_MANAGERS), Grant(kind=ActorKind.SYSTEM)),
)
LOAD_AGENCIES = PolicyRow(name="agency.load", grants=(Grant(kind=ActorKind.SYSTEM),))

VIEW = PolicyRow(
    name="agency.view",
    grants=(Grant(kind=ActorKind.ANONYMOUS), Grant(kind=ActorKind.CITIZEN), Grant(kind=ActorKind.OFFICIAL)),
)

POLICIES = (VIEW, SEE_POSTS, MANAGE_POSTS, MANAGE_OPENING, LOAD_AGENCIES)
