"""Entries, heads, idempotency, readers; the functions that append; the triggers that refuse everything else."""

from django.db import migrations

TABLES = """
CREATE TABLE ledger_epoch (
    epoch smallint PRIMARY KEY,
    system_identifier bigint NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    reason text NOT NULL
);
INSERT INTO ledger_epoch (epoch, system_identifier, reason)
    SELECT 1, system_identifier, 'first' FROM pg_control_system();

CREATE SEQUENCE ledger_entry_id CACHE 32;

CREATE TABLE ledger_entry (
    id bigint NOT NULL DEFAULT nextval('ledger_entry_id'),
    epoch smallint NOT NULL,
    xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    stream text NOT NULL,
    sequence integer NOT NULL,
    kind text NOT NULL,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    actor text NOT NULL,
    behalf text NOT NULL,
    agency text NOT NULL,
    data bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT ledger_entry_sequence CHECK (sequence > 0),
    CONSTRAINT ledger_entry_plain CHECK (
        stream !~ '[[:cntrl:]]' AND kind !~ '[[:cntrl:]]' AND actor !~ '[[:cntrl:]]'
        AND behalf !~ '[[:cntrl:]]' AND agency !~ '[[:cntrl:]]')
) PARTITION BY RANGE (recorded_at);
CREATE UNIQUE INDEX ledger_entry_in_stream ON ledger_entry (stream, sequence, recorded_at);
CREATE INDEX ledger_entry_in_order ON ledger_entry (epoch, xid, id);
CREATE UNIQUE INDEX ledger_entry_by_id ON ledger_entry (id, recorded_at);

CREATE TABLE ledger_head (
    stream text PRIMARY KEY,
    sequence integer NOT NULL,
    hash bytea NOT NULL,
    first_at timestamptz NOT NULL,
    last_at timestamptz NOT NULL
) WITH (fillfactor = 80);

CREATE TABLE ledger_idempotency (
    client text NOT NULL,
    command text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    stream text NOT NULL,
    first integer NOT NULL,
    last integer NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (client, command, key)
);

CREATE TABLE ledger_reader (
    name text PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('projection', 'reactor')),
    epoch smallint NOT NULL,
    xid xid8 NOT NULL,
    id bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'stopped')),
    problem text NOT NULL DEFAULT '',
    problem_entry bigint,
    moved_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE ledger_parked (
    reader text NOT NULL,
    stream text NOT NULL,
    entry bigint NOT NULL,
    recorded_at timestamptz NOT NULL,
    problem text NOT NULL,
    parked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (reader, entry)
);
CREATE INDEX ledger_parked_stream ON ledger_parked (reader, stream, entry);
"""

