"""Who acts, on what, and the grants that allow it: plain facts only, free of Django."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec


class ActorKind(StrEnum):
    ANONYMOUS = "anonymous"
    CITIZEN = "citizen"
    OFFICIAL = "official"
    SYSTEM = "system"


class Role(StrEnum):
    """What an official's post lets them do. The words are the posts' of Decree 118/2025 practice, not of one agency."""

    DESK = "desk"  # one-stop desk: receives, asks for supplements, hands over
    SPECIALIST = "specialist"  # works on the dossier
    LEADER = "leader"  # heads the agency: decides, gives reasons for exceptions
    ADMINISTRATOR = "administrator"  # manages posts and officials, sees no dossier


class Actor(msgspec.Struct, frozen=True):
    """
    Whoever asks. `id` is opaque (a person's id, `system/<name>`, or empty for nobody signed in).

    `agency` is the code of the agency of the post that an official acts from, `unit` a unit within it (may be empty),
    `roles` those of that post, `sectors` the sectors it is limited to (empty: all). `client` names the door's client
    for idempotency (a person's id, or a token's id). `name` is the person's, empty where it was not read anyway.
    """

    kind: ActorKind
    id: str = ""
    person: str = ""
    agency: str = ""
    unit: str = ""
    post: str = ""
    roles: frozenset[Role] = frozenset()
    sectors: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()
    client: str = ""
    name: str = ""


ANONYMOUS = Actor(kind=ActorKind.ANONYMOUS)


def system(name: str) -> Actor:
    """Return the actor of a reader or a scheduled job: `system("silence")`."""
    return Actor(kind=ActorKind.SYSTEM, id=f"system/{name}", client=f"system/{name}")


class Matter(msgspec.Struct, frozen=True):
    """
    What is asked about, as plain facts. An empty string or set means that the matter has no such fact.

    `agencies` are all agencies with a part in it (resolving, receiving, asked for an opinion), `agency` the resolving,
    `receiving` the one whose counter takes it in and gives the result out.
    `subjects` are ids of persons whose matter it is (applicant, person represented).
    """

    agency: str = ""
    agencies: frozenset[str] = frozenset()
    receiving: str = ""
    unit: str = ""
    holder: str = ""
    subjects: frozenset[str] = frozenset()
    sector: str = ""


class Tie(StrEnum):
    """How an actor must be tied to the matter for a grant to apply. Each has a predicate and an SQL condition."""

    ANY = "any"  # no tie asked
    SUBJECT = "subject"  # the actor's person is one of the matter's subjects
    AGENCY = "agency"  # the actor's agency is the matter's resolving agency
    RECEIVING = "receiving"  # the actor's agency is the matter's receiving agency
    PARTICIPANT = "participant"  # the actor's agency is one of the matter's agencies
    HOLDER = "holder"  # the actor holds the matter


class Grant(msgspec.Struct, frozen=True):
    """One way to be allowed: a kind of actor, with one of `roles` (empty: any), tied to the matter by `tie`."""

    kind: ActorKind
    tie: Tie = Tie.ANY
    roles: frozenset[Role] = frozenset()


class PolicyRow(msgspec.Struct, frozen=True):
    """
    A named permission, such as `dossier.receive`: allowed when any grant applies.

    A token is an official or a citizen with `scopes`; it must hold `scope` besides (empty: the policy's own name).
    `says` tells a person who gives a token this scope what it lets the token do (an English msgid); empty where no token
    needs it.
    """

    name: str
    grants: tuple[Grant, ...]
    scope: str = ""
    says: str = ""

    @property
    def needs(self) -> str:
        """The scope that a token must hold."""
        return self.scope or self.name


def said(rows: Iterable[PolicyRow], words: Mapping[str, str]) -> tuple[PolicyRow, ...]:
    """Return the rows, each with what it says in `words` under its name."""
    return tuple(msgspec.structs.replace(row, says=words.get(row.name, row.says)) for row in rows)


class Denied(Exception):
    """The actor may not do this. `signed_in` tells the interface whether to offer sign-in (401) or say no (403)."""

    def __init__(self, policy: str, *, signed_in: bool) -> None:
        super().__init__(policy)
        self.policy = policy
        self.signed_in = signed_in
