"""Drafts of the decision, and the round that one of them goes before it is signed."""

from datetime import datetime
from enum import StrEnum

import msgspec

from motcua.service.dossiers.types.notes import NoteRef


class Capacity(StrEnum):
    """In which capacity somebody signs, by the letters that stand before their title."""

    HEAD = "head"  # the head of an agency that one person heads
    TM = "tm"  # thay mặt: for a body that decides together, such as a People's Committee
    KT = "kt"  # ký thay: a deputy for the head
    TL = "tl"  # thừa lệnh: the head of a unit by the head's order
    TUQ = "tuq"  # thừa ủy quyền: by the head's mandate


class RoundEnding(StrEnum):
    """How a round came to its end."""

    SIGNED = "signed"  # the signer decided
    RETURNED = "returned"
    RECALLED = "recalled"
    SUPERSEDED = "superseded"  # a newer version came
    OVERTAKEN = "overtaken"  # something happened to the dossier that the draft was not written for


class DecisionDraft(msgspec.Struct, frozen=True):
    """A version of the draft, kept as it was sent. `number` counts from 1, `sha256` is of the stored bytes."""

    number: int
    file: str
    sha256: str
    by: str
    at: datetime
    note: NoteRef | None = None


class Initialling(msgspec.Struct, frozen=True):
    """One who initials, in the order of the round; `done_at` is None until they have."""

    person: str
    done_at: datetime | None = None
    note: NoteRef | None = None


class SigningRound(msgspec.Struct, frozen=True):
    """
    One way of a version from its submission to its signature, or back.

    `opened_at` is when the first of them looked: until then whoever submitted it may take it back. `ended_by` and
    `remark` are of who returned it.
    """

    number: int
    draft: int
    by: str
    asked_at: datetime
    initials: tuple[Initialling, ...]
    signer: str
    note: NoteRef | None = None
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    ending: RoundEnding | None = None
    ended_by: str = ""
    remark: NoteRef | None = None

    @property
    def is_open(self) -> bool:
        """Say whether somebody still has to act in it."""
        return self.ending is None

    @property
    def next_person(self) -> str:
        """Whose turn it is: the first who has not initialled, then the signer; empty once it has ended."""
        if not self.is_open:
            return ""
        return next((each.person for each in self.initials if each.done_at is None), self.signer)

    @property
    def is_with_signer(self) -> bool:
        """Say whether everybody has initialled, so that only the signature is awaited."""
        return self.is_open and all(each.done_at is not None for each in self.initials)