FUNCTIONS = r"""
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only: % on % is refused', TG_OP, TG_TABLE_NAME USING ERRCODE = 'MC403';
END $$;

CREATE FUNCTION ledger_make_partition(p_name text, p_from timestamptz, p_until timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_role text;
BEGIN
    IF p_name !~ '^ledger_entry_[0-9a-z_]+$' THEN
        RAISE EXCEPTION 'a partition is named ledger_entry_…, not %', p_name USING ERRCODE = 'MC400';
    END IF;
    EXECUTE format('CREATE TABLE %I (LIKE ledger_entry INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', p_name);
    EXECUTE format('ALTER TABLE ledger_entry ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', p_name, p_from, p_until);
    -- A parent's truncate trigger does not guard its partitions.
    EXECUTE format('CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON %I EXECUTE FUNCTION ledger_refuse()', p_name);
    EXECUTE format('REVOKE ALL ON %I FROM PUBLIC', p_name);
    FOR v_role IN SELECT DISTINCT a.grantee::regrole::text FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.oid = p_name::regclass AND a.grantee <> c.relowner AND a.grantee <> 0
    LOOP
        EXECUTE format('REVOKE ALL ON %I FROM %s', p_name, v_role);
    END LOOP;
    FOR v_role IN SELECT DISTINCT a.grantee::regrole::text FROM pg_class c, aclexplode(c.relacl) a
        WHERE c.oid = 'ledger_entry'::regclass AND a.privilege_type = 'SELECT' AND a.grantee <> 0
    LOOP
        EXECUTE format('GRANT SELECT ON %I TO %s', p_name, v_role);
    END LOOP;
END $$;

CREATE FUNCTION ledger_make_partitions(p_months integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp SET timezone = 'UTC' AS $$
DECLARE
    v_month timestamptz := date_trunc('month', clock_timestamp());
    v_made integer := 0;
    v_name text;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('ledger_make_partitions', 0));
    FOR i IN 0..p_months LOOP
        v_name := 'ledger_entry_' || to_char(v_month, 'YYYY_MM');
        IF to_regclass(v_name) IS NULL THEN
            PERFORM ledger_make_partition(v_name, v_month, v_month + interval '1 month');
            v_made := v_made + 1;
        END IF;
        v_month := v_month + interval '1 month';
    END LOOP;
    RETURN v_made;
END $$;

-- Locks first, before anything that gives the transaction an id: else readers in commit-safe order see a stream inverted.
CREATE FUNCTION ledger_open(
    p_streams text[], p_client text, p_command text, p_key text,
    OUT versions integer[], OUT fingerprint bytea, OUT stream text, OUT first integer, OUT last integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_lock bigint;
BEGIN
    IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
        RAISE EXCEPTION 'the streams of an append are locked before the transaction writes' USING ERRCODE = 'MC400';
    END IF;
    FOR v_lock IN SELECT DISTINCT hashtextextended(s, 0) FROM unnest(p_streams) s ORDER BY 1 LOOP
        PERFORM pg_advisory_xact_lock(v_lock);
    END LOOP;
    PERFORM set_config('motcua.ledger_open', array_to_string(p_streams, E'\n'), true);
    IF p_key <> '' THEN
        SELECT i.fingerprint, i.stream, i.first, i.last INTO fingerprint, stream, first, last
            FROM ledger_idempotency i WHERE i.client = p_client AND i.command = p_command AND i.key = p_key;
    END IF;
    SELECT array_agg(COALESCE(h.sequence, 0) ORDER BY s.position) INTO versions
        FROM unnest(p_streams) WITH ORDINALITY s (name, position) LEFT JOIN ledger_head h ON h.stream = s.name;
END $$;

CREATE FUNCTION ledger_append(
    p_streams text[], p_sequences integer[], p_kinds text[], p_data bytea[], p_occurred_at timestamptz,
    p_actor text, p_behalf text, p_agency text, p_client text, p_command text, p_key text, p_fingerprint bytea)
RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_open text[] := string_to_array(current_setting('motcua.ledger_open', true), E'\n');
    v_epoch smallint := (SELECT max(epoch) FROM ledger_epoch);
    v_xid xid8 := pg_current_xact_id();
    v_now timestamptz := clock_timestamp();
    v_stream text := '';
    v_first timestamptz;
    v_sequence integer;
    v_hash bytea;
    v_last timestamptz;
BEGIN
    FOR i IN 1..array_length(p_streams, 1) LOOP
        IF p_streams[i] <> v_stream THEN
            v_stream := p_streams[i];
            IF NOT v_stream = ANY (v_open) OR v_open IS NULL THEN
                RAISE EXCEPTION 'append to % without its lock, or a second append in one transaction', v_stream
                    USING ERRCODE = 'MC400';
            END IF;
            SELECT h.sequence, h.hash, h.first_at, h.last_at INTO v_sequence, v_hash, v_first, v_last
                FROM ledger_head h WHERE h.stream = v_stream;
            IF NOT FOUND THEN
                v_sequence := 0; v_hash := ''::bytea; v_first := NULL; v_last := NULL;
            END IF;
            -- A clock that steps back must not put a stream's entries out of order.
            v_now := GREATEST(v_now, v_last);
            v_first := COALESCE(v_first, v_now);
        END IF;
        IF p_sequences[i] <> v_sequence + 1 THEN
            RAISE EXCEPTION 'conflict on %', v_stream USING ERRCODE = 'MC409',
                DETAIL = json_build_object('stream', v_stream, 'expected', p_sequences[i] - 1, 'actual', v_sequence)::text;
        END IF;
        v_sequence := p_sequences[i];
        v_hash := sha256(v_hash || convert_to(concat_ws(E'\x1f', v_stream, v_sequence, p_kinds[i],
            (extract(epoch FROM p_occurred_at) * 1000000)::bigint, (extract(epoch FROM v_now) * 1000000)::bigint,
            p_actor, p_behalf, p_agency), 'UTF8') || '\x1e'::bytea || p_data[i]);
        INSERT INTO ledger_entry (epoch, xid, stream, sequence, kind, occurred_at, recorded_at, actor, behalf, agency, data, hash)
            VALUES (v_epoch, v_xid, v_stream, v_sequence, p_kinds[i], p_occurred_at, v_now, p_actor, p_behalf, p_agency,
                    p_data[i], v_hash);
        IF i = array_length(p_streams, 1) OR p_streams[i + 1] <> v_stream THEN
            INSERT INTO ledger_head (stream, sequence, hash, first_at, last_at)
                VALUES (v_stream, v_sequence, v_hash, v_first, v_now)
                ON CONFLICT ON CONSTRAINT ledger_head_pkey
                DO UPDATE SET sequence = EXCLUDED.sequence, hash = EXCLUDED.hash, last_at = EXCLUDED.last_at;
        END IF;
    END LOOP;
    IF p_key <> '' THEN
        INSERT INTO ledger_idempotency (client, command, key, fingerprint, stream, first, last, recorded_at)
            SELECT p_client, p_command, p_key, p_fingerprint, p_streams[1], p_sequences[1],
                   max(q.sequence), v_now
            FROM unnest(p_streams, p_sequences) q (stream, sequence) WHERE q.stream = p_streams[1];
    END IF;
    PERFORM set_config('motcua.ledger_open', '', true);
    RETURN v_now;
END $$;
"""

