"""
Dossiers by the hundred thousand, copied from one real one with SQL: ids, codes, people, agencies, names and days vary.

Most are ended, as in a city that has been at it for years; one in a hundred waits to be received. Each has its state,
its sealed declaration, its entry and its head, so that every index is as large as it would be.
"""

import psycopg

OPEN_SHARE = 100
AGENCIES = 168
CHUNK = 100_000

_DOSSIER = """
INSERT INTO dossiers_dossier ({columns})
SELECT {shown} FROM dossiers_dossier d, LATERAL (
    SELECT n, md5(n::text || 'dossier')::uuid AS id, {agency} AS agency,
        now() - (n %% 1000000) * interval '3 minutes' AS at, n %% {share} = 0 AS waiting
    FROM generate_series(%(first)s::bigint, %(last)s::bigint) n) g
WHERE d.id = %(model)s
"""
_CODE = "g.agency || '-' || to_char(g.at, 'YYMMDD') || '-' || lpad(g.n::text, 7, '0')"
_NAMES = "(ARRAY['nguyen','tran','le','pham','huynh','phan','vu','vo','dang','bui'])"
_NAME = f"{_NAMES}[1 + g.n %% 10] || ' thi ' || substr(md5(g.n::text), 1, 5)"
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
    "search_name": _NAME,
    "search_vector": f"to_tsvector('simple', {_NAME})",
    "submitted_at": "g.at",
    "due_at": "CASE WHEN g.waiting THEN now() + (g.n %% 5000) * interval '1 minute' ELSE g.at END",
    "ended_at": "CASE WHEN g.waiting THEN NULL ELSE g.at + interval '1 day' END",
    "state": f"convert_to(replace(replace(convert_from(d.state, 'UTF8'), d.id::text, g.id::text), d.code, {_CODE}), 'UTF8')",
}
_BESIDE = (
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


def fill(dsn: str, model: str, first: int, last: int, agencies: list[str]) -> None:
    """Add copies `first` to `last` of the dossier `model`, as a superuser; statistics are gathered afterwards."""
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
        agency = f"coalesce(('{{{','.join(agencies)}}}'::text[])[1 + n %% {AGENCIES}], 'Z00.9' || (n %% {AGENCIES}))"
        statement = _DOSSIER.format(columns=", ".join(columns), shown=shown, agency=agency, share=OPEN_SHARE)
        for start in range(first, last + 1, CHUNK):
            span = {"first": start, "last": min(start + CHUNK - 1, last), "model": model}
            for each in (statement, *_BESIDE):
                connection.execute(each, span)
            print(f"  {span['last']} dossiers", flush=True)
        settle(connection)


def settle(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    """Gather statistics and write everything out, so that no measurement pays for the filling."""
    for table in ("dossiers_dossier", "dossiers_content", "ledger_entry", "ledger_head"):
        connection.execute(f"VACUUM (ANALYZE) {table}")
    connection.execute("CHECKPOINT")


def codes(dsn: str, count: int) -> list[str]:
    """Return the codes of some dossiers, evenly from all ages."""
    with psycopg.connect(dsn) as connection:
        rows = connection.execute(
            "SELECT code FROM dossiers_dossier TABLESAMPLE BERNOULLI (20) ORDER BY id LIMIT %s", [count]
        ).fetchall()
    return [row[0] for row in rows]
