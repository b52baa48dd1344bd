"""A notice: one sentence about what happened, to the person whom it concerns."""

from datetime import datetime

import msgspec

from motcua.foundation.ledger.events import Event
from motcua.foundation.policy.types import ActorKind, Grant, PolicyRow
from motcua.foundation.text import gettext_noop


class NoticeSent(Event, frozen=True, tag="notice.sent"):
    """`message` is the msgid of the sentence; `about` what it links to, such as a dossier's code."""

    message: str
    about: str


class NoticesRead(Event, frozen=True, tag="notice.read"):
    """Everything up to the notice with this number has been seen."""

    until: int


class Notice(msgspec.Struct, frozen=True):
    """A notice as its person sees it. `message` is an English msgid, `values` fills its placeholders."""

    number: int
    message: str
    values: dict[str, str]
    about: str
    happened_at: datetime
    is_new: bool


POLICIES = (
    PolicyRow(
        "notice.mine",
        (Grant(kind=ActorKind.CITIZEN), Grant(kind=ActorKind.OFFICIAL)),
        says=gettext_noop("Read your notices and mark them as seen"),
    ),
)
