"""What components are given: plain values, shown as they are. A page turns what queries return into these."""

from collections.abc import Sequence
from enum import StrEnum

import msgspec


class Tone(StrEnum):
    """What a colour means; each tone has a shape of its own, so that it reads without colour."""

    NEUTRAL = "neutral"
    GOING = "going"  # under way, in time
    DONE = "done"
    LOOK = "look"  # due soon, or look here
    LATE = "late"  # late or refused
    INFO = "info"  # information, another agency


class Option(msgspec.Struct, frozen=True):
    """One choice of radios or a select."""

    value: str
    text: str
    hint: str = ""
    lang: str = ""


class Fact(msgspec.Struct, frozen=True):
    label: str
    value: str
    note: str = ""
    href: str = ""


class Preparation(msgspec.Struct, frozen=True):
    """A paper to prepare; when it is not `needed`, `note` says why."""

    title: str
    note: str = ""
    needed: bool = True
    lang: str = ""


class SummaryRow(msgspec.Struct, frozen=True):
    """
    One line of a review. `href` leads to where it is changed; `source` says which register filled it; `look` says what
    differs and where.
    """

    label: str
    value: str
    href: str = ""
    source: str = ""
    look: str = ""


class Happening(msgspec.Struct, frozen=True):
    """One line of a timeline: `title` names its subject first; `at` is already a sentence."""

    title: str
    at: str = ""
    note: str = ""
    href: str = ""
    link: str = ""
    now: bool = False
    tone: Tone = Tone.GOING


class Link(msgspec.Struct, frozen=True):
    """
    A place to go, in navigation, tabs, breadcrumbs. `count` is shown beside it when it is not None; `letter` leads
    there at the desk, after G.
    """

    text: str
    href: str = ""
    current: bool = False
    count: int | None = None
    tone: Tone = Tone.NEUTRAL
    lang: str = ""
    letter: str = ""


class LinkGroup(msgspec.Struct, frozen=True):
    links: Sequence[Link]
    title: str = ""


class KeyHint(msgspec.Struct, frozen=True):
    key: str
    does: str


class StoredFile(msgspec.Struct, frozen=True):
    """A file that a slot already holds. `remove_value` is what the remove button sends under `<slot>.remove`."""

    name: str
    size: int
    href: str = ""
    remove_value: str = ""


class Meanwhile(msgspec.Struct, frozen=True):
    """What somebody did since the page was opened: `who` may be a name or an agency, `at` already formatted."""

    what: str
    who: str
    at: str


class Typed(msgspec.Struct, frozen=True):
    """What a person typed that could not be stored, so that it is not lost."""

    label: str
    value: str


class Cell(msgspec.Struct, frozen=True):
    text: str
    href: str = ""
    note: str = ""


class Column(msgspec.Struct, frozen=True):
    text: str
    numeric: bool = False


class WorkRow(msgspec.Struct, frozen=True):
    """
    A row of the desk's list, in two lines: what and when due; who, code, channel. `mark` is what its checkbox sends
    when it is marked for a batch (empty: it has none).
    """

    title: str
    href: str
    due: str = ""
    tone: Tone = Tone.NEUTRAL
    who: str = ""
    code: str = ""
    channel: str = ""
    current: bool = False
    mark: str = ""