GUARDS = """
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_entry FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger_entry EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_head_stays BEFORE DELETE ON ledger_head FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_head_no_truncate BEFORE TRUNCATE ON ledger_head EXECUTE FUNCTION ledger_refuse();
"""


def grant(apps, schema_editor):
    """Give the application's role what it needs, and nothing that could rewrite the ledger."""
    from motcua.foundation.ledger.roles import application_role  # noqa: PLC0415 -- settings are read when it runs

    role = application_role()
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(%s)", [role])
        (quoted,) = cursor.fetchone()
        for table in (
            "ledger_entry",
            "ledger_head",
            "ledger_idempotency",
            "ledger_epoch",
            "ledger_reader",
            "ledger_parked",
        ):
            cursor.execute(f"REVOKE ALL ON {table} FROM PUBLIC, {quoted}")
            cursor.execute(f"GRANT SELECT ON {table} TO {quoted}")
        for table in ("ledger_reader", "ledger_parked"):
            cursor.execute(f"GRANT INSERT, UPDATE, DELETE ON {table} TO {quoted}")
        for function in (
            "ledger_open(text[], text, text, text)",
            "ledger_append(text[], integer[], text[], bytea[], timestamptz, text, text, text, text, text, text, bytea)",
            "ledger_make_partitions(integer)",
        ):
            cursor.execute(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
            cursor.execute(f"GRANT EXECUTE ON FUNCTION {function} TO {quoted}")
        cursor.execute("REVOKE ALL ON FUNCTION ledger_make_partition(text, timestamptz, timestamptz) FROM PUBLIC")
        cursor.execute("SELECT ledger_make_partitions(6)")


class Migration(migrations.Migration):
    initial = True
    dependencies: list = []
    operations = [
        migrations.RunSQL(TABLES),
        migrations.RunSQL(FUNCTIONS),
        migrations.RunSQL(GUARDS),
        migrations.RunPython(grant),
    ]
