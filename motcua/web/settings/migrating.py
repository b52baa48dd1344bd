"""Bringing a database to the form that this version asks for, as the owner's role."""

from django.core.management import call_command
from django.db import connections
from psycopg import sql


def migrate(*, verbosity: int = 1) -> None:
    """
    Apply every migration that is missing, and let the application's role use what they make.

    The ledger takes back what nobody may do to it. A migration that would wait for a lock gives up after four seconds
    instead of stopping the city; `motcua migrate` may simply be called again.
    """
    grant_defaults()
    call_command("migrate", database="owner", interactive=False, verbosity=verbosity)


def grant_defaults() -> None:
    """Give the application's role the right to read and write, not to alter, what the owner creates from now on."""
    role = sql.Identifier(connections["default"].settings_dict["USER"])
    rights = (
        "GRANT USAGE ON SCHEMA public TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {}",
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {}",
    )
    with connections["owner"].cursor() as cursor:
        for right in rights:
            cursor.execute(sql.SQL(right).format(role).as_string(cursor.connection))
