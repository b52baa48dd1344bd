"""The operator's long work: the time limits that guard the city's short transactions do not fit it."""

from django.db import connections


def without_time_limits(*aliases: str) -> None:
    """Lift the time limits of this process's own connections: of these, or of both."""
    for alias in aliases or ("default", "owner"):
        with connections[alias].cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("SET idle_in_transaction_session_timeout = 0")
