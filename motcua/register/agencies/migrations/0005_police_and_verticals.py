"""The police, and the bodies of ministries and state corporations, decide procedures too."""

from django.db import migrations, models

KINDS = [
    "city", "province", "department", "management-board", "district", "ward", "commune", "township", "special-zone",
    "one-stop", "police", "vertical", "neighbourhood",
]  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("agencies", "0004_kinds_of_agencies")]
    operations = [
        migrations.RemoveConstraint(model_name="term", name="agency_term_kind_is_known"),
        migrations.AlterField(
            model_name="term", name="kind", field=models.TextField(choices=[(kind, kind) for kind in KINDS])
        ),
        migrations.AddConstraint(
            model_name="term",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", KINDS)), name="agency_term_kind_is_known"
            ),
        ),
    ]
