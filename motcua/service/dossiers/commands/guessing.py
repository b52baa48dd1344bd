"""The brake on guessing codes and secrets: counted in the database, so that every process knows of every miss."""

from datetime import datetime

from django.db import connection

from motcua.foundation import sealing
from motcua.service.dossiers.rules.guessing import check_guesses, window_of


def check_brake(address: str, now: datetime) -> None:
    """Refuse `too-many-attempts` while this address has missed too often, found or not."""
    began = window_of(now)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT failures FROM dossiers_failed_lookup WHERE whose = %s AND window_began = %s",
            [_hashed(address), began],
        )
        row = cursor.fetchone()
    check_guesses(row[0] if row else 0, window_began=began, now=now)


def count_miss(address: str, now: datetime) -> None:
    """Count that something was not found from this address. Not an entry of the ledger: nothing of the city changes."""
    began = window_of(now)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_failed_lookup (whose, window_began, failures) VALUES (%s, %s, 1) "
            "ON CONFLICT (whose, window_began) DO UPDATE SET failures = dossiers_failed_lookup.failures + 1",
            [_hashed(address), began],
        )
        cursor.execute("DELETE FROM dossiers_failed_lookup WHERE window_began < %s", [began])


def _hashed(address: str) -> bytes:
    return sealing.keyed_hash("brake", f"tracking:{address}").digest
