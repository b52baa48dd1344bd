"""Which incidents are one and the same. Pure."""

from datetime import datetime, timedelta

from motcua.foundation.law.citations import house_rule
from motcua.foundation.policy.types import Actor
from motcua.foundation.secrecy.stopping import StateSecret
from motcua.register.incidents.types import Where

FOLDED_WITHIN = timedelta(minutes=15)


@house_rule(
    "The same person, step and place within the same quarter of an hour is one incident: pages send again by themselves."
)
def same_incident(actor: Actor, where: Where, stopped: StateSecret, now: datetime) -> str:
    """Return the key under which an incident is noted once."""
    quarter = int(now.timestamp() // FOLDED_WITHIN.total_seconds())
    fields = ",".join(problem.field for problem in stopped.refusal.fields)
    return f"{actor.id}/{where.step}/{where.procedure}/{where.dossier}/{stopped.place}/{fields}/{quarter}"
