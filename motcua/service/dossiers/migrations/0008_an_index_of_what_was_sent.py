"""The index of the queue of what one has sent and can still recall; made beside a serving city."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("dossiers", "0007_phrases_filters_and_what_was_sent")]

    operations = [
        # What an interrupted attempt has left is no index yet.
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS dossiers_sent", migrations.RunSQL.noop),
        AddIndexConcurrently(
            "dossier",
            models.Index(
                fields=["handed_by", "due_at", "id"],
                name="dossiers_sent",
                condition=models.Q(("is_open", True), models.Q(("handed_by", ""), _negated=True)),
            ),
        ),
    ]
