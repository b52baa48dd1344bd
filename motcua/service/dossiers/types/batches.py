"""Many dossiers at once: each line is a command of its own, with its own key and its own answer."""

from datetime import datetime
from enum import StrEnum

import msgspec

from motcua.foundation.law.refusals import Refusal
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.views import DossierRow

LARGEST = 50
LARGEST_REASSIGNMENT = 100


class Seen(msgspec.Struct, frozen=True):
    """A dossier as somebody saw it in a list: its code, the version then, and to whom it would go (may be empty)."""

    code: str
    version: int
    to: str = ""


class Line(msgspec.Struct, frozen=True):
    """What is to be done with one dossier; `id` is empty where the actor may see none with this code."""

    seen: Seen
    id: str
    command: Command


class Outcome(StrEnum):
    DONE = "done"
    REFUSED = "refused"
    CONFLICT = "conflict"


class LineAnswer(msgspec.Struct, frozen=True):
    """How one line ended. A refusal without `refusal` is the policy's."""

    line: Line
    outcome: Outcome
    refusal: Refusal | None = None


class Load(msgspec.Struct, frozen=True):
    """An official of an agency, how many open dossiers they hold, the sectors they are limited to (empty: all)."""

    official: str
    open: int
    sectors: frozenset[str] = frozenset()


class Proposal(msgspec.Struct, frozen=True):
    """A dossier of an absent official, and to whom it is proposed to go."""

    row: DossierRow
    to: str


class Held(msgspec.Struct, frozen=True):
    """What an official holds: how many in all, how many are overdue and due within three days, and the first rows."""

    total: int
    overdue: int
    soon: int
    rows: tuple[DossierRow, ...]
    at: datetime
