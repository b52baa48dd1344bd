"""Whatever changes here raises the number under which processes keep what they looked up."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER procedures_version_is_reference AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON procedures_version
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_reference_changed();
"""

BACK = """
DROP TRIGGER procedures_version_is_reference ON procedures_version;
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_versions_never_change"), ("ledger", "0002_reference")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
