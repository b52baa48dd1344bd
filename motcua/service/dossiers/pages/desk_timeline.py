"""What happened to a dossier, for those who work on it: who did what, when, and the words that went with it."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.utils.translation import gettext

from motcua.foundation.interface import formats
from motcua.foundation.interface.parts import Happening, Meanwhile, Tone
from motcua.foundation.text import gettext_noop
from motcua.register.people import queries as people
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.pages.opening import agency_names, words
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types import views
from motcua.service.dossiers.types.events import DossierEvent
from motcua.service.dossiers.types.state import DossierState

TITLES: Mapping[type[DossierEvent], tuple[str, Tone]] = {
    happened.Submitted: (gettext_noop("Submitted"), Tone.GOING),
    happened.Released: (gettext_noop("The result it waited for is there; it can be received"), Tone.INFO),
    happened.Received: (gettext_noop("Received"), Tone.GOING),
    happened.ReceptionRefused: (gettext_noop("Reception refused"), Tone.LATE),
    happened.ReceptionUndone: (gettext_noop("Reception undone"), Tone.LOOK),
    happened.SupplementAsked: (gettext_noop("Supplement asked for"), Tone.LOOK),
    happened.SupplementGiven: (gettext_noop("Supplement given"), Tone.GOING),
    happened.Assigned: (gettext_noop("Assigned to %(to)s"), Tone.GOING),
    happened.Opened: (gettext_noop("Opened"), Tone.GOING),
    happened.Forwarded: (gettext_noop("Forwarded to the step “%(step)s”"), Tone.GOING),
    happened.SentBack: (gettext_noop("Sent back to the step “%(step)s”"), Tone.LOOK),
    happened.Recalled: (gettext_noop("Recalled to the step “%(step)s”"), Tone.LOOK),
    happened.OpinionAsked: (gettext_noop("Opinion asked of %(agency)s"), Tone.INFO),
    happened.OpinionGiven: (gettext_noop("Opinion given"), Tone.INFO),
    happened.PaymentAsked: (gettext_noop("Payment of %(amount)s asked for"), Tone.LOOK),
    happened.PaymentRecorded: (gettext_noop("Payment recorded, receipt %(receipt)s"), Tone.GOING),
    happened.ConfirmationAsked: (gettext_noop("Draft sent to be confirmed until %(until)s"), Tone.LOOK),
    happened.ConfirmationAnswered: (gettext_noop("Draft settled: %(answer)s"), Tone.GOING),
    happened.PresenceAsked: (gettext_noop("Asked to come at %(appointed)s"), Tone.LOOK),
    happened.PresenceRecorded: (gettext_noop("The applicant came"), Tone.GOING),
    happened.Decided: (gettext_noop("Decided: %(decision)s"), Tone.DONE),
    happened.ResultHandedOver: (gettext_noop("Result handed over"), Tone.DONE),
    happened.Withdrawn: (gettext_noop("Withdrawn by the applicant"), Tone.NEUTRAL),
    happened.Stopped: (gettext_noop("Processing stopped"), Tone.LATE),
    happened.Transferred: (gettext_noop("Transferred to %(agency)s"), Tone.INFO),
}

ANSWERS: Mapping[str, str] = {
    "confirmed": gettext_noop("the applicant confirmed it"),
    "objected": gettext_noop("the applicant asks for a correction"),
    "silence": gettext_noop("no answer in time, which consents"),
}


class Teller:
    """Tells entries of one dossier; names of people and agencies are looked up once."""

    def __init__(
        self, state: DossierState, version: ProcedureVersion, entries: Sequence[views.Happening], on: date
    ) -> None:
        self.state = state
        self.entries = entries
        self.steps = {step.code: words(step.name) for step in version.steps}
        persons = {entry.actor for entry in entries} | {_to(entry.event) for entry in entries}
        known = people.people({person for person in persons if _is_person(person)})
        self.people = {str(key): person.full_name for key, person in known.items()}
        codes = {entry.agency for entry in entries} | {
            code
            for entry in entries
            if isinstance(entry.event, happened.OpinionAsked | happened.Transferred)
            for code in [
                entry.event.agency if isinstance(entry.event, happened.OpinionAsked) else entry.event.to_agency
            ]
        }
        self.agencies = agency_names({*codes, state.agency} - {""}, on)

    def timeline(self) -> list[Happening]:
        """Return every entry, the newest first."""
        last = self.entries[-1].sequence if self.entries else 0
        return [
            Happening(
                title=self.title(entry), at=f"{formats.short_moment(entry.occurred_at)} · {self.who(entry)}",
                note=entry.note, tone=TITLES[type(entry.event)][1],
                now=entry.sequence == last and self.state.ended_at is None,
            )
            for entry in reversed(self.entries)
        ]  # fmt: skip

    def meanwhile(self) -> list[Meanwhile]:
        """Return the entries as a conflict lists them, the oldest first."""
        return [
            Meanwhile(what=self.title(entry), who=self.who(entry), at=formats.short_moment(entry.occurred_at))
            for entry in self.entries
        ]

    def title(self, entry: views.Happening) -> str:
        """Return what happened, in one line."""
        message, _ = TITLES[type(entry.event)]
        return gettext(message) % self._values(entry.event)

    def who(self, entry: views.Happening) -> str:
        """Return who did it: a name, and the agency; the system where nobody did."""
        name = self.people.get(entry.actor, "")
        if not name:
            return gettext("the system")
        if entry.actor in self.state.subjects:
            return gettext("%(name)s, the applicant") % {"name": name}
        agency = self.agencies.get(entry.agency, "")
        return f"{name}, {agency}" if agency else name

    def _values(self, event: DossierEvent) -> dict[str, str]:
        values: dict[str, str] = {
            "to": self.people.get(_to(event), ""),
            "step": self.steps.get(getattr(event, "to_step", ""), ""),
        }
        if isinstance(event, happened.OpinionAsked):
            values["agency"] = self.agencies.get(event.agency, event.agency)
        elif isinstance(event, happened.Transferred):
            values["agency"] = self.agencies.get(event.to_agency, event.to_agency)
        elif isinstance(event, happened.PaymentAsked):
            values["amount"] = formats.money(event.amount_vnd)
        elif isinstance(event, happened.PaymentRecorded):
            values["receipt"] = event.receipt_no
        elif isinstance(event, happened.ConfirmationAsked):
            values["until"] = formats.short_moment(event.until)
        elif isinstance(event, happened.ConfirmationAnswered):
            values["answer"] = gettext(ANSWERS[event.answer])
        elif isinstance(event, happened.PresenceAsked):
            values["appointed"] = formats.short_moment(event.appointed_at)
        elif isinstance(event, happened.Decided):
            values["decision"] = gettext("granted") if event.granted else gettext("rejected")
        return values


def _to(event: DossierEvent) -> str:
    return str(getattr(event, "to", ""))


def _is_person(actor: str) -> bool:
    return len(actor) == 36 and "/" not in actor
