"""Persons, identifiers and accounts as values; what the room records and what it lets whom do."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

import msgspec

from motcua.foundation.ledger.events import Event
from motcua.foundation.policy.types import ActorKind, Grant, PolicyRow, Role, Tie
from motcua.foundation.text import gettext_noop

PersonId = NewType("PersonId", str)

POST_IN_SESSION = "post"
"""Under this name a session keeps the id of the post that an official acts from; empty to act as a citizen."""


class IdentifierKind(StrEnum):
    PERSONAL_NUMBER = "personal-number"  # 12 digits
    OLD_NUMBER = "old-number"  # 9 digits, of the identity cards before


class Assurance(StrEnum):
    DECLARED = "declared"  # typed by the person
    VERIFIED = "verified"  # checked by an official against the card


class LoginKind(StrEnum):
    PHONE = "phone"
    EMAIL = "email"


class Login(msgspec.Struct, frozen=True):
    """What somebody signs in with, in its one written form: `+84901234567`, or an address in lower case."""

    kind: LoginKind
    value: str


class Identifier(msgspec.Struct, frozen=True):
    """An identity number, opened. Whoever asks for one declares the reading."""

    kind: IdentifierKind
    value: str
    assurance: Assurance


class PersonView(msgspec.Struct, frozen=True):
    """A person as the city's rooms see them; phone and e-mail are empty when they gave none."""

    id: PersonId
    full_name: str
    phone: str
    email: str


class Registration(msgspec.Struct, frozen=True):
    """A registration as parsed; `email` is where a recovery link goes, `personal_number` may be empty."""

    full_name: str
    login: Login
    email: str
    personal_number: str = ""


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Whoever stands at a counter, as parsed; number and phone may be empty, the phone is in its one written form."""

    full_name: str
    personal_number: str = ""
    number_kind: IdentifierKind = IdentifierKind.PERSONAL_NUMBER
    phone: str = ""


class Recovery(msgspec.Struct, frozen=True):
    """A letter to send: where, with which secret, valid until when."""

    to: str
    secret: str
    expires_at: datetime


class BrakePurpose(StrEnum):
    REGISTER = "register"
    RECOVER = "recover"
    RECOVER_SET = "recover-set"
    CHANGE_PASSWORD = "change-password"  # noqa: S105 -- a purpose, not a secret


class Brake(msgspec.Struct, frozen=True):
    """At most `attempts` within a `window`, counted for one address or one account."""

    attempts: int
    window: timedelta


class PersonRegistered(Event, frozen=True, tag="person.registered"):
    """`commitment` is the HMAC of name, login and declared identifiers under the person's salt, in hex."""

    commitment: str


class IdentifierRecorded(Event, frozen=True, tag="person.identifier-recorded"):
    identifier: IdentifierKind
    assurance: Assurance
    commitment: str


class PasswordChanged(Event, frozen=True, tag="person.password-changed"):
    pass


class RecoverySent(Event, frozen=True, tag="person.recovery-sent"):
    """
    A one-time link was sent to the address that the person gave, or handed over by the official who is the entry's actor.

    `recovery` is its id.
    """

    recovery: str
    expires_at: datetime


class PasswordRecovered(Event, frozen=True, tag="person.password-recovered"):
    recovery: str


_EVERYBODY = (Grant(kind=ActorKind.ANONYMOUS), Grant(kind=ActorKind.CITIZEN), Grant(kind=ActorKind.OFFICIAL))
_SIGNED_IN = (Grant(kind=ActorKind.CITIZEN), Grant(kind=ActorKind.OFFICIAL))

POLICIES = (
    PolicyRow(name="people.sign-in", grants=_EVERYBODY),
    PolicyRow(name="people.sign-out", grants=_EVERYBODY),
    PolicyRow(name="people.register", grants=_EVERYBODY),
    PolicyRow(name="people.recover", grants=_EVERYBODY),
    PolicyRow(
        name="people.account", grants=_SIGNED_IN, says=gettext_noop("Read your name, how to reach you and your posts")
    ),
    PolicyRow(
        name="people.change-password",
        grants=tuple(Grant(kind=grant.kind, tie=Tie.SUBJECT) for grant in _SIGNED_IN),
    ),
    PolicyRow(
        name="people.verify-identifier",
        grants=(Grant(kind=ActorKind.OFFICIAL), Grant(kind=ActorKind.SYSTEM)),
    ),
    PolicyRow(
        name="people.record-visitor",
        grants=(Grant(kind=ActorKind.OFFICIAL, roles=frozenset({Role.DESK})),),
        says=gettext_noop("Take down those who stand at your counter"),
    ),
    PolicyRow(
        name="people.help-recover",
        grants=(Grant(kind=ActorKind.OFFICIAL, roles=frozenset({Role.DESK})),),
    ),
)
CHANGE_PASSWORD, VERIFY_IDENTIFIER, RECORD_PERSON, HELP_RECOVER = POLICIES[5:]
