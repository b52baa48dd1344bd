"""Dossiers that live at random, through real commands: whatever the rules allow next may happen, at any later hour."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from typing import Any

from motcua.foundation.clock.moments import ZONE
from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy.types import Actor, Denied
from motcua.register.procedures import queries as procedures
from motcua.service.dossiers.commands.drafts import put_paper
from motcua.service.dossiers.commands.submitting import submit
from motcua.service.dossiers.commands.supplementing import give
from motcua.service.dossiers.rules.decide import possible
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.state import DossierState, Mark, PaperRef
from tests.factories.birth import SAI_GON
from tests.factories.cast import People
from tests.factories.city import BEN_THANH
from tests.factories.declarations import MARITAL_STATUS
from tests.factories.dossiers import act, submitted, upload

BEGINS = datetime(2026, 8, 20, 8, 0, tzinfo=ZONE)
NOTE = "Theo đề nghị"


def filed(people: People, now: datetime, *, same_day: bool) -> DossierState:
    """A birth (answered the same day) or a confirmation of marital status (three working days)."""
    if same_day:
        return submitted(people.mother, now=now, **{"child.born_on": "2026-08-10"})
    version = procedures.published("1.004873", now.date())
    return submit(
        actor=people.mother, dossier=str(uuid.uuid4()), version=version, values=MARITAL_STATUS, papers=(), files=(),
        key=uuid.uuid4().hex, now=now,
    )  # fmt: skip


def _acts(state: DossierState, people: People, now: datetime) -> list[tuple[Actor, Command]]:
    here = state.agency == SAI_GON.code
    desk, leader = (people.desk, people.leader) if here else (people.other_desk, people.other_leader)
    worker = people.specialist if here else leader
    marks = (Mark(kind="paper", code=state.papers[0].requirement, fault="unreadable"),) if state.papers else ()
    elsewhere = BEN_THANH if here else SAI_GON.code
    return [
        (desk, asked.Receive()),
        (desk, asked.RefuseReception(note=NOTE)),
        (desk, asked.UndoReception(note=NOTE)),
        *([(desk, asked.AskSupplement(marks=marks))] if marks else []),
        (worker, asked.Take()),
        (leader, asked.Assign(to=worker.id)),
        (desk, asked.AskPayment(fee="ban-sao", amount_vnd=16_000)),
        (desk, asked.RecordPayment(receipt_no="BL-12")),
        (worker, asked.AskOpinion(agency=elsewhere, note=NOTE)),
        (people.other_leader if here else people.leader, asked.GiveOpinion(note=NOTE)),
        (worker, asked.AskConfirmation()),
        (people.mother, asked.Confirm()),
        (worker, asked.AskPresence(appointed_at=now + timedelta(hours=5), note=NOTE)),
        (desk, asked.RecordPresence()),
        (leader, asked.Grant()),
        (leader, asked.Reject(note=NOTE)),
        (people.mother, asked.Withdraw()),
        (leader, asked.Stop(note=NOTE)),
        (desk, asked.Transfer(to_agency=elsewhere, note=NOTE)),
        (desk, asked.HandOverResult()),
    ]


# Some ends are drawn seldom, so that lives get long; half of the time a dossier goes the straight way.
_SELDOM = (asked.RefuseReception, asked.Reject, asked.Withdraw, asked.Stop)
_STRAIGHT = (asked.Receive, asked.Take, asked.AskConfirmation, asked.Confirm, asked.Grant)


def _supplemented(state: DossierState, people: People, now: datetime) -> DossierState:
    file = upload(f"dossier/{state.id}", now=now)
    paper = PaperRef(requirement=state.papers[0].requirement, file=str(file.id), sha256=file.address)
    put_paper(state.id, paper.requirement, paper.file, paper.sha256, now)
    return give(
        actor=people.mother, dossier=state.id, values={}, papers=[paper], key=uuid.uuid4().hex, now=now,
        holder=f"dossier/{state.id}",
    )  # fmt: skip


def live(people: People, chance: Random, *, steps: int) -> DossierState:
    """Let one dossier live for up to so many steps, from some day of August 2026 on."""
    now = BEGINS + timedelta(minutes=chance.randrange(20 * 1440))
    state = filed(people, now, same_day=chance.random() < 0.5)
    for _ in range(steps):
        now += timedelta(minutes=chance.choice([7, 60, 300, 1440, 5 * 1440, 20 * 1440]))
        following = _following(state, people, chance, now)
        if following is None:
            return state
        state = following()
    return state


def _following(state: DossierState, people: People, chance: Random, now: datetime) -> Callable[[], DossierState] | None:
    if possible(state, asked.GiveSupplement) and chance.random() < 0.8:
        return lambda: _supplemented(state, people, now)
    drawn = [
        (actor, command)
        for actor, command in _acts(state, people, now)
        if possible(state, type(command)) and (not isinstance(command, _SELDOM) or chance.random() < 0.2)
    ]
    chance.shuffle(drawn)
    if chance.random() < 0.5:
        drawn.sort(key=lambda each: not isinstance(each[1], _STRAIGHT))
    return (lambda: _done(state, drawn, now)) if drawn else None


def _done(state: DossierState, drawn: list[tuple[Any, Any]], now: datetime) -> DossierState:
    for actor, command in drawn:
        try:
            return act(state, actor, command, now)
        except (Refused, Denied):
            continue
    return state
