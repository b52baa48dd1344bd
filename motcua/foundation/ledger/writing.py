"""One append per transaction, its streams locked first: the only way to change anything."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, cast

import msgspec
import psycopg
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper

from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import refuse
from motcua.foundation.ledger.events import Event, encode, kind_of
from motcua.foundation.ledger.roles import APPLICATION
from motcua.foundation.ledger.types import Conflict, Key, Replay
from motcua.foundation.text import gettext_noop

_SAME_KEY = HouseRule("A key names one request for ever, so that a repeated request is answered and never done twice.")
_NO_KEY = Key(client="", command="", key="")


_OPEN = "SELECT versions, fingerprint, stream, first, last FROM ledger_open(%s::text[], %s::text, %s::text, %s::text)"
_APPEND = (
    "SELECT ledger_append(%s::text[], %s::integer[], %s::text[], %s::bytea[], %s::timestamptz, %s::text, %s::text, "
    "%s::text, %s::text, %s::text, %s::text, %s::bytea)"
)


def prepared(connection: BaseDatabaseWrapper, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """
    Run a statement with parameters bound by the server and its plan kept by the connection; return its rows.

    Django binds parameters itself and never prepares: right for pages, dear where the same few statements run always.
    """
    connection.ensure_connection()
    with connection.wrap_database_errors, psycopg.Cursor(cast("Any", connection).connection) as cursor:
        cursor.execute(cast("Any", sql), values, prepare=True)
        return cursor.fetchall() if cursor.description is not None else []


class StreamEvents(msgspec.Struct, frozen=True):
    """Events for one stream, decided on its version `expected` (0: the stream must not exist yet)."""

    stream: str
    expected: int
    events: Sequence[Event]


class Writing:
    """
    An open transaction that holds its streams' locks.

    `replay` tells that the command was done before: then answer from the entries it names and append nothing.
    `versions` are the streams' versions under the lock. `cursor` reads and writes the room's own state.
    """

    def __init__(
        self,
        connection: BaseDatabaseWrapper,
        cursor: CursorWrapper,
        key: Key,
        versions: dict[str, int],
        replay: Replay | None,
    ) -> None:
        self.cursor = cursor
        self.versions = versions
        self.replay = replay
        self._connection = connection
        self._key = key
        self._fingerprint = fingerprint(key)

    def run(self, sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
        """Run a statement of the hot path, prepared once for a connection, and return its rows."""
        return prepared(self._connection, sql, values)

    def append(
        self,
        streams: Sequence[StreamEvents],
        *,
        actor: str,
        occurred_at: datetime,
        agency: str = "",
        behalf: str = "",
    ) -> datetime:
        """
        Append all events of this transaction at once and return the moment of recording.

        Raises `Conflict` when a stream is not at the version that its events were decided on.
        """
        names: list[str] = []
        sequences: list[int] = []
        kinds: list[str] = []
        data: list[bytes] = []
        for part in streams:
            for offset, event in enumerate(part.events, start=1):
                names.append(part.stream)
                sequences.append(part.expected + offset)
                kinds.append(kind_of(event))
                data.append(encode(event))
        try:
            ((recorded_at,),) = self.run(
                _APPEND,
                [
                    names, sequences, kinds, data, occurred_at, actor, behalf, agency,
                    self._key.client, self._key.command, self._key.key, self._fingerprint,
                ],
            )  # fmt: skip
        except DatabaseError as error:
            raise _conflict(error) or error from error
        return recorded_at  # type: ignore[no-any-return]

    def append_one(
        self,
        stream: str,
        expected: int,
        *events: Event,
        actor: str,
        occurred_at: datetime,
        agency: str = "",
        behalf: str = "",
    ) -> datetime:
        """Append to a single stream; see `append`."""
        part = StreamEvents(stream=stream, expected=expected, events=events)
        return self.append([part], actor=actor, occurred_at=occurred_at, agency=agency, behalf=behalf)


def fingerprint(key: Key) -> bytes:
    """Return what tells one request body from another under the same key."""
    return hashlib.sha256(key.body).digest()


def _conflict(error: DatabaseError) -> Conflict | None:
    cause: Any = error.__cause__
    if getattr(cause, "sqlstate", None) != "MC409":
        return None
    return Conflict(**msgspec.json.decode(cause.diag.message_detail))


@contextmanager
def writing(*streams: str, key: Key | None = None, using: str = APPLICATION) -> Iterator[Writing]:
    """
    Open the outermost transaction, lock `streams` before anything else, and look the key up.

    Leaving the block commits; an exception rolls everything back. Raises `Refused` (`key-of-another-request`) when the
    key was used with another body, and `RuntimeError` inside another transaction.
    """
    asked = key or _NO_KEY
    connection = connections[using]
    with transaction.atomic(using=using, durable=True), connection.cursor() as cursor:
        opened = prepared(connection, _OPEN, [list(streams), asked.client, asked.command, asked.key])
        versions, known, stream, first, last = opened[0]
        replay = None
        if known is not None:
            if bytes(known) != fingerprint(asked):
                raise refuse(
                    "key-of-another-request",
                    gettext_noop(
                        "This request key was already used for another request. Nothing was changed. Send the request again with a new key."
                    ),
                    _SAME_KEY,
                )
            replay = Replay(stream=stream, first=first, last=last)
        yield Writing(connection, cursor, asked, dict(zip(streams, versions, strict=True)), replay)
