"""What a search reads besides an agency's own dossiers; the index of whole names goes, for words are searched."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("dossiers", "0008_an_index_of_what_was_sent")]

    operations = [
        # What an interrupted attempt has left is no index yet.
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS dossiers_taken_in", migrations.RunSQL.noop),
        AddIndexConcurrently(
            "dossier",
            models.Index(
                fields=["receiving_agency", "-submitted_at", "-id"],
                name="dossiers_taken_in",
                condition=~models.Q(agency=models.F("receiving_agency")),
            ),
        ),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS dossiers_of_opinion", migrations.RunSQL.noop),
        AddIndexConcurrently(
            "dossier",
            models.Index(
                fields=["opinion_agency", "-submitted_at", "-id"],
                name="dossiers_of_opinion",
                condition=~models.Q(opinion_agency=""),
            ),
        ),
        RemoveIndexConcurrently("dossier", "dossiers_by_name"),
        migrations.RemoveField("dossier", "search_name"),
    ]
