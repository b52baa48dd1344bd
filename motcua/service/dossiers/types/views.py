"""What doors show of dossiers: plain values, never table rows."""

from datetime import datetime
from typing import Any

import msgspec

from motcua.foundation.clock.classes import TimeClass
from motcua.service.dossiers.types.events import DossierEvent
from motcua.service.dossiers.types.state import Channel, DossierState, Status


class DossierRow(msgspec.Struct, frozen=True):
    """A dossier in a list. `due_at` is the date of reception until it is received, then the computed due date."""

    id: str
    code: str
    status: Status
    procedure: str
    procedure_version: int
    part: str
    channel: Channel
    agency: str
    receiving_agency: str
    step: str
    holder: str
    applicant_name: str
    submitted_at: datetime
    received_at: datetime | None
    due_at: datetime
    ended_at: datetime | None
    version: int


class Happening(msgspec.Struct, frozen=True):
    """One entry of the dossier's stream, decoded. `note` is the text that went with it, decrypted when asked for."""

    sequence: int
    event: DossierEvent
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    agency: str
    note: str = ""

    @property
    def kind(self) -> str:
        """The event's kind, such as `dossier.received`."""
        tag = self.event.__struct_config__.tag
        return str(tag)


class PaperView(msgspec.Struct, frozen=True):
    """A paper of a dossier as a page shows it. `replaced_at` is set when a supplement put another in its place."""

    requirement: str
    file: str
    kind: str
    name: str
    media_type: str
    size: int
    added_at: datetime
    replaced_at: datetime | None


class DossierView(msgspec.Struct, frozen=True):
    """A whole dossier, opened: whoever gets one has declared the reading."""

    state: DossierState
    applicant_name: str
    values: dict[str, Any]
    papers: tuple[PaperView, ...]
    happenings: tuple[Happening, ...]
    time_class: TimeClass
    overdue_by_766: bool


class Tracked(msgspec.Struct, frozen=True):
    """What anybody with the code may see: status and dates, nothing of the person."""

    id: str
    code: str
    status: Status
    procedure: str
    procedure_version: int
    part: str
    channel: Channel
    agency: str
    submitted_at: datetime
    received_at: datetime | None
    promised_due_at: datetime | None
    computed_due_at: datetime | None
    ended_at: datetime | None
