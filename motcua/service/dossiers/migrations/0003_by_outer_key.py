"""Indexes that find what an older outer key has wrapped; made beside a serving city."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Substr


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("dossiers", "0002_failed_lookups")]

    operations = [
        # What an interrupted attempt has left is no index yet.
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS dossiers_by_outer_key", migrations.RunSQL.noop),
        AddIndexConcurrently("dossier", models.Index(Substr("wrapped_key", 1, 16), name="dossiers_by_outer_key")),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS dossiers_draft_by_outer_key", migrations.RunSQL.noop),
        AddIndexConcurrently("draft", models.Index(Substr("wrapped_key", 1, 16), name="dossiers_draft_by_outer_key")),
    ]
