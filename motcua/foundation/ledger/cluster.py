"""
Which cluster this ledger lives in, and the epochs of its transaction ids.

Transaction ids do not survive a dump and a restore. An epoch binds them to the cluster that gave them: another cluster
refuses to start until `open_epoch` is called there, which `motcua restore` does.
"""

from django.db import connections

from motcua.foundation.ledger.roles import APPLICATION, OWNER


class AnotherCluster(Exception):
    """The newest epoch was opened in another PostgreSQL cluster."""


def check_cluster(using: str = APPLICATION) -> int:
    """Return the current epoch; raise `AnotherCluster` when it belongs to another cluster."""
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT e.epoch, e.system_identifier = c.system_identifier FROM ledger_epoch e, pg_control_system() c "
            "ORDER BY e.epoch DESC LIMIT 1"
        )
        epoch, same = cursor.fetchone()
    if not same:
        raise AnotherCluster(
            "This database was copied from another PostgreSQL cluster, so its readers' positions mean nothing here. "
            "Run `motcua restore` (or `motcua restore --adopt` for a copy made by other tools) before starting."
        )
    return int(epoch)


def open_epoch(reason: str) -> int:
    """Open a new epoch in this cluster and return it; the owner's act."""
    with connections[OWNER].cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_epoch (epoch, system_identifier, reason) "
            "SELECT (SELECT max(epoch) + 1 FROM ledger_epoch), system_identifier, %s FROM pg_control_system() "
            "RETURNING epoch",
            [reason],
        )
        (epoch,) = cursor.fetchone()
    return int(epoch)
