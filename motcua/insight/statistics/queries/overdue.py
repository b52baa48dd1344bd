"""Open dossiers that are overdue at given moments, as far as their present stretch tells."""

# The moments are whole minutes, so that comparing with a due moment needs no rounding; a wait may have begun at any.
RUNNING = (
    "SELECT m.month, count(*) FROM statistics_standing s JOIN unnest(%s::date[], %s::timestamptz[]) m (month, at) "
    "ON s.since < m.at AND s.due_at < m.at WHERE s.received_at IS NOT NULL AND s.due_at < %s "
    "AND (s.waiting_since IS NULL OR date_trunc('minute', s.waiting_since) > date_trunc('minute', s.due_at))"
)
