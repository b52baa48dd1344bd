"""
Moments read from PostgreSQL by psycopg's compiled reader.

Django registers one of its own in Python on every connection, 10 µs a moment: a page of a queue reads two hundred.
"""

from datetime import UTC
from typing import Any, cast

from psycopg import Connection, adapters
from psycopg.abc import AdaptContext, Buffer
from psycopg.adapt import Loader
from psycopg.pq import Format

_MOMENT = "timestamptz"
_compiled = cast("type[Loader]", adapters.get_loader(adapters.types[_MOMENT].oid, Format.TEXT))


class MomentLoader(Loader):
    """The compiled reader under the name that Django asks for its time zone, which is always UTC here."""

    timezone = UTC

    def __init__(self, oid: int, context: AdaptContext | None = None) -> None:
        super().__init__(oid, context)
        self._read = _compiled(oid, context).load

    def load(self, data: Buffer) -> Any:
        """Return the moment, in UTC."""
        return self._read(data)


def read_compiled(connection: Any, **_: Any) -> None:
    """Have a connection that Django has just opened read moments compiled."""
    opened: Connection[Any] = connection.connection
    opened.adapters.register_loader(_MOMENT, MomentLoader)
