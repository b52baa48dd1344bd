"""The form of each verb: what it asks, with which choices, and the command that a filled one means."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.utils.translation import gettext

from motcua.foundation.clock.moments import ZONE, local_day
from motcua.foundation.forms.values import at
from motcua.foundation.interface import formats
from motcua.foundation.interface.parts import Option, Typed
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import FieldProblem, Refused, refuse
from motcua.foundation.text import gettext_noop
from motcua.register.agencies import queries as agencies
from motcua.register.people import queries as people
from motcua.register.procedures.rules import choosing
from motcua.register.procedures.types import FeeDue
from motcua.service.dossiers.pages.desk_words import FAULTS, HANDED_OVER, Act
from motcua.service.dossiers.pages.opening import OpenDossier, words
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.keeping import Phrase
from motcua.service.dossiers.types.state import Mark

LONGEST_NOTE = 4000
MARK, FAULT = "mark", "fault"
# The first carries the name of the command's own field, so that a problem with any of them leads to it.
INITIALS = ("initials", "initials_second", "initials_third")
_READABLE = HouseRule(gettext_noop("What cannot be read is asked again, and never guessed."))

Posted = Mapping[str, Any]


class Input(msgspec.Struct, frozen=True):
    """One question of a verb's form; `name` carries the verb, so that no two forms share an id."""

    kind: str
    name: str
    label: str
    hint: str = ""
    value: str = ""
    options: tuple[Option, ...] = ()
    empty: str = ""
    width: int = 0


