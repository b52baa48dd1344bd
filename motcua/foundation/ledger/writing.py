"""One append per transaction, its streams locked first: the only way to change anything."""

import contextlib
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
from motcua.foundation.ledger import reference
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


class StreamEvents(msgspec.Struct, frozen=True):
    """Events for one stream, decided on its version `expected` (0: the stream must not exist yet)."""

    stream: str
    expected: int
    events: Sequence[Event]


class Later:
    """A statement on its way; `rows` is what it returned, once the append that it goes with is done."""

    def __init__(self, sql: str, values: Sequence[Any]) -> None:
        self.sql = sql
        self.values = values
        self.rows: list[tuple[Any, ...]] = []


def together(connection: BaseDatabaseWrapper, statements: Sequence[Later]) -> None:
    """Send statements in one trip, prepared, and fill their rows; raises what PostgreSQL refuses first."""
    if not statements:
        return
    connection.ensure_connection()
    raw = cast("Any", connection).connection
    with contextlib.ExitStack() as open_cursors:
        cursors = [open_cursors.enter_context(psycopg.Cursor(raw)) for _ in statements]
        with connection.wrap_database_errors, raw.pipeline():
            for cursor, each in zip(cursors, statements, strict=True):
                cursor.execute(each.sql, each.values, prepare=True)
        for cursor, each in zip(cursors, statements, strict=True):
            each.rows = cursor.fetchall() if cursor.description is not None else []


class Writing:
    """
    An open transaction that holds its streams' locks.

    `replay` tells that the command was done before: then answer from the entries it names and append nothing.
    `versions` are the streams' versions under the lock. `cursor` reads and writes the room's own state; what needs no
    answer before the append goes `along` with it, in one trip to the database instead of one each.
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
        self._along: list[Later] = []
        self._key = key
        self._fingerprint = fingerprint(key)

    def along(self, sql: str, values: Sequence[Any]) -> Later:
        """Let a statement go with the append, after it, or with the end of the transaction when nothing is appended."""
        later = Later(sql, values)
        self._along.append(later)
        return later

    def send(self, *first: Later) -> None:
        """Send `first` and everything that waits to go along, together; raises what PostgreSQL refuses first."""
        sent, self._along = [*first, *self._along], []
        together(self._connection, sent)

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
        appended = Later(
            _APPEND,
            [
                names, sequences, kinds, data, occurred_at, actor, behalf, agency,
                self._key.client, self._key.command, self._key.key, self._fingerprint,
            ],
        )  # fmt: skip
        try:
            self.send(appended)
        except DatabaseError as error:
            raise _conflict(error) or error from error
        ((recorded_at,),) = appended.rows
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
def _asked_again() -> Iterator[None]:
    try:
        yield
    finally:
        reference.forget()


@contextmanager
def writing(*streams: str, key: Key | None = None, using: str = APPLICATION) -> Iterator[Writing]:
    """
    Open the outermost transaction, lock `streams` before anything else, and look the key up.

    Leaving the block commits; an exception rolls everything back. Raises `Refused` (`key-of-another-request`) when the
    key was used with another body, and `RuntimeError` inside another transaction.
    """
    asked = key or _NO_KEY
    connection = connections[using]
    with _asked_again(), transaction.atomic(using=using, durable=True), connection.cursor() as cursor:
        opened = Later(_OPEN, [list(streams), asked.client, asked.command, asked.key])
        together(connection, [opened])  # and BEGIN with it
        ((versions, known, stream, first, last),) = opened.rows
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
        tx = Writing(connection, cursor, asked, dict(zip(streams, versions, strict=True)), replay)
        yield tx
        tx.send()
