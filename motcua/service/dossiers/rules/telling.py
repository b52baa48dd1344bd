"""Which events are told to the applicant, in which sentence."""

from motcua.foundation.law.citations import house_rule
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.rules import rounds
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.events import DossierEvent
from motcua.service.dossiers.types.state import DossierState

TOLD: dict[type[DossierEvent], str] = {
    happened.Submitted: gettext_noop("You have submitted dossier %(code)s. We answer by %(reception_due_at)s."),
    happened.Released: gettext_noop("Work on dossier %(code)s can begin. It will be received by %(reception_due_at)s."),
    happened.Received: gettext_noop("Dossier %(code)s has been received. The result is due at %(promised_due_at)s."),
    happened.ReceptionRefused: gettext_noop("Dossier %(code)s was not received. Open it to read why and what to do."),
    happened.ReceptionUndone: gettext_noop(
        "The reception of dossier %(code)s was undone because it was a mistake; it waits to be received again."
    ),
    happened.SupplementAsked: gettext_noop(
        "Dossier %(code)s needs a supplement from you. The clock stands still until then."
    ),
    happened.SupplementGiven: gettext_noop("Your supplement to dossier %(code)s has arrived."),
    happened.PaymentAsked: gettext_noop("A payment of %(amount)s is due for dossier %(code)s. Pay it at the counter."),
    happened.PaymentRecorded: gettext_noop("Your payment for dossier %(code)s has been recorded."),
    happened.ConfirmationAsked: gettext_noop(
        "Check the draft of dossier %(code)s until %(until)s. Without an answer it counts as right."
    ),
    happened.ConfirmationAnswered: gettext_noop("The draft of dossier %(code)s is settled; work goes on."),
    happened.PresenceAsked: gettext_noop("Please come in person for dossier %(code)s at %(appointed_at)s."),
    happened.PresenceRecorded: gettext_noop(
        "You came in person for dossier %(code)s. The result is due at %(promised_due_at)s."
    ),
    happened.Decided: gettext_noop("Dossier %(code)s has been decided. Open it to see the result."),
    happened.ResultHandedOver: gettext_noop("The result of dossier %(code)s has been handed over."),
    happened.Withdrawn: gettext_noop("Dossier %(code)s has been withdrawn, as you asked."),
    happened.Stopped: gettext_noop("Work on dossier %(code)s was stopped. Open it to read why."),
    happened.Transferred: gettext_noop(
        "Dossier %(code)s was sent to the agency that is competent. Its code and dates stay."
    ),
}


WAITS = gettext_noop("Dossier %(code)s is filed. It begins when the dossier filed with it has its result.")


@house_rule("The applicant is told everything that changes what they wait for, and nothing of who sits where.")
def sentence_for(event: DossierEvent) -> str | None:
    """Return the msgid of the sentence for this event, or None when it is not told."""
    if isinstance(event, happened.Submitted) and event.linked is not None and event.linked.after:
        return WAITS
    return TOLD.get(type(event))


@house_rule("A remark that goes with what the applicant is not told is the office's own.")
def keeps_note(event: DossierEvent) -> bool:
    """Say whether the text that went with this event is for those who decide only."""
    return type(event) not in TOLD


@house_rule("Remarks of the office are read where it is decided; a subject and a counter that only took it in do not.")
def reads_remarks(state: DossierState, *, person: str, agency: str) -> bool:
    """Say whether whoever asks, from this agency (empty: as a citizen), reads the office's own remarks."""
    return person not in state.subjects and agency in {state.agency, *(each.agency for each in state.opinions)}


@house_rule("How a decision is drafted and checked stays within the office; the applicant is told the decision.")
def stays_inside(event: DossierEvent) -> bool:
    """Say whether whoever applied is not shown this event at all."""
    return isinstance(event, rounds.FOLDED)
