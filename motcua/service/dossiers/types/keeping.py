"""What an official keeps for their own desk: phrases and filters, and what the ledger says of them."""

import msgspec

from motcua.foundation.ledger.events import Event, Vocabulary
from motcua.service.dossiers.types.queues import Narrowing, Queue


class Phrase(msgspec.Struct, frozen=True):
    """A text of an official's own for one act, such as the reason of a refusal. `act` is the command's tag."""

    id: str
    act: str
    title: str
    text: str


class SavedFilter(msgspec.Struct, frozen=True):
    """A queue narrowed down, under a name of the official's own."""

    id: str
    name: str
    queue: Queue
    narrowing: Narrowing


class DeskEvent(Event, frozen=True, kw_only=True):
    """
    One change of an official's own desk, in the stream `desk/<person>`.

    The words are in the room's tables: an entry has the id, and an HMAC of them under a salt that lies beside them.
    """

    id: str


class PhraseKept(DeskEvent, frozen=True, tag="desk.phrase-kept"):
    commitment: str


class PhraseRemoved(DeskEvent, frozen=True, tag="desk.phrase-removed"):
    pass


class PhraseMoved(DeskEvent, frozen=True, tag="desk.phrase-moved"):
    place: int


class FilterKept(DeskEvent, frozen=True, tag="desk.filter-kept"):
    commitment: str


class FilterRemoved(DeskEvent, frozen=True, tag="desk.filter-removed"):
    pass


VOCABULARY: Vocabulary[DeskEvent] = Vocabulary((PhraseKept, PhraseRemoved, PhraseMoved, FilterKept, FilterRemoved))
