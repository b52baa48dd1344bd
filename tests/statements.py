"""How many statements a piece of work sends to PostgreSQL, counted on the wire: whatever sends them, in a pipeline too."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from psycopg.pq import Trace

# What the client sends to have something done: a plain statement, or the execution of a prepared one.
_SENT = re.compile(r"^F\t\d+\t(?:Query|Execute)\b", re.MULTILINE)


class Statements:
    """The count, once the block is over."""

    sent = 0


@contextmanager
def statements(alias: str = "default") -> Iterator[Statements]:
    """Count what goes over a connection, `BEGIN` and `COMMIT` included."""
    connection = connections[alias]
    connection.ensure_connection()
    wire = connection.connection.pgconn
    counted = Statements()
    with tempfile.TemporaryFile("w+") as trace:
        wire.trace(trace.fileno())
        wire.set_trace_flags(Trace.SUPPRESS_TIMESTAMPS)
        try:
            yield counted
        finally:
            assert connection.connection is not None, "the connection was closed, so nothing was counted"
            assert connection.connection.pgconn is wire, "another connection was opened, and it was not counted"
            wire.untrace()
            trace.seek(0)
            counted.sent = len(_SENT.findall(trace.read()))
