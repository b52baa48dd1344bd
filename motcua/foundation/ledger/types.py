"""What the ledger stores and answers: entries, keys, replays, conflicts. Pure."""

from datetime import datetime

import msgspec


class Entry(msgspec.Struct, frozen=True):
    """One entry as stored. `data` is the exact JSON of the event; `hash` chains it to the stream's entry before it."""

    id: int
    epoch: int
    xid: int
    stream: str
    sequence: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    actor: str
    behalf: str
    agency: str
    data: bytes
    hash: bytes


class Key(msgspec.Struct, frozen=True):
    """
    What makes a command safe to send twice: the same client, command and key find the earlier append.

    `body` is what the client asked for, in bytes: the same key with another body is refused.
    """

    client: str
    command: str
    key: str
    body: bytes = b""


class Replay(msgspec.Struct, frozen=True):
    """Where the earlier append of a replayed command lies: entries `first` to `last` of `stream`."""

    stream: str
    first: int
    last: int


class Conflict(Exception):
    """Somebody was first: `stream` is at `actual`, the command was decided on `expected`."""

    def __init__(self, stream: str, expected: int, actual: int) -> None:
        super().__init__(f"{stream}: expected {expected}, found {actual}")
        self.stream = stream
        self.expected = expected
        self.actual = actual
