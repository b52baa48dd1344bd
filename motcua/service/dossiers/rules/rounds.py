"""How drafts and rounds of signature fold into the state, and what ends a round besides those in it."""

from datetime import datetime

from msgspec.structs import replace

from motcua.foundation.law.citations import house_rule
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.events import DossierEvent
from motcua.service.dossiers.types.signing import DecisionDraft, Initialling, RoundEnding, SigningRound
from motcua.service.dossiers.types.state import DossierState

FOLDED: tuple[type[DossierEvent], ...] = (
    happened.DraftUploaded, happened.SubmittedForSignature, happened.OpenedForSignature, happened.Initialled,
    happened.ReturnedForCorrection, happened.SignatureRecalled,
)  # fmt: skip
# After these the draft no longer speaks of the dossier as it is, or nobody is to sign it any more.
_OVERTAKING = (
    happened.SupplementGiven, happened.Transferred, happened.ReceptionUndone, happened.Withdrawn, happened.Stopped,
)  # fmt: skip


@house_rule("A draft and the round around it say who wrote, read and returned what; they move neither work nor clock.")
def fold(event: DossierEvent, state: DossierState, at: datetime, by: str) -> DossierState:
    """Return the state after one of `FOLDED`."""
    match event:
        case happened.DraftUploaded():
            draft = DecisionDraft(
                number=event.number, file=event.file, sha256=event.sha256, by=by, at=at, note=event.note
            )
            ended = _ended(state, at, RoundEnding.SUPERSEDED, by)
            return replace(ended, drafts=(*state.drafts, draft))
        case happened.SubmittedForSignature():
            begun = SigningRound(
                number=event.number, draft=event.draft, by=by, asked_at=at, signer=event.signer, note=event.note,
                initials=tuple(Initialling(person=person) for person in event.initials),
            )  # fmt: skip
            return replace(state, rounds=(*state.rounds, begun))
        case happened.OpenedForSignature():
            return _last(state, opened_at=at)
        case happened.Initialled():
            return _initialled(state, event, at, by)
        case happened.ReturnedForCorrection():
            return _last(_ended(state, at, RoundEnding.RETURNED, by), remark=event.note)
        case happened.SignatureRecalled():
            return _ended(state, at, RoundEnding.RECALLED, by)
        case _:
            raise TypeError(f"{type(event).__name__} is nothing of a round")


@house_rule("A supplement, a transfer or an end leaves no round open: what was read is not what would be signed.")
def after_others(state: DossierState, event: DossierEvent, at: datetime, by: str) -> DossierState:
    """Return the state with its open round ended, if `event` ends it from outside."""
    if isinstance(event, happened.Decided):
        return _ended(state, at, RoundEnding.SIGNED, by)
    return _ended(state, at, RoundEnding.OVERTAKEN, by) if isinstance(event, _OVERTAKING) else state


def _initialled(state: DossierState, event: happened.Initialled, at: datetime, by: str) -> DossierState:
    last = state.rounds[-1]
    place = next(place for place, each in enumerate(last.initials) if each.done_at is None)
    done = Initialling(person=by, done_at=at, note=event.note)
    initials = (*last.initials[:place], done, *last.initials[place + 1 :])
    return _last(state, initials=initials, opened_at=last.opened_at or at)


def _last(state: DossierState, **changes: object) -> DossierState:
    return replace(state, rounds=(*state.rounds[:-1], replace(state.rounds[-1], **changes)))


def _ended(state: DossierState, at: datetime, ending: RoundEnding, by: str) -> DossierState:
    return state if state.open_round is None else _last(state, ended_at=at, ending=ending, ended_by=by)
