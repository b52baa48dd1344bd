"""Whose turn it is to initial or sign, with the index of their queue."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

NAME = "dossiers_to_sign"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("dossiers", "0005_counters_and_linked_dossiers")]

    operations = [
        migrations.AddField("dossier", "signing_next", models.TextField(db_default="")),
        # What an interrupted attempt has left is no index yet.
        migrations.RunSQL(f"DROP INDEX CONCURRENTLY IF EXISTS {NAME}", migrations.RunSQL.noop),
        AddIndexConcurrently(
            "dossier",
            models.Index(
                fields=["signing_next", "due_at", "id"],
                name=NAME,
                condition=models.Q(is_open=True) & ~models.Q(signing_next=""),
            ),
        ),
    ]
