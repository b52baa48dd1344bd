"""Gathers what a decision needs: the procedure's plan and the agency's calendar, both as known now."""

import uuid
from datetime import datetime, timedelta

from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.policy.types import Actor
from motcua.register.agencies import queries as agencies
from motcua.register.procedures import queries as procedures
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.rules.plan import Facts, Plan, PlannedStep
from motcua.service.dossiers.types.state import Channel, NoteRef


def plan_of(version: ProcedureVersion, case: str, channel: Channel) -> Plan:
    """Return the plan of one case as it is for the channel that the dossier came by."""
    found = next(each for each in version.cases if each.code == case)
    draft = version.draft_confirmation
    confirmed = draft is not None and channel.value in {each.value for each in draft.channels}
    return Plan(
        limit=found.limit_for(channel.value),
        steps=tuple(
            PlannedStep(code=step.code, role=step.role)
            for step in version.steps
            if not step.online_only or channel is Channel.ONLINE
        ),
        confirmation=timedelta(hours=draft.hours) if draft is not None and confirmed else None,
    )


def _markable(version: ProcedureVersion, case: str) -> frozenset[str]:
    papers = next(each for each in version.cases if each.code == case).papers
    return frozenset(
        (*(f"field:{field.code}" for field in version.declaration.fields()), *(f"paper:{one.code}" for one in papers))
    )


def calendar_of(agency: str, now: datetime) -> WorkCalendar:
    """Return the agency's calendar as known now."""
    return agencies.calendar_of(agency, now)


def facts_for(
    *,
    actor: Actor,
    procedure: str,
    procedure_version: int,
    case: str,
    channel: Channel,
    agency: str,
    now: datetime,
    part: str = "",
    note: NoteRef | None = None,
    opinion_agency: str = "",
) -> Facts:
    """Return the facts for a decision on a dossier of this procedure at this agency."""
    version = procedures.version(procedure, procedure_version, part)
    return Facts(
        actor=actor,
        plan=plan_of(version, case, channel),
        calendar=calendar_of(agency, now),
        note=note,
        new_id=str(uuid.uuid4()),
        markable=_markable(version, case),
        opinion_calendar=calendar_of(opinion_agency, now) if opinion_agency else None,
    )
