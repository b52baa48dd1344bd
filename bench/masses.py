"""
Dossiers by the hundred thousand, copied from one real one with SQL: ids, codes, people, agencies, names and days vary.

Most are ended, as in a city that has been at it for years; one in a hundred waits to be received. They lie over the whole
tree of agencies, of which the first has the most, and over six years, whatever their number; a full page of the first
agency's waits in the smallest city too. Each has its state, its sealed declaration, its entry and its head, so that every
index is as large as it would be, and the public's figures count them.
"""

from collections.abc import Sequence

import msgspec
import psycopg

from bench.names import FAMILIES, GIVEN, MIDDLE
from motcua.foundation.interface.diacritics import fold

OPEN_SHARE = 100
PEAK = 10_000  # what waits among so many first copies waits at the first agency
CHUNK = 100_000

_DOSSIER = """
INSERT INTO dossiers_dossier ({columns})
SELECT {shown} FROM dossiers_dossier d, LATERAL (
    SELECT n, md5(n::text || 'dossier')::uuid AS id, {agency} AS agency, n %% {share} = 0 AS waiting,
        date_trunc('minute', now()) - (n * 7919 %% 1000003) * interval '3 minutes' AS at
    FROM generate_series(%(first)s::bigint, %(last)s::bigint) n) g
WHERE d.id = %(model)s
"""
_CODE = "g.agency || '-' || to_char(g.at, 'YYMMDD') || '-' || lpad(g.n::text, 7, '0')"


def _one_of(names: Sequence[str], spread: int) -> str:
    listed = ", ".join(f"'{fold(name)}'" for name in names)
    return f"(ARRAY[{listed}])[1 + g.n / {spread} %% {len(names)}]"


_SECOND = "substr(translate(md5(g.n::text), '0123456789', 'aeiouyaeio'), 1, 3)"
_NAME = f"{_one_of(FAMILIES, 1)} || ' ' || {_one_of(MIDDLE, 3)} || ' ' || {_SECOND} || ' ' || {_one_of(GIVEN, 7)}"
_VARIED = {
    "id": "g.id",
    "code": _CODE,
    "agency": "g.agency",
    "receiving_agency": "g.agency",
    "status": "CASE WHEN g.waiting THEN 'submitted' ELSE 'handed-over' END",
    "is_open": "g.waiting",
    "applicant": "md5((g.n / 3)::text || 'person')::uuid",
    "filer": "md5((g.n / 3)::text || 'person')::uuid",
    "applicant_name": _NAME,
    "search_vector": f"to_tsvector('simple', {_NAME})",
    "submitted_at": "g.at",
    "due_at": "CASE WHEN g.waiting THEN now() + (g.n %% 5000) * interval '1 minute' ELSE g.at END",
    "ended_at": "CASE WHEN g.waiting THEN NULL ELSE g.at + interval '1 day' END",
}
_BESIDE = (
    """
    INSERT INTO dossiers_state (dossier_id, state)
    SELECT d.id, convert_to(replace(replace(convert_from(s.state, 'UTF8'), m.id::text, d.id::text), m.code, d.code), 'UTF8')
    FROM dossiers_state s JOIN dossiers_dossier m ON m.id = s.dossier_id,
        generate_series(%(first)s::bigint, %(last)s::bigint) n
        JOIN dossiers_dossier d ON d.id = md5(n::text || 'dossier')::uuid
    WHERE s.dossier_id = %(model)s
    """,
    """
    INSERT INTO dossiers_content (id, dossier_id, kind, body, salt, created_at)
    SELECT md5(n::text || 'content')::uuid, md5(n::text || 'dossier')::uuid, c.kind, c.body, c.salt, c.created_at
    FROM dossiers_content c, generate_series(%(first)s::bigint, %(last)s::bigint) n WHERE c.dossier_id = %(model)s
    """,
    """
    INSERT INTO ledger_entry (epoch, stream, sequence, kind, occurred_at, recorded_at, actor, behalf, agency, data, hash)
    SELECT e.epoch, 'dossier/' || md5(n::text || 'dossier')::uuid, e.sequence, e.kind, e.occurred_at, e.recorded_at,
        e.actor, e.behalf, e.agency, e.data, e.hash
    FROM ledger_entry e, generate_series(%(first)s::bigint, %(last)s::bigint) n WHERE e.stream = 'dossier/' || %(model)s
    """,
    """
    INSERT INTO ledger_head (stream, sequence, hash, first_at, last_at)
    SELECT 'dossier/' || md5(n::text || 'dossier')::uuid, h.sequence, h.hash, h.first_at, h.last_at
    FROM ledger_head h, generate_series(%(first)s::bigint, %(last)s::bigint) n WHERE h.stream = 'dossier/' || %(model)s
    """,
)


