"""A dossier's status in plain words: to whom it concerns, and to anybody who tracks it."""

from motcua.foundation.interface.parts import Tone
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.types.state import Status

TO_APPLICANT: dict[Status, tuple[str, Tone]] = {
    Status.SUBMITTED: (gettext_noop("Submitted, waiting to be received"), Tone.NEUTRAL),
    Status.AWAITING_LINKED: (gettext_noop("Waiting for the dossier it was filed with"), Tone.INFO),
    Status.RECEIVED: (gettext_noop("Received"), Tone.GOING),
    Status.IN_PROGRESS: (gettext_noop("In progress"), Tone.GOING),
    Status.AWAITING_SUPPLEMENT: (gettext_noop("Waiting for your supplement"), Tone.LOOK),
    Status.AWAITING_PAYMENT: (gettext_noop("Waiting for your payment"), Tone.LOOK),
    Status.AWAITING_CONFIRMATION: (gettext_noop("Waiting for you to check the draft"), Tone.LOOK),
    Status.AWAITING_PRESENCE: (gettext_noop("Waiting for you to come"), Tone.LOOK),
    Status.AWAITING_OPINION: (gettext_noop("Another agency is giving its opinion"), Tone.INFO),
    Status.GRANTED: (gettext_noop("The result is ready"), Tone.DONE),
    Status.REJECTED: (gettext_noop("Not granted"), Tone.LATE),
    Status.HANDED_OVER: (gettext_noop("The result has been handed over"), Tone.DONE),
    Status.REFUSED: (gettext_noop("Not received"), Tone.LATE),
    Status.WITHDRAWN: (gettext_noop("Withdrawn"), Tone.NEUTRAL),
    Status.STOPPED: (gettext_noop("Work was stopped"), Tone.LATE),
}

TO_ANYBODY: dict[Status, tuple[str, Tone]] = {
    **TO_APPLICANT,
    Status.AWAITING_SUPPLEMENT: (gettext_noop("Waiting for the applicant’s supplement"), Tone.LOOK),
    Status.AWAITING_PAYMENT: (gettext_noop("Waiting for the applicant’s payment"), Tone.LOOK),
    Status.AWAITING_CONFIRMATION: (gettext_noop("Waiting for the applicant to check the draft"), Tone.LOOK),
    Status.AWAITING_PRESENCE: (gettext_noop("Waiting for the applicant to come"), Tone.LOOK),
}

WITH_THE_APPLICANT = frozenset(
    {Status.AWAITING_SUPPLEMENT, Status.AWAITING_PAYMENT, Status.AWAITING_CONFIRMATION, Status.AWAITING_PRESENCE}
)
