"""The queues of the desk, their names in the order of the day, and how a queue is narrowed down."""

from collections.abc import Mapping
from enum import StrEnum
from urllib.parse import urlencode

import msgspec

from motcua.foundation.text import gettext_noop


class Queue(StrEnum):
    """The queues of the desk."""

    TO_RECEIVE = "to-receive"
    MINE = "mine"
    UNIT = "unit"
    UNASSIGNED = "unassigned"
    DUE_TODAY = "due-today"
    OVERDUE = "overdue"
    WAITING = "waiting"
    ASKED_OF_US = "asked-of-us"
    TO_HAND_OVER = "to-hand-over"
    TO_SIGN = "to-sign"
    FOR_OTHERS = "for-others"
    SENT = "sent"


OWN: dict[Queue, str] = {
    Queue.TO_RECEIVE: gettext_noop("To receive"),
    Queue.MINE: gettext_noop("Mine"),
    Queue.TO_SIGN: gettext_noop("To initial or sign"),
    Queue.DUE_TODAY: gettext_noop("Due today"),
    Queue.OVERDUE: gettext_noop("Overdue"),
    Queue.WAITING: gettext_noop("Waiting for others"),
    Queue.TO_HAND_OVER: gettext_noop("To hand over"),
    Queue.SENT: gettext_noop("Sent by me, not opened"),
}
OF_THE_UNIT: dict[Queue, str] = {
    Queue.UNIT: gettext_noop("All of the unit"),
    Queue.UNASSIGNED: gettext_noop("Nobody works on it yet"),
    Queue.ASKED_OF_US: gettext_noop("Asked of us"),
    Queue.FOR_OTHERS: gettext_noop("Received for other agencies"),
}
NAMES: dict[Queue, str] = {**OWN, **OF_THE_UNIT}

# After G, this letter goes to the queue: the first of a telling word of its Vietnamese name.
LETTERS: dict[Queue, str] = {
    Queue.TO_RECEIVE: "T",
    Queue.MINE: "C",
    Queue.DUE_TODAY: "H",
    Queue.OVERDUE: "Q",
    Queue.WAITING: "K",
    Queue.TO_HAND_OVER: "R",
    Queue.SENT: "G",
    Queue.UNIT: "D",
    Queue.UNASSIGNED: "P",
    Queue.ASKED_OF_US: "Y",
    Queue.TO_SIGN: "S",
    Queue.FOR_OTHERS: "A",
}


class Due(StrEnum):
    """A window of due dates, counted in calendar days from now."""

    OVERDUE = "overdue"
    TODAY = "today"
    THREE_DAYS = "three-days"
    WEEK = "week"


DUE_NAMES: dict[Due, str] = {
    Due.OVERDUE: gettext_noop("Date has passed"),
    Due.TODAY: gettext_noop("Today"),
    Due.THREE_DAYS: gettext_noop("Within 3 days"),
    Due.WEEK: gettext_noop("Within 7 days"),
}
NOBODY = "nobody"
_LONGEST = 100


class Narrowing(msgspec.Struct, frozen=True):
    """
    What a queue is narrowed down to; an empty part narrows nothing.

    `due` is a value of `Due`, `holder` a person's id or `NOBODY`, `text` a code or words of the applicant's name.
    """

    procedure: str = ""
    channel: str = ""
    due: str = ""
    holder: str = ""
    text: str = ""

    def __bool__(self) -> bool:
        return self != WHOLE


WHOLE = Narrowing()

# Each part's word in an address of the desk.
WORDS: dict[str, str] = {"procedure": "thu-tuc", "channel": "kenh", "due": "han", "holder": "nguoi", "text": "tim"}


def parts_of(narrowing: Narrowing) -> dict[str, str]:
    """Return what narrows a queue down, by the words that an address has for it."""
    return {word: value for name, word in WORDS.items() if (value := getattr(narrowing, name))}


def address_of(narrowing: Narrowing) -> str:
    """Return the query of an address that narrows a queue down, empty for the whole queue."""
    return urlencode(parts_of(narrowing))


def narrowing_of(query: Mapping[str, str], *, channels: frozenset[str]) -> Narrowing:
    """Return what an address narrows a queue down to; a channel or a window that there is not narrows nothing."""
    said = {name: str(query.get(word, "")).strip()[:_LONGEST] for name, word in WORDS.items()}
    if said["channel"] not in channels:
        said["channel"] = ""
    if said["due"] not in {each.value for each in Due}:
        said["due"] = ""
    return Narrowing(**said)
