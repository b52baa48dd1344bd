"""What an official can do with a dossier now: possible where it stands, allowed to them, and not refused anyway."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from motcua.foundation.law.refusals import Refusal, Refused
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import allowed
from motcua.foundation.policy.types import Actor, Role
from motcua.service.dossiers.commands import acting
from motcua.service.dossiers.pages.desk_words import ACTS, Act
from motcua.service.dossiers.rules.decide import decide, possible
from motcua.service.dossiers.rules.matter import matter_of
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.state import DossierState, Mark, NoteRef

# What is not known before the form is filled in does not decide whether the verb is offered.
_SOME_MARK = (Mark(kind="field", code="", fault="wrong"),)
_SOME_NOTE = NoteRef(id="", commitment="")
_TRIED: dict[type[Command], Command] = {
    asked.AskSupplement: asked.AskSupplement(marks=_SOME_MARK),
    asked.AskSecondSupplement: asked.AskSecondSupplement(marks=_SOME_MARK, note="?"),
    asked.Assign: asked.Assign(to="?"),
    asked.AskOpinion: asked.AskOpinion(agency="?", note="?"),
    asked.AskPayment: asked.AskPayment(fee="?", amount_vnd=1),
    asked.RecordPayment: asked.RecordPayment(receipt_no="?"),
    asked.SubmitForSignature: asked.SubmitForSignature(signer="?"),
    asked.Transfer: asked.Transfer(to_agency="?", note="?"),
}


class Offer(msgspec.Struct, frozen=True):
    """A verb that is offered. `refusal` is set where it would be refused now, and the page says why."""

    act: Act
    refusal: Refusal | None = None


def offers(actor: Actor, state: DossierState, now: datetime) -> tuple[Offer, ...]:
    """
    Return the verbs in the order in which they are offered.

    Those that would be refused are left out, but for the grant: whoever decides is told what it still waits for.
    """
    matter = matter_of(state)
    within = [
        act for act in ACTS if possible(state, act.command) and allowed(registry.row(act.command.POLICY), actor, matter)
    ]
    if not within:
        return ()
    found = []
    facts = msgspec.structs.replace(
        acting.facts_for(actor, asked.Receive(), state, now, _SOME_NOTE),
        opinion_calendar=None,
        new_id="?",
        markable=frozenset(f"{mark.kind}:{mark.code}" for mark in _SOME_MARK),
        officials={"?": frozenset({Role.LEADER})},
    )
    for act in within:
        try:
            decide(state, _tried(act.command, now), facts, now)
        except Refused as refused:
            if act.command is asked.Grant:
                found.append(Offer(act, refused.refusal))
        else:
            found.append(Offer(act))
    return tuple(found)


def _tried(command: type[Command], now: datetime) -> Command:
    if command is asked.AskPresence:
        return asked.AskPresence(appointed_at=datetime.max.replace(tzinfo=now.tzinfo), note="?")
    return _TRIED.get(command) or command(note="?" if command.NOTE_REQUIRED else "")


def offered(found: Sequence[Offer], act: Act) -> bool:
    """Say whether the form of a verb is among those that are offered."""
    return any(one.act is act and one.refusal is None for one in found)