class VerbForm(msgspec.Struct, frozen=True):
    """A verb with its form as the page shows it."""

    act: Act
    inputs: tuple[Input, ...]
    is_open: bool = False
    marks: bool = False
    explains: str = ""
    phrases: tuple[Phrase, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Say whether one press does it: nothing is asked."""
        return not self.inputs and not self.marks and not self.explains


def officials_of(agency: str, now: datetime) -> tuple[Option, ...]:
    """Return who works in an agency now, each once, with the title of their post."""
    held = agencies.officials_of(agency, now)
    names = people.people({each.official for each in held})
    workers = {each.official: each for each in held if set(each.roles) - {"administrator"}}
    return tuple(
        Option(
            value=official,
            text=names[official].full_name if official in names else official,  # type: ignore[index]
            hint=words(each.post.title),
        )
        for official, each in workers.items()
    )


class Choices:
    """The choices that forms of one dossier offer; each list is asked for once, and only when a form needs it."""

    def __init__(self, dossier: OpenDossier) -> None:
        self.dossier = dossier
        self._officials: tuple[Option, ...] | None = None
        self._agencies: tuple[Option, ...] | None = None

    def officials(self) -> tuple[Option, ...]:
        """Return who holds a post in the agency now."""
        if self._officials is None:
            self._officials = officials_of(self.dossier.state.agency, self.dossier.now)
        return self._officials

    def leaders(self) -> tuple[Option, ...]:
        """Return who leads the agency now, and so may sign."""
        held = agencies.leaders(self.dossier.state.agency, self.dossier.now)
        leading = {each.official for each in held}
        return tuple(option for option in self.officials() if option.value in leading)

    def agencies(self) -> tuple[Option, ...]:
        """Return the other communes of today."""
        if self._agencies is None:
            found = agencies.communes(local_day(self.dossier.now))
            options = [
                Option(value=one.code, text=words(one.area)) for one in found if one.code != self.dossier.state.agency
            ]
            self._agencies = tuple(sorted(options, key=lambda option: option.text))
        return self._agencies

    def steps(self) -> tuple[Option, ...]:
        """Return the steps that come after this one first, then those before it."""
        steps = self.dossier.version.steps[1:]
        here = next((place for place, step in enumerate(steps) if step.code == self.dossier.state.step), 0)
        return tuple(Option(value=step.code, text=words(step.name)) for step in (*steps[here + 1 :], *steps[:here]))

    def _due(self) -> tuple[FeeDue, ...]:
        state = self.dossier.state
        filed_on = local_day(state.submitted_at)
        try:
            return choosing.fees_due(
                self.dossier.version, self.dossier.view.values, on=filed_on, channel=state.channel.value
            )
        except Refused:
            return ()

    def fees(self) -> tuple[Option, ...]:
        """Return what this declaration has to pay, with its amount where the catalogue has one."""
        listed = tuple(
            Option(
                value=fee.code, text=words(fee.name),
                hint=formats.money(fee.amount_vnd) if fee.amount_vnd else words(fee.set_by),
            )
            for fee in self._due()
        )  # fmt: skip
        return listed or tuple(Option(value=fee.code, text=words(fee.name)) for fee in self.dossier.version.fees)

    def amount(self) -> str:
        """Return the amount that the first fee has, empty where an official sets it."""
        return next((str(fee.amount_vnd) for fee in self._due() if fee.amount_vnd), "")


def inputs_of(act: Act, choices: Choices, posted: Posted) -> tuple[Input, ...]:
    """Return what the form of a verb asks, filled with what was typed."""
    asks = [*_ASKED[act.command](choices)] if act.command in _ASKED else []
    if act.note:
        asks.append(Input("textarea", "note", gettext(act.note), hint=gettext(act.note_hint) if act.note_hint else ""))
    return tuple(_filled(act, one, posted) for one in asks)


def _filled(act: Act, one: Input, posted: Posted) -> Input:
    name = f"{act.tag}.{one.name}"
    if one.kind == "date":
        parts = [str(posted.get(f"{name}.{part}", "")) for part in ("year", "month", "day")]
        return msgspec.structs.replace(one, name=name, value="-".join(parts) if any(parts) else "")
    return msgspec.structs.replace(one, name=name, value=str(posted.get(name, one.value)))


def _forwarding(choices: Choices) -> tuple[Input, ...]:
    steps = choices.steps()
    nobody = gettext("Nobody yet: the unit’s queue")
    return (
        Input("select", "to_step", gettext("To which step"), options=steps, value=steps[0].value if steps else ""),
        Input("select", "to", gettext("To whom"), options=choices.officials(), empty=nobody),
    )


def _paying(choices: Choices) -> tuple[Input, ...]:
    fees = choices.fees()
    return (
        Input("select", "fee", gettext("What for"), options=fees, value=fees[0].value if fees else ""),
        Input("number", "amount_vnd", gettext("Amount in dong"), value=choices.amount()),
    )


def _handing_over(choices: Choices) -> tuple[Input, ...]:
    how = tuple(Option(value=value, text=gettext(text)) for value, text in HANDED_OVER.items())
    wanted = str(at(choices.dossier.view.values, "result.delivery") or "")
    return (Input("choice", "how", gettext("How"), options=how, value=wanted if wanted in HANDED_OVER else "counter"),)


def _submitting(choices: Choices) -> tuple[Input, ...]:
    """Ask who initials, one after the other, and who signs; those of the round before stand there already."""
    state, leaders = choices.dossier.state, choices.leaders()
    before = state.rounds[-1] if state.rounds else None
    officials = tuple(option for option in choices.officials() if option.value != state.holder)
    chosen = [each.person for each in before.initials] if before is not None else []
    labels = (gettext("Who initials first"), gettext("Who initials second"), gettext("Who initials third"))
    signer = before.signer if before is not None else (leaders[0].value if len(leaders) == 1 else "")
    return (
        *(
            Input(
                "select", name, label, options=officials, empty=gettext("Nobody"),
                value=chosen[place] if place < len(chosen) else "",
            )
            for place, (name, label) in enumerate(zip(INITIALS, labels, strict=True))
        ),
        Input("select", "signer", gettext("Who signs"), options=leaders, value=signer),
    )  # fmt: skip


_ASKED: Mapping[type[Command], Callable[[Choices], tuple[Input, ...]]] = {
    asked.Assign: lambda choices: (Input("select", "to", gettext("To whom"), options=choices.officials()),),
    asked.Forward: _forwarding,
    asked.AskOpinion: lambda choices: (Input("select", "agency", gettext("Which agency"), options=choices.agencies()),),
    asked.Transfer: lambda choices: (
        Input("select", "to_agency", gettext("Which agency is competent"), options=choices.agencies()),
    ),
    asked.AskPayment: _paying,
    asked.RecordPayment: lambda _: (
        Input("text", "receipt_no", gettext("Number of the receipt that you gave"), width=20),
    ),
    asked.AskPresence: lambda _: (
        Input("date", "appointed_on", gettext("On which day")),
        Input("time", "appointed_at", gettext("At what time"), hint=gettext("For example 08:30")),
    ),
    asked.HandOverResult: _handing_over,
    asked.SubmitForSignature: _submitting,
}


class Said:
    """What was typed into the form of one verb, by the names that its command has for it."""

    def __init__(self, posted: Any, tag: str) -> None:
        self.posted = posted
        self._tag = tag

    def __call__(self, field: str) -> str:
        return str(self.posted.get(f"{self._tag}.{field}", "")).strip()


def command_of(act: Act, posted: Any) -> Command:
    """Return the command that a filled form means; refuses `not-readable` with the field that cannot be read."""
    said = Said(posted, act.tag)
    values: dict[str, Any] = {"note": said("note")[:LONGEST_NOTE]} if act.note else {}
    if act.command in _READ:
        values |= _READ[act.command](said)
    return act.command(**values)


def _chosen(said: Said, field: str, message: str) -> str:
    if not said(field):
        raise _unreadable(field, message)
    return said(field)


def _how(said: Said) -> dict[str, Any]:
    if said("how") not in HANDED_OVER:
        raise _unreadable("how", gettext_noop("Choose how the result was handed over."))
    return {"how": said("how")}


def _marks(said: Said) -> dict[str, Any]:
    return {"marks": marks_of(said.posted)}


_READ: Mapping[type[Command], Callable[[Said], dict[str, Any]]] = {
    asked.Assign: lambda said: {"to": _chosen(said, "to", gettext_noop("Choose to whom."))},
    asked.Forward: lambda said: {"to": said("to"), "to_step": said("to_step")},
    asked.AskOpinion: lambda said: {"agency": said("agency")},
    asked.Transfer: lambda said: {"to_agency": said("to_agency")},
    asked.AskPayment: lambda said: {
        "fee": _chosen(said, "fee", gettext_noop("Choose what has to be paid.")),
        "amount_vnd": _amount(said("amount_vnd")),
    },
    asked.RecordPayment: lambda said: {"receipt_no": said("receipt_no")[:60]},
    asked.AskPresence: lambda said: {"appointed_at": _moment(said)},
    asked.HandOverResult: _how,
    asked.SubmitForSignature: lambda said: {
        "signer": _chosen(said, "signer", gettext_noop("Choose who signs.")),
        "initials": tuple(said(name) for name in INITIALS if said(name)),
    },
    asked.AskSupplement: _marks,
    asked.AskSecondSupplement: _marks,
}


def marks_of(posted: Any) -> tuple[Mark, ...]:
    """Return what was marked in place: `mark` holds `<kind>:<code>`, `fault:<kind>:<code>` what is wrong with it."""
    marks = []
    for value in dict.fromkeys(posted.getlist(MARK)):
        kind, _, code = value.partition(":")
        fault = posted.get(f"{FAULT}:{value}", "")
        if kind in {"field", "paper"} and code and fault in FAULTS:
            marks.append(Mark(kind=kind, code=code, fault=fault))
    return tuple(marks)


def marks_for(act: Act, posted: Any) -> tuple[Mark, ...]:
    """Return what was marked for a verb; nothing for a verb that marks nothing."""
    return marks_of(posted) if act.command in {asked.AskSupplement, asked.AskSecondSupplement} else ()


def typed_in(inputs: Sequence[Input]) -> list[Typed]:
    """Return what was typed into a form, for the page that could not store it."""
    shown = []
    for one in inputs:
        chosen = next((option.text for option in one.options if option.value == one.value), one.value)
        if chosen:
            shown.append(Typed(label=one.label, value=chosen))
    return shown


def _amount(text: str) -> int:
    bare = text.replace(".", "").replace(",", "").replace(" ", "").removesuffix("đ")
    if not bare.isdecimal() or len(bare) > 12:
        raise _unreadable("amount_vnd", gettext_noop("Enter the amount in dong, in figures."))
    return int(bare)


def _moment(said: Said) -> datetime:
    hour, _, minute = said("appointed_at").lower().replace("h", ":").partition(":")
    try:
        year, month, day = (int(said(f"appointed_on.{part}")) for part in ("year", "month", "day"))
    except ValueError:
        raise _unreadable("appointed_on", gettext_noop("Enter the day, month and year.")) from None
    try:
        return datetime(year, month, day, int(hour), int(minute or 0), tzinfo=ZONE)
    except ValueError:
        raise _unreadable("appointed_at", gettext_noop("Enter a day and time that there is, such as 08:30.")) from None


def _unreadable(field: str, message: str) -> Refused:
    return refuse("not-readable", message, _READABLE, fields=(FieldProblem(field, "not-readable", message),))
