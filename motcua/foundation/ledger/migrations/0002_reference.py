"""One number that tells whether reference data has changed; the triggers that raise it belong to the tables' rooms."""

from django.db import migrations

REFERENCE = """
CREATE TABLE ledger_reference (
    id boolean PRIMARY KEY DEFAULT true CHECK (id),  -- one row
    version bigint NOT NULL
);
INSERT INTO ledger_reference (version) VALUES (1);

-- Of the owner's rights: the role that serves reads the number and has no other way to change it.
CREATE FUNCTION ledger_reference_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public AS $$
BEGIN
    UPDATE ledger_reference SET version = version + 1;
    RETURN NULL;
END $$;
"""


def grant(apps, schema_editor):
    """Let the role that serves read the number, and only read it."""
    from motcua.foundation.ledger.roles import application_role  # noqa: PLC0415 -- settings are read when it runs

    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(%s)", [application_role()])
        (role,) = cursor.fetchone()
        cursor.execute(f"REVOKE ALL ON ledger_reference FROM PUBLIC, {role}")
        cursor.execute(f"GRANT SELECT ON ledger_reference TO {role}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_ledger")]
    operations = [migrations.RunSQL(REFERENCE), migrations.RunPython(grant)]
