"""Dossiers that a counter takes in for another agency, and those that are filed at one go."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

NEW = (
    ("dossier", models.Index(
        fields=["receiving_agency", "due_at", "id"], name="dossiers_awaits_reception",
        condition=models.Q(is_open=True, status="submitted"),
    )),
    ("dossier", models.Index(
        fields=["receiving_agency", "due_at", "id"], name="dossiers_awaits_handover",
        condition=models.Q(status__in=["granted", "rejected"]),
    )),
    ("dossier", models.Index(
        fields=["receiving_agency", "due_at", "id"], name="dossiers_for_others",
        condition=models.Q(is_open=True) & ~models.Q(agency=models.F("receiving_agency")),
    )),
    ("dossier", models.Index(fields=["bundle"], name="dossiers_bundle", condition=models.Q(bundle__isnull=False))),
    ("draft", models.Index(
        fields=["counter", "-updated_at"], name="dossiers_draft_counter",
        condition=models.Q(submitted_at=None) & ~models.Q(counter=""),
    )),
)  # fmt: skip


def _made(model: str, index: models.Index) -> list[migrations.operations.base.Operation]:
    return [
        # What an interrupted attempt has left is no index yet.
        migrations.RunSQL(f"DROP INDEX CONCURRENTLY IF EXISTS {index.name}", migrations.RunSQL.noop),
        AddIndexConcurrently(model, index),
    ]


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("dossiers", "0004_an_index_for_each_queue")]

    operations = [
        migrations.AddField("dossier", "bundle", models.UUIDField(null=True)),
        migrations.AddField("dossier", "part", models.TextField(db_default="", default="")),
        migrations.AddField("draft", "counter", models.TextField(db_default="", default="")),
        migrations.AddField("draft", "person", models.UUIDField(null=True)),
        migrations.AddField("draft", "helper", models.BinaryField(db_default=b"", default=b"")),
        *(operation for model, index in NEW for operation in _made(model, index)),
        migrations.RunSQL(
            "DROP INDEX CONCURRENTLY IF EXISTS dossiers_to_receive",
            migrations.RunSQL.noop,
            state_operations=[migrations.RemoveIndex("dossier", "dossiers_to_receive")],
        ),
        migrations.RunSQL(
            "DROP INDEX CONCURRENTLY IF EXISTS dossiers_to_hand_over",
            migrations.RunSQL.noop,
            state_operations=[migrations.RemoveIndex("dossier", "dossiers_to_hand_over")],
        ),
    ]
