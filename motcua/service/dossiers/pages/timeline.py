"""What happened to a dossier, in plain words for whom it concerns: the subject first, nothing of who sits where."""

from collections.abc import Callable, Mapping
from functools import singledispatchmethod

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from msgspec.structs import replace

from motcua.foundation.interface import formats
from motcua.foundation.interface.parts import Happening, Tone
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.pages.opening import OpenDossier, agency_names, words
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types import views
from motcua.service.dossiers.types.events import DossierEvent
from motcua.service.dossiers.types.state import Channel, DossierState

_ANSWERS: Mapping[str, Callable[[], str]] = {
    "confirmed": lambda: gettext("You confirmed the draft"),
    "objected": lambda: gettext("You asked for the draft to be corrected"),
    "silence": lambda: gettext("Nobody objected in time, so the draft counts as confirmed"),
}


def timeline(dossier: OpenDossier) -> list[Happening]:
    """Return what happened, the newest first."""
    teller = _Teller(dossier)
    told = [shown for each in dossier.view.happenings if (shown := teller.tell(each)) is not None]
    if told and dossier.state.ended_at is None:
        told[-1] = replace(told[-1], now=True)
    return told[::-1]


class _Teller:
    """Tells one dossier's entries; the names of all agencies in it are looked up once."""

    def __init__(self, dossier: OpenDossier) -> None:
        self.state: DossierState = dossier.state
        self.version: ProcedureVersion = dossier.version
        events = [each.event for each in dossier.view.happenings]
        codes = {*self.state.agencies, *(each.agency for each in dossier.view.happenings if each.agency)}
        for event in events:
            if isinstance(event, happened.Transferred):
                codes |= {event.from_agency, event.to_agency}
        self.names = agency_names(codes, dossier.now.date())

    def tell(self, entry: views.Happening) -> Happening | None:
        told = self._told(entry.event, entry)
        if told is None:
            return None
        title, note, tone, href, link = (*told, "", "", "")[:5] if len(told) == 3 else told
        return Happening(
            title=title, at=formats.moment(entry.occurred_at), note=note, tone=Tone(tone), href=href, link=link,
        )  # fmt: skip

    def who(self, entry: views.Happening) -> str:
        return self.names.get(entry.agency or self.state.agency, "")

    @singledispatchmethod
    def _told(self, event: DossierEvent, entry: views.Happening) -> tuple[str, ...] | None:
        """Entries that only move work between desks are nothing to tell."""
        del event, entry
        return None

    @_told.register
    def _(self, event: happened.Submitted, entry: views.Happening) -> tuple[str, ...]:
        del entry
        note = gettext("an answer is due by %(moment)s") % {"moment": formats.short_moment(event.reception_due_at)}
        if event.linked is not None and event.linked.after:
            note = gettext("it begins when the dossier filed with it has its result")
        if event.channel is Channel.COUNTER:
            counter = {"agency": self.names.get(event.receiving_agency, "")}
            return gettext("You submitted the dossier at the counter of %(agency)s") % counter, note, Tone.GOING
        return gettext("You submitted the dossier"), note, Tone.GOING

    @_told.register
    def _(self, event: happened.Released, entry: views.Happening) -> tuple[str, ...]:
        del entry
        note = gettext("an answer is due by %(moment)s") % {"moment": formats.short_moment(event.reception_due_at)}
        return gettext("The result that this dossier needs is there"), note, Tone.GOING

    @_told.register
    def _(self, event: happened.Received, entry: views.Happening) -> tuple[str, ...]:
        title = gettext("%(agency)s received the dossier") % {"agency": self.who(entry)}
        note = gettext("later than one working day") if event.late else ""
        href = reverse("dossiers:receipt-pdf", args=[self.state.code])
        return title, note, Tone.LATE if event.late else Tone.GOING, href, gettext("Receipt (PDF)")

    @_told.register
    def _(self, event: happened.ReceptionRefused, entry: views.Happening) -> tuple[str, ...]:
        del event
        return gettext("%(agency)s did not receive the dossier") % {"agency": self.who(entry)}, entry.note, Tone.LATE

    @_told.register
    def _(self, event: happened.ReceptionUndone, entry: views.Happening) -> tuple[str, ...]:
        del event
        title = gettext("%(agency)s took the reception back, because it was a mistake") % {"agency": self.who(entry)}
        return title, entry.note, Tone.LOOK

    @_told.register
    def _(self, event: happened.SupplementAsked, entry: views.Happening) -> tuple[str, ...]:
        count = len(event.marks)
        title = ngettext(
            "%(agency)s needs %(count)s thing from you", "%(agency)s needs %(count)s things from you", count
        ) % {"agency": self.who(entry), "count": count}
        return title, gettext("the clock stands still"), Tone.LOOK

    @_told.register
    def _(self, event: happened.SupplementGiven, entry: views.Happening) -> tuple[str, ...]:
        del event, entry
        return gettext("You sent the supplement"), gettext("the clock goes on"), Tone.GOING

    @_told.register(happened.Forwarded)
    @_told.register(happened.SentBack)
    def _(self, event: happened.Forwarded | happened.SentBack, entry: views.Happening) -> tuple[str, ...]:
        step = next((each.name for each in self.version.steps if each.code == event.to_step), None)
        values = {"agency": self.who(entry), "step": words(step)}
        if isinstance(event, happened.SentBack):
            return gettext("%(agency)s looks once more at: %(step)s") % values, "", Tone.GOING
        return gettext("%(agency)s goes on with: %(step)s") % values, "", Tone.GOING

    @_told.register
    def _(self, event: happened.OpinionAsked, entry: views.Happening) -> tuple[str, ...]:
        values = {"agency": self.who(entry), "other": self.names.get(event.agency, "")}
        note = gettext("to be answered by %(moment)s") % {"moment": formats.short_moment(event.due_at)}
        return gettext("%(agency)s asked %(other)s for an opinion") % values, note, Tone.INFO

    @_told.register
    def _(self, event: happened.OpinionGiven, entry: views.Happening) -> tuple[str, ...]:
        del event
        return gettext("%(agency)s gave its opinion") % {"agency": self.who(entry)}, "", Tone.INFO

    @_told.register
    def _(self, event: happened.PaymentAsked, entry: views.Happening) -> tuple[str, ...]:
        values = {"agency": self.who(entry), "amount": formats.money(event.amount_vnd)}
        title = gettext("%(agency)s asked you to pay %(amount)s at the counter") % values
        return title, gettext("the clock stands still"), Tone.LOOK

    @_told.register
    def _(self, event: happened.PaymentRecorded, entry: views.Happening) -> tuple[str, ...]:
        note = gettext("receipt %(number)s") % {"number": event.receipt_no}
        return gettext("%(agency)s recorded your payment") % {"agency": self.who(entry)}, note, Tone.GOING

    @_told.register
    def _(self, event: happened.ConfirmationAsked, entry: views.Happening) -> tuple[str, ...]:
        title = gettext("%(agency)s asked you to check the draft") % {"agency": self.who(entry)}
        return title, gettext("until %(moment)s") % {"moment": formats.short_moment(event.until)}, Tone.LOOK

    @_told.register
    def _(self, event: happened.ConfirmationAnswered, entry: views.Happening) -> tuple[str, ...]:
        return _ANSWERS[event.answer](), entry.note, Tone.GOING

    @_told.register
    def _(self, event: happened.PresenceAsked, entry: views.Happening) -> tuple[str, ...]:
        moment = formats.moment(event.appointed_at)
        title = gettext("%(agency)s asked you to come in person") % {"agency": self.who(entry)}
        return title, f"{moment}. {entry.note}" if entry.note else moment, Tone.LOOK

    @_told.register
    def _(self, event: happened.PresenceRecorded, entry: views.Happening) -> tuple[str, ...]:
        del event, entry
        return gettext("You came in person"), gettext("the clock goes on"), Tone.GOING

    @_told.register
    def _(self, event: happened.Decided, entry: views.Happening) -> tuple[str, ...]:
        if event.granted:
            return gettext("%(agency)s granted what you asked for") % {"agency": self.who(entry)}, "", Tone.DONE
        return gettext("%(agency)s did not grant it") % {"agency": self.who(entry)}, entry.note, Tone.LATE

    @_told.register
    def _(self, event: happened.ResultHandedOver, entry: views.Happening) -> tuple[str, ...]:
        del event
        return gettext("%(agency)s handed the result over") % {"agency": self.who(entry)}, "", Tone.DONE

    @_told.register
    def _(self, event: happened.Withdrawn, entry: views.Happening) -> tuple[str, ...]:
        del event
        return gettext("You withdrew the dossier"), entry.note, Tone.NEUTRAL

    @_told.register
    def _(self, event: happened.Stopped, entry: views.Happening) -> tuple[str, ...]:
        del event
        return gettext("%(agency)s stopped work on the dossier") % {"agency": self.who(entry)}, entry.note, Tone.LATE

    @_told.register
    def _(self, event: happened.Transferred, entry: views.Happening) -> tuple[str, ...]:
        values = {"agency": self.names.get(event.from_agency, ""), "other": self.names.get(event.to_agency, "")}
        title = gettext("%(agency)s sent the dossier to %(other)s, which is competent") % values
        return title, entry.note, Tone.INFO
