"""Terms of one agency, and holdings of one post, never overlap: PostgreSQL refuses it."""

from django.db import migrations

FORWARD = """
CREATE EXTENSION IF NOT EXISTS btree_gist;
ALTER TABLE agencies_term ADD CONSTRAINT agency_terms_do_not_overlap
    EXCLUDE USING gist (agency_id WITH =, daterange(valid_from, valid_until) WITH &&);
ALTER TABLE agencies_holding ADD CONSTRAINT post_has_one_holder
    EXCLUDE USING gist (post_id WITH =, tstzrange(held_from, held_until) WITH &&);
"""

BACK = """
ALTER TABLE agencies_term DROP CONSTRAINT agency_terms_do_not_overlap;
ALTER TABLE agencies_holding DROP CONSTRAINT post_has_one_holder;
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_agencies_and_posts")]
    operations = [migrations.RunSQL(FORWARD, BACK)]
