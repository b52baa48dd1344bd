"""Which versions a counter may do at one go while somebody waits."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("procedures", "0003_reference")]
    operations = [migrations.AddField("version", "fast_lane", models.BooleanField(db_default=False, default=False))]
