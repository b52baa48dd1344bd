"""A published version never changes: PostgreSQL refuses it to every role that serves or migrates."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION procedures_version_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a published version of a procedure never changes' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER procedures_version_stays BEFORE UPDATE OR DELETE ON procedures_version
    FOR EACH ROW EXECUTE FUNCTION procedures_version_stays();
CREATE TRIGGER procedures_version_not_emptied BEFORE TRUNCATE ON procedures_version
    EXECUTE FUNCTION procedures_version_stays();
"""

BACK = """
DROP TRIGGER procedures_version_not_emptied ON procedures_version;
DROP TRIGGER procedures_version_stays ON procedures_version;
DROP FUNCTION procedures_version_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_published_versions")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
