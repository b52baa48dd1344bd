"""Files that wait for the answer to a supplement: parked under the dossier's id until it is sent."""

from django.db import connection


def unpark(dossier: str, file: str) -> None:
    """Take a parked file off again; its bytes are swept later. Whoever calls this has asked the policy."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM dossiers_draft_paper WHERE draft = %s AND file = %s", [dossier, file])
