"""
What every request looks up and hardly anybody changes (the tree of agencies, opening times, published procedures), kept
in memory for as long as the database says that none of it has changed.

Triggers on those tables raise one number, `ledger_reference.version`, in the transaction that changes them. A request
reads the number once, with its session; what was loaded under an older number is never used again.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, TypeVar, cast

from django.db import connection

# Nothing while this very transaction has changed something: what it sees may never come true.
VERSION = (
    "(SELECT CASE WHEN xmin = pg_current_xact_id_if_assigned()::xid THEN NULL ELSE version END FROM ledger_reference)"
)

F = TypeVar("F", bound=Callable[..., Any])


class _Request(threading.local):
    open = False
    version: int | None = None


_request = _Request()


@contextmanager
def request() -> Iterator[None]:
    """Let the version that is seen first hold until the end of this request."""
    before = _request.open, _request.version
    _request.open, _request.version = True, None
    try:
        yield
    finally:
        _request.open, _request.version = before


def saw(version: int | None) -> None:
    """Note the version that a statement of this request has read beside something else."""
    if _request.open:
        _request.version = version


def forget() -> None:
    """Ask again: this request has changed something itself, or is about to."""
    _request.version = None


def version() -> int | None:
    """Return the version that what is kept must have been loaded under; None: look everything up."""
    if _request.version is not None:
        return _request.version
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {VERSION}")
        (now,) = cursor.fetchone()
    saw(now)
    return None if now is None else int(now)


def kept(*, most: int) -> Callable[[F], F]:
    """
    Keep what a query on reference data returns, by its hashable arguments, up to `most` answers for each process.

    The answers are shared, so they must be immutable. The version is read before the query runs: what changes between
    the two is kept under the older number, and loaded again by whoever sees the newer one.
    """

    def decorate(query: F) -> F:
        answers: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        lock = threading.Lock()

        @wraps(query)
        def looked_up(*arguments: Any) -> Any:
            now = version()
            if now is None:
                return query(*arguments)
            # One process serves several databases in tests.
            key = (connection.settings_dict["NAME"], now, *arguments)
            with lock:
                if key in answers:
                    answers.move_to_end(key)
                    return answers[key]
            answer = query(*arguments)
            with lock:
                answers[key] = answer
                while len(answers) > most:
                    answers.popitem(last=False)
            return answer

        return cast("F", looked_up)

    return decorate
