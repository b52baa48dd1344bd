"""What is published already, as an import must know it."""

from collections.abc import Collection

from django.db import connection

from motcua.register.procedures.types import Standing


def standing(codes: Collection[str]) -> dict[str, Standing]:
    """Return the last published version of each of these procedures, by code."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT ON (code) code, version, valid_from, origin, content FROM procedures_version "
            "WHERE code = ANY(%s) ORDER BY code, version DESC",
            [sorted(codes)],
        )
        return {row[0]: Standing(*row[1:]) for row in cursor.fetchall()}
