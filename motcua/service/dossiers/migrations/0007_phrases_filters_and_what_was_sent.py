"""An official's own phrases and filters, and who can still recall a dossier."""

from django.db import migrations, models

_HANDED_BY = """
    UPDATE dossiers_dossier d SET handed_by = s.handover ->> 'by'
    FROM (SELECT id, convert_from(state, 'UTF8')::jsonb -> 'handover' AS handover
          FROM dossiers_dossier WHERE is_open AND status = 'in-progress') s
    WHERE d.id = s.id AND s.handover ->> 'opened' IS DISTINCT FROM 'true' AND s.handover ->> 'from_step' <> ''
"""


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0006_signing_next")]

    operations = [
        migrations.CreateModel(
            name="Phrase",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("owner", models.UUIDField()),
                ("act", models.TextField()),
                ("title", models.TextField()),
                ("text", models.TextField()),
                ("place", models.IntegerField()),
                ("salt", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "db_table": "dossiers_phrase",
                "indexes": [models.Index(fields=["owner", "act", "place", "id"], name="dossiers_phrase_of_owner")],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("owner", models.UUIDField()),
                ("name", models.TextField()),
                ("queue", models.TextField()),
                ("narrowing", models.BinaryField()),
                ("salt", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "db_table": "dossiers_saved_filter",
                "indexes": [models.Index(fields=["owner", "name", "id"], name="dossiers_filter_of_owner")],
            },
        ),
        migrations.AddField("dossier", "handed_by", models.TextField(default="", db_default="")),
        migrations.RunSQL(_HANDED_BY, migrations.RunSQL.noop),
    ]
