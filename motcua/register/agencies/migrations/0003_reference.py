"""Whatever changes here raises the number under which processes keep what they looked up."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER agencies_agency_is_reference AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON agencies_agency
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_reference_changed();
CREATE TRIGGER agencies_term_is_reference AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON agencies_term
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_reference_changed();
CREATE TRIGGER agencies_succession_is_reference AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON agencies_succession
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_reference_changed();
CREATE TRIGGER agencies_opening_is_reference AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON agencies_opening
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_reference_changed();
CREATE TRIGGER agencies_specialday_is_reference AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON agencies_specialday
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_reference_changed();
"""

BACK = """
DROP TRIGGER agencies_agency_is_reference ON agencies_agency;
DROP TRIGGER agencies_term_is_reference ON agencies_term;
DROP TRIGGER agencies_succession_is_reference ON agencies_succession;
DROP TRIGGER agencies_opening_is_reference ON agencies_opening;
DROP TRIGGER agencies_specialday_is_reference ON agencies_specialday;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_periods_do_not_overlap"), ("ledger", "0002_reference")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
