"""Incidents as they are noted and shown, and who sees them."""

from datetime import datetime
from enum import StrEnum

import msgspec

from motcua.foundation.ledger.events import Event
from motcua.foundation.policy.types import ActorKind, Grant, PolicyRow, Role, Tie
from motcua.foundation.secrecy.stopping import Place
from motcua.register.agencies.types import PostId


class Step(StrEnum):
    """Where in its way content was stopped."""

    DRAFT = "draft"  # a declaration being written
    SUBMISSION = "submission"  # a declaration sent, by page or by program
    SUPPLEMENT = "supplement"
    UPLOAD = "upload"
    ACT = "act"  # a note that belongs to an act at the desk


class SecretStopped(Event, frozen=True, tag="incident.secret-stopped"):
    """
    Something marked as a state secret was stopped. Who is the entry's actor; the agency the entry's, if one is known yet.

    `fields` are the codes of the fields, empty for files.
    """

    step: Step
    place: Place
    fields: tuple[str, ...] = ()
    procedure: str = ""
    dossier: str = ""
    post: str = ""


class Where(msgspec.Struct, frozen=True):
    """What content was coming in for: ids and codes only. `agency` is the one that answers for it, as far as known."""

    step: Step
    procedure: str = ""
    dossier: str = ""
    agency: str = ""


class IncidentKey(msgspec.Struct, frozen=True):
    """Where a page of incidents ends: the last one's moment and entry."""

    at: datetime
    entry: int


class IncidentView(msgspec.Struct, frozen=True):
    """One incident. `post` is the id of the post that an official acted from, empty for everybody else."""

    entry: int
    at: datetime
    agency: str
    step: Step
    place: Place
    fields: tuple[str, ...]
    procedure: str
    dossier: str
    post: PostId


SEE_INCIDENTS = PolicyRow(
    name="incident.see",
    grants=(Grant(kind=ActorKind.OFFICIAL, tie=Tie.AGENCY, roles=frozenset({Role.LEADER, Role.ADMINISTRATOR})),),
)

POLICIES = (SEE_INCIDENTS,)
