"""Indexes that find what an older key has wrapped or hashed; made beside a serving city."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Substr


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("people", "0001_people_and_accounts")]

    operations = [
        # What an interrupted attempt has left is no index yet.
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS identifier_by_key", migrations.RunSQL.noop),
        AddIndexConcurrently("identifier", models.Index(fields=["key_id"], name="identifier_by_key")),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS identifier_by_outer_key", migrations.RunSQL.noop),
        AddIndexConcurrently("identifier", models.Index(Substr("wrapped_key", 1, 16), name="identifier_by_outer_key")),
    ]
