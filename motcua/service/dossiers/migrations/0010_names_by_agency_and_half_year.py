"""
Words of names are searched within one agency's dossiers of half a year, so that neither the city nor the years make a
search longer; with an asterisk stand the first letter of each word and the first two. What searched the whole city, and
each of an agency's parts in turn, goes.
"""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models

# Neither calls the other: PostgreSQL builds an index with a search path in which only its own functions are found.
FUNCTIONS = """
CREATE OR REPLACE FUNCTION dossiers_half_year(at timestamptz) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (extract(year FROM at AT TIME ZONE 'UTC') * 2 + div(extract(month FROM at AT TIME ZONE 'UTC') - 1, 6))::integer
$$;
CREATE OR REPLACE FUNCTION dossiers_words(agency text, receiving text, opinion text, half integer, words tsvector)
RETURNS tsvector LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 1000 AS $$
BEGIN
    RETURN array_to_tsvector(ARRAY(
        SELECT place || ' ' || half || ' ' || said
        FROM unnest(ARRAY[agency, receiving, opinion]) place,
            unnest(tsvector_to_array(words)) word,
            unnest(ARRAY[word, left(word, 1) || '*', left(word, 2) || '*']) said
        WHERE place <> ''
    ));
END
$$;
"""
_WITHOUT = "DROP FUNCTION dossiers_words; DROP FUNCTION dossiers_half_year;"


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("dossiers", "0009_searching_by_agency")]

    operations = [
        migrations.RunSQL(FUNCTIONS, _WITHOUT),
        # What an interrupted attempt has left is no index yet.
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS dossiers_by_words", migrations.RunSQL.noop),
        AddIndexConcurrently(
            "dossier",
            GinIndex(
                models.Func(
                    models.F("agency"),
                    models.F("receiving_agency"),
                    models.F("opinion_agency"),
                    models.Func(models.F("submitted_at"), function="dossiers_half_year"),
                    models.F("search_vector"),
                    function="dossiers_words",
                ),
                name="dossiers_by_words",
                fastupdate=False,
            ),
        ),
        migrations.RunSQL("DROP INDEX CONCURRENTLY IF EXISTS dossiers_by_submission", migrations.RunSQL.noop),
        AddIndexConcurrently("dossier", models.Index(fields=["submitted_at"], name="dossiers_by_submission")),
        RemoveIndexConcurrently("dossier", "dossiers_search"),
        RemoveIndexConcurrently("dossier", "dossiers_taken_in"),
        RemoveIndexConcurrently("dossier", "dossiers_of_opinion"),
    ]
