"""Uploads in progress, kept files, their wrappings, and the addresses to look at again."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Leftover",
            fields=[
                ("address", models.TextField(primary_key=True, serialize=False)),
                ("noted_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), db_index=True)),
            ],
            options={
                "db_table": "files_leftover",
            },
        ),
        migrations.CreateModel(
            name="File",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("address", models.TextField()),
                ("sealed_size", models.BigIntegerField()),
                ("size", models.BigIntegerField()),
                ("media_type", models.TextField()),
                ("width", models.IntegerField()),
                ("height", models.IntegerField()),
                ("pages", models.IntegerField()),
                ("flags", models.TextField()),
                ("scan", models.TextField()),
                ("name_sealed", models.BinaryField()),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "db_table": "files_file",
                "constraints": [
                    models.UniqueConstraint(fields=("address",), name="files_file_address_once"),
                    models.CheckConstraint(
                        condition=models.Q(("address__regex", "^[0-9a-f]{64}$")), name="files_file_address_is_sha256"
                    ),
                    models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="files_file_not_empty"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Upload",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("owner", models.TextField()),
                ("name_sealed", models.BinaryField()),
                ("size", models.BigIntegerField()),
                ("received", models.BigIntegerField()),
                ("key_id", models.TextField()),
                ("wrapped", models.BinaryField()),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("file_id", models.UUIDField(null=True)),
            ],
            options={
                "db_table": "files_upload",
                "indexes": [
                    models.Index(fields=["owner"], name="files_upload_of_owner"),
                    models.Index(fields=["expires_at", "id"], name="files_upload_expiring"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("received__gte", 0), ("received__lte", models.F("size")), ("size__gt", 0)),
                        name="files_upload_received_of_size",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("file_id__isnull", True), ("received", models.F("size")), _connector="OR"),
                        name="files_upload_finished_whole",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wrapping",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "file_id", "holder", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("holder", models.TextField()),
                ("key_id", models.TextField()),
                ("wrapped", models.BinaryField()),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        to="files.file",
                    ),
                ),
            ],
            options={
                "db_table": "files_wrapping",
                "indexes": [
                    models.Index(fields=["holder", "file"], name="files_wrapping_of_holder"),
                    models.Index(fields=["key_id"], name="files_wrapping_by_key"),
                ],
            },
        ),
        migrations.RunSQL(
            "ALTER TABLE files_wrapping ADD CONSTRAINT files_wrapping_of_file"
            " FOREIGN KEY (file_id) REFERENCES files_file (id) NOT DEFERRABLE",
            "ALTER TABLE files_wrapping DROP CONSTRAINT files_wrapping_of_file",
        ),
    ]
