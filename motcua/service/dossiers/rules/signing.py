"""The round before a signature: a draft is submitted, initialled in order, returned with a remark, or recalled."""

from collections.abc import Iterable
from datetime import datetime

from motcua.foundation.law.citations import Source, house_rule, law
from motcua.foundation.law.refusals import FieldProblem, Refused, refuse
from motcua.foundation.policy.types import Role
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.rules.plan import Facts
from motcua.service.dossiers.rules.reception import owed
from motcua.service.dossiers.rules.sources import (
    CHECKED_BEFORE_SIGNING,
    ONE_ROUND,
    SIGNING,
    UNDO_UNTIL_OPENED,
)
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.signing import RoundEnding, SigningRound
from motcua.service.dossiers.types.state import DossierState

MOST_INITIALS = 5


@house_rule("Each draft is a version of its own and none is written over; a new one ends the round of the one before.")
def upload(
    state: DossierState, command: asked.UploadDraft, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Keep the next version of the draft."""
    number = len(state.drafts) + 1
    return (happened.DraftUploaded(number=number, file=command.file, sha256=command.sha256, note=facts.note),)


@law("30-2020-nd-cp", article="12")
@house_rule("Who initials, and in which order, is the submitter's choice: the agency's own rules say what is fitting.")
def submit(
    state: DossierState, command: asked.SubmitForSignature, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Submit the latest version to those who initial it, if any, and to its signer."""
    if not state.drafts:
        message = gettext_noop("There is no draft yet. Upload the first version, then submit it.")
        raise refuse("no-draft", message, ONE_ROUND)
    if state.open_round is not None:
        message = gettext_noop("Draft version %(draft)s is being signed already. Recall it, or upload a new version.")
        raise refuse("round-open", message, ONE_ROUND, draft=state.open_round.draft)
    draft = state.drafts[-1].number
    last = state.rounds[-1] if state.rounds else None
    if last is not None and last.draft == draft and last.ending is RoundEnding.RETURNED:
        message = gettext_noop("Draft version %(draft)s was returned. Correct it and upload the next version first.")
        raise refuse("returned-before", message, ONE_ROUND, draft=draft)
    _check_persons(command, facts)
    return (
        happened.SubmittedForSignature(
            number=len(state.rounds) + 1, draft=draft, initials=command.initials, signer=command.signer,
            note=facts.note,
        ),
    )  # fmt: skip


def _check_persons(command: asked.SubmitForSignature, facts: Facts) -> None:
    if Role.LEADER not in facts.officials.get(command.signer, frozenset()):
        message = gettext_noop("Choose a signer who leads this agency now.")
        raise _wrong("signer", "signer-not-leader", message, SIGNING)
    if len(command.initials) > MOST_INITIALS:
        message = gettext_noop("Choose at most five who initial.")
        raise _wrong("initials", "too-many-initials", message, ONE_ROUND)
    if any(person not in facts.officials for person in command.initials):
        message = gettext_noop("Whoever initials has to hold a post in this agency now. Choose from the list.")
        raise _wrong("initials", "no-such-official", message, CHECKED_BEFORE_SIGNING)
    if facts.actor.id in command.initials:
        message = gettext_noop("Whoever submits a draft does not initial it as well. Choose somebody else.")
        raise _wrong("initials", "own-draft", message, CHECKED_BEFORE_SIGNING)
    if _twice((*command.initials, command.signer)):
        message = gettext_noop("Nobody stands in a round twice. Choose each person once.")
        raise _wrong("initials", "twice", message, ONE_ROUND)


def _twice(persons: Iterable[str]) -> bool:
    found = list(persons)
    return len(set(found)) < len(found)


def _wrong(field: str, code: str, message: str, source: Source) -> Refused:
    return refuse(code, message, source, fields=(FieldProblem(field, code, message),))


@house_rule("Opening is kept, because a submission can be recalled until then.")
def open_it(
    state: DossierState, command: asked.OpenForSignature, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Note that the first of the round has looked at the draft; nothing when that is already so."""
    current = state.open_round
    if current is None or current.opened_at is not None or current.next_person != facts.actor.id:
        return ()
    return (happened.OpenedForSignature(),)


@law("30-2020-nd-cp", article="12")
@house_rule("Each initials once, in the order of the round, and may add a remark that everybody after reads.")
def initial(
    state: DossierState, command: asked.Initial, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Initial the draft, with a remark or without one."""
    current = _turn_of(state, facts)
    if current.is_with_signer:
        raise refuse(
            "signer-decides",
            gettext_noop("You are the signer of this draft: grant or reject the dossier, or return the draft."),
            SIGNING,
        )
    return (happened.Initialled(draft=current.draft, note=facts.note),)


@house_rule("Whoever returns a draft says what is wrong with it; the next version begins a round of its own.")
def return_it(
    state: DossierState, command: asked.ReturnForCorrection, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Return the draft to whoever submitted it, with a remark."""
    current = _turn_of(state, facts)
    return (happened.ReturnedForCorrection(draft=current.draft, note=owed(facts.note)),)


@house_rule("Whoever submitted a draft may take it back until somebody in the round has opened it.")
def recall(
    state: DossierState, command: asked.RecallSignature, facts: Facts, now: datetime
) -> tuple[happened.DossierEvent, ...]:
    """Take back a draft that was submitted by mistake."""
    current = state.open_round
    if current is None or current.by != facts.actor.id:
        message = gettext_noop("Only whoever submitted the draft can recall it.")
        raise refuse("not-yours-to-recall", message, UNDO_UNTIL_OPENED)
    if current.opened_at is not None:
        message = gettext_noop(
            "It can no longer be recalled: somebody in the round has opened it. Ask them to return it, or upload a new version."
        )
        raise refuse("already-opened", message, UNDO_UNTIL_OPENED)
    return (happened.SignatureRecalled(draft=current.draft),)


@law("30-2020-nd-cp", article="13")
@house_rule("While a draft is in a round, its signer decides, and only once everybody before them has initialled it.")
def check_signer(state: DossierState, facts: Facts) -> None:
    """Refuse a decision past the open round; without one, whoever may decide decides."""
    current = state.open_round
    if current is None:
        return
    if current.signer != facts.actor.id:
        raise refuse(
            "another-signer",
            gettext_noop(
                "Draft version %(draft)s is being signed by somebody else. Only the signer of that round decides; a new version of the draft ends it."
            ),
            SIGNING,
            draft=current.draft,
        )
    if not current.is_with_signer:
        raise refuse(
            "not-initialled-yet",
            gettext_noop("Draft version %(draft)s has not been initialled by everybody before you yet."),
            CHECKED_BEFORE_SIGNING,
            draft=current.draft,
        )


def _turn_of(state: DossierState, facts: Facts) -> SigningRound:
    current = state.open_round
    if current is None:
        message = gettext_noop("No draft is being signed now. It was returned, recalled, or a new version came.")
        raise refuse("no-round", message, ONE_ROUND)
    if current.next_person != facts.actor.id:
        message = gettext_noop("It is not your turn in this round: somebody else initials or signs now.")
        raise refuse("not-your-turn", message, ONE_ROUND)
    return current
