"""
An index for each queue instead of a shared one: PostgreSQL read past thousands of received dossiers for those to receive.
"""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

WAITING = [
    "awaiting-supplement", "awaiting-payment", "awaiting-confirmation", "awaiting-presence", "awaiting-opinion",
]  # fmt: skip
QUEUES = {
    "dossiers_to_receive": models.Q(is_open=True, status="submitted"),
    "dossiers_unassigned": models.Q(is_open=True, holder="", status__in=["received", "in-progress"]),
    "dossiers_waiting": models.Q(is_open=True, status__in=WAITING),
}


def _made(name: str, condition: models.Q) -> list[migrations.operations.base.Operation]:
    index = models.Index(fields=["agency", "due_at", "id"], name=name, condition=condition)
    return [
        # What an interrupted attempt has left is no index yet.
        migrations.RunSQL(f"DROP INDEX CONCURRENTLY IF EXISTS {name}", migrations.RunSQL.noop),
        AddIndexConcurrently("dossier", index),
    ]


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("dossiers", "0003_by_outer_key")]

    operations = [
        *(operation for name, condition in QUEUES.items() for operation in _made(name, condition)),
        RemoveIndexConcurrently("dossier", "dossiers_queue"),
    ]
