"""Files that wait for the answer to a supplement: parked under the dossier's id until it is sent."""

import uuid

from django.db import connection, transaction

from motcua.foundation.files import holdings as files
from motcua.service.dossiers.commands._rows import holder_of


def unpark(dossier: str, file: str) -> None:
    """Take a parked file off again; its bytes are swept later. Whoever calls this has asked the policy."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM dossiers_draft_paper WHERE draft = %s AND file = %s "
            "AND file NOT IN (SELECT file FROM dossiers_paper WHERE dossier_id = %s)",
            [dossier, file, dossier],
        )
        if cursor.rowcount:
            files.drop_file(cursor, uuid.UUID(file), holder_of(dossier))
