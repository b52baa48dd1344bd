from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="FailedLookup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("whose", models.BinaryField()),
                ("window_began", models.DateTimeField()),
                ("failures", models.IntegerField()),
            ],
            options={
                "db_table": "dossiers_failed_lookup",
                "constraints": [
                    models.UniqueConstraint(fields=("whose", "window_began"), name="dossiers_failed_lookup_once")
                ],
            },
        ),
    ]
