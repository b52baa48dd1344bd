"""
The one filter of every list: what a queue holds, what it is narrowed down to, and what the policy lets its reader see.

Lists, counts, exports, prints and batches all take their condition from here, so that none shows what another hides.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from motcua.foundation.interface.diacritics import words_in
from motcua.foundation.policy import registry
from motcua.foundation.policy.types import Actor
from motcua.register.access.queries import sql_condition
from motcua.register.access.types import Columns
from motcua.service.dossiers.types.queues import NOBODY, Due, Narrowing, Queue
from motcua.service.dossiers.types.state import WAITING, Channel, Status
from motcua.service.dossiers.types.views import DossierRow

COLUMNS = (
    "id::text, code, status, procedure, procedure_version, part, channel, agency, receiving_agency, step, holder, "
    "applicant_name, submitted_at, received_at, due_at, ended_at, version"
)
# Which column or expression holds each fact that a policy's tie asks for. Subjects are left out: an official's own
# matter is no official's business, and opens on the citizen's side only.
TIES = Columns(
    agency="agency",
    agencies="ARRAY[agency, receiving_agency, opinion_agency]",
    receiving="receiving_agency",
    holder="holder",
    sector="sector",
)
# As literals and not as parameters: only so does PostgreSQL see that a queue's own index holds them all.
_WAITING = ", ".join(f"'{each.value}'" for each in WAITING)
_STOPPED = ", ".join(
    f"'{each.value}'" for each in (*WAITING, Status.AWAITING_LINKED) if each is not Status.AWAITING_OPINION
)
# While the clock stands still for the applicant the date moves on with it, so nothing is overdue.
RUNNING = f"status NOT IN ({_STOPPED})"
_DAYS = {Due.TODAY: 0, Due.THREE_DAYS: 2, Due.WEEK: 6}

Condition = tuple[str, list[Any]]


def row_of(row: Sequence[Any]) -> DossierRow:
    """Return one row that was selected with `COLUMNS`."""
    return DossierRow(
        id=row[0], code=row[1], status=Status(row[2]), procedure=row[3], procedure_version=row[4], part=row[5],
        channel=Channel(row[6]), agency=row[7], receiving_agency=row[8], step=row[9], holder=row[10],
        applicant_name=row[11], submitted_at=row[12], received_at=row[13], due_at=row[14], ended_at=row[15],
        version=row[16],
    )  # fmt: skip


def allowed_rows(actor: Actor) -> Condition:
    """Return the condition of the dossiers that the policy lets an official see."""
    sql, values = sql_condition(registry.row("dossier.view"), actor, TIES)
    return sql, [*values]


def condition_of(which: Queue, actor: Actor, now: datetime, end_of_day: datetime) -> Condition:
    """Return what a queue holds, as an SQL condition on the table of dossiers with its parameters; no policy in it."""
    ours = "agency = %s AND is_open"
    taken_in = "receiving_agency = %s AND"
    conditions: dict[Queue, Condition] = {
        Queue.TO_RECEIVE: (f"{taken_in} is_open AND status = 'submitted'", [actor.agency]),
        Queue.MINE: ("holder = %s AND is_open", [actor.id]),
        Queue.UNIT: (ours, [actor.agency]),
        Queue.UNASSIGNED: (f"{ours} AND status IN ('received', 'in-progress') AND holder = ''", [actor.agency]),
        Queue.DUE_TODAY: (
            f"{ours} AND due_at BETWEEN %s AND %s AND status <> 'awaiting-linked'",
            [actor.agency, now, end_of_day],
        ),
        Queue.OVERDUE: (f"{ours} AND due_at < %s AND {RUNNING}", [actor.agency, now]),
        Queue.WAITING: (f"{ours} AND status IN ({_WAITING})", [actor.agency]),
        Queue.ASKED_OF_US: ("opinion_agency = %s AND is_open", [actor.agency]),
        Queue.TO_SIGN: ("signing_next = %s AND signing_next <> '' AND is_open", [actor.id]),
        Queue.FOR_OTHERS: (f"{taken_in} agency <> receiving_agency AND is_open", [actor.agency]),
        Queue.TO_HAND_OVER: (
            f"{taken_in} NOT is_open AND status IN ('granted', 'rejected')",
            [actor.agency],
        ),
        Queue.SENT: ("handed_by = %s AND is_open AND handed_by <> ''", [actor.id]),
    }
    return conditions[which]


def where(which: Queue, narrowing: Narrowing, actor: Actor, now: datetime, end_of_day: datetime) -> Condition:
    """Return the condition of what an official is shown of a queue, narrowed down and within the policy."""
    condition, values = condition_of(which, actor, now, end_of_day)
    allowed, more = allowed_rows(actor)
    narrower, chosen = _narrower(narrowing, now, end_of_day)
    return f"{condition} AND ({allowed}){narrower}", [*values, *more, *chosen]


def _narrower(narrowing: Narrowing, now: datetime, end_of_day: datetime) -> Condition:
    parts: list[str] = []
    values: list[Any] = []
    for column, value in (("procedure", narrowing.procedure), ("channel", narrowing.channel)):
        if value:
            parts.append(f"{column} = %s")
            values.append(value)
    if narrowing.holder:
        parts.append("holder = %s")
        values.append("" if narrowing.holder == NOBODY else narrowing.holder)
    if narrowing.due == Due.OVERDUE:
        parts.append("due_at < %s")
        values.append(now)
    elif narrowing.due:
        parts.append("due_at BETWEEN %s AND %s")
        values += [now, end_of_day + timedelta(days=_DAYS[Due(narrowing.due)])]
    if narrowing.text.strip():
        words = _words_query(narrowing.text)
        parts.append("(code = %s OR search_vector @@ to_tsquery('simple', %s))" if words else "code = %s")
        values += [narrowing.text.strip().upper(), *([words] if words else [])]
    return "".join(f" AND {part}" for part in parts), values


def _words_query(text: str) -> str:
    """
    Return words as PostgreSQL searches for them, marks and case aside; empty where there are none.

    Only the last may be a beginning, as it is while one types: half a city has a name that begins with `th`.
    """
    words = words_in(text)
    return " & ".join(words) + (":*" if words else "")
