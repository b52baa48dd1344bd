"""What dossiers and drafts have sealed with the keys of the key file, for a rotation."""

from django.db import connection

from motcua.foundation.sealing.keyfile import OlderKey
from motcua.foundation.sealing.keyring import Purpose
from motcua.foundation.sealing.renewing import Sealed, WrappedKeys

_DOSSIERS = WrappedKeys(table="dossiers_dossier", row=("id",), holder="'dossier/' || id")
_DRAFTS = WrappedKeys(table="dossiers_draft", row=("id",), holder="'draft/' || id")


def _open_receipts(older: OlderKey) -> int:
    """Count the dossiers still open whose receipts may carry a secret made with this key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dossiers_dossier WHERE is_open AND submitted_at < %s", [older.replaced_at])
        return int(cursor.fetchone()[0])


SEALED: tuple[Sealed, ...] = (
    _DRAFTS.sealed(),
    _DOSSIERS.sealed(),
    # A receipt is on paper: its secret works as long as the key, and a receipt printed anew has another.
    Sealed(name="receipts of open dossiers", purpose=Purpose.IDENTIFIER, waiting=_open_receipts),
)