_FIGURES = (
    """
    INSERT INTO statistics_standing (dossier, agency, receiving_agency, procedure, version, channel, same_day, received_at,
        since, due_at, posted)
    SELECT id, agency, receiving_agency, procedure, procedure_version, channel, false, submitted_at, submitted_at,
        submitted_at + interval '5 days', '{}'::bytea FROM dossiers_dossier WHERE is_open
    ON CONFLICT DO NOTHING
    """,
    """
    INSERT INTO statistics_month (agency, month, same_day, changed_at, {names})
    SELECT agency, date_trunc('month', submitted_at)::date, procedure_version %% 2 = 0, max(submitted_at), {counts}
    FROM dossiers_dossier GROUP BY 1, 2, 3
    """,
    """
    INSERT INTO statistics_detail (month, procedure, agency, channel, same_day, {names})
    SELECT date_trunc('month', submitted_at)::date, procedure, agency, channel, false, {counts}
    FROM dossiers_dossier GROUP BY 1, 2, 3, 4
    """,
    """
    INSERT INTO statistics_result (number, month, procedure, version, agency, decided_on, time_class, granted, is_small,
        listed_on, listed_agency)
    SELECT row_number() OVER (ORDER BY id), date_trunc('month', ended_at)::date, procedure, procedure_version, agency,
        ended_at::date, 'on-time', true, false, ended_at::date, agency FROM dossiers_dossier WHERE NOT is_open
    """,
)


def count(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Write the public's figures of all dossiers anew."""
    figures = {"submitted": "1", "received": "1", "on_time": "(NOT is_open)::int"}
    names = [
        row[0]
        for row in connection.execute(
            "SELECT attname::text FROM pg_attribute WHERE attrelid = 'statistics_month'::regclass AND attnum > 0 "
            "AND NOT attisdropped AND atttypid = 'int4'::regtype"
        )
    ]
    counts = ", ".join(f"sum({figures.get(str(name), '0')})" for name in names)
    for table in ("month", "detail", "result"):
        connection.execute(f"TRUNCATE statistics_{table}")
    connection.execute("INSERT INTO statistics_began VALUES ('2000-01-01') ON CONFLICT DO NOTHING")
    for each in _FIGURES:
        connection.execute(
            each.replace("{names}", ", ".join(map(str, names))).replace("{counts}", counts).replace("%%", "%")
        )


def fill(dsn: str, model: str, first: int, last: int, agencies: Sequence[str]) -> None:
    """
    Add copies `first` to `last` of the dossier `model`, as a superuser; PostgreSQL's own statistics are gathered
    afterwards.
    """
    with psycopg.connect(dsn, autocommit=True) as connection:
        # The copies are checked by being copies; a crash here only means that the bench begins anew.
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        columns = [
            row[0]
            for row in connection.execute(
                "SELECT attname::text FROM pg_attribute WHERE attrelid = 'dossiers_dossier'::regclass "
                "AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
            )
        ]
        shown = ", ".join(_VARIED.get(name, f'd."{name}"') for name in columns)
        # Squared, so that a few agencies have many and most have few.
        place = f"floor({len(agencies)} * power(n * 48271 %% 2147483647 / 2147483647.0, 2))::int"
        chosen = f"CASE WHEN n %% {OPEN_SHARE} = 0 AND n <= {PEAK} THEN 1 ELSE 1 + {place} END"
        agency = f"('{{{','.join(agencies)}}}'::text[])[{chosen}]"
        statement = _DOSSIER.format(columns=", ".join(columns), shown=shown, agency=agency, share=OPEN_SHARE)
        for start in range(first, last + 1, CHUNK):
            span = {"first": start, "last": min(start + CHUNK - 1, last), "model": model}
            for each in (statement, *_BESIDE):
                connection.execute(each, span)
            print(f"  {span['last']} dossiers", flush=True)
        count(connection)
        settle(connection)


def settle(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Gather statistics and write everything out, so that no measurement pays for the filling."""
    filled = ("dossiers_dossier", "dossiers_state", "dossiers_content", "ledger_entry", "ledger_head")
    figures = ("statistics_month", "statistics_detail", "statistics_standing", "statistics_result")
    for table in (*filled, *figures):
        connection.execute(f"VACUUM (ANALYZE) {table}")
    connection.execute("CHECKPOINT")


class Known(msgspec.Struct, frozen=True):
    """The codes of some dossiers of the whole city, and the codes and names of some of one agency's."""

    codes: tuple[str, ...]
    ours: tuple[str, ...]
    names: tuple[str, ...]


def known(dsn: str, agency: str, most: int) -> Known:
    """Return what can be asked for, evenly from all ages."""
    with psycopg.connect(dsn) as connection:
        codes = connection.execute(
            "SELECT code FROM dossiers_dossier TABLESAMPLE BERNOULLI (20) ORDER BY id LIMIT %s", [most]
        ).fetchall()
        ours = connection.execute(
            "SELECT code, applicant_name FROM dossiers_dossier WHERE agency = %s ORDER BY id LIMIT %s", [agency, most]
        ).fetchall()
    return Known(
        codes=tuple(row[0] for row in codes), ours=tuple(row[0] for row in ours), names=tuple(row[1] for row in ours)
    )
