"""The time account in words and as a bar: why a date is what it is, whose days were used."""

from collections.abc import Mapping

import msgspec
from django.utils.translation import gettext

from motcua.foundation.clock.account import Party
from motcua.foundation.clock.explain import Explanation
from motcua.foundation.clock.lines import Line, Segment
from motcua.foundation.interface import formats
from motcua.foundation.interface.citations import source_text
from motcua.foundation.interface.timebar import Slice, SliceKind, TimeBar, time_bar
from motcua.foundation.law.citations import Citation
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.pages.opening import language

_KINDS = {
    Party.AGENCY: SliceKind.AGENCY,
    Party.OTHER_AGENCY: SliceKind.OTHER_AGENCY,
    Party.APPLICANT: SliceKind.APPLICANT,
    Party.OTHER_SYSTEM: SliceKind.OTHER_SYSTEM,
    Party.OUTAGE: SliceKind.OUTAGE,
}
WAITS = {
    "awaiting-supplement": gettext_noop("Waiting for your supplement"),
    "awaiting-payment": gettext_noop("Waiting for your payment"),
    "awaiting-confirmation": gettext_noop("Waiting for you to check the draft"),
    "awaiting-presence": gettext_noop("Waiting for you to come"),
}
_OTHERS = {
    Party.OTHER_SYSTEM: gettext_noop("Waiting for another system"),
    Party.OUTAGE: gettext_noop("Outage"),
    Party.APPLICANT: gettext_noop("Waiting for you"),
}


class Sentence(msgspec.Struct, frozen=True):
    """One sentence of an explanation and the articles that it rests on, as shown."""

    code: str
    text: str
    sources: tuple[str, ...]


def sentences(explanation: Explanation) -> list[Sentence]:
    """Return the explanation's lines in the language of the page."""
    return [Sentence(line.code, line_text(line), _articles(line)) for line in explanation.lines]


def _articles(line: Line) -> tuple[str, ...]:
    """Return the articles; how we read them stands in the rules themselves, for whoever checks the system."""
    return tuple(source_text(source) for source in line.sources if isinstance(source, Citation))


def line_text(line: Line) -> str:
    """Translate one line and fill it, each kind of value in its own form."""
    values: dict[str, object] = {
        **{name: formats.moment(at) for name, at in line.moments.items()},
        **{name: formats.long_date(on) for name, on in line.days.items()},
        **{name: formats.working_time(minutes) for name, minutes in line.minutes.items()},
        **{name: formats.number(amount, 2) for name, amount in line.amounts.items()},
        **{name: gettext(msgid) for name, msgid in line.msgids.items()},
        **line.codes,
    }
    english = language().startswith("en")
    values |= {name: (title.en if english else "") or title.vi for name, title in line.titles.items()}
    text = gettext(line.message) % values if values else gettext(line.message)
    return text[:1].upper() + text[1:]


def bar(explanation: Explanation, names: Mapping[str, str], *, ended: bool) -> TimeBar:
    """Return the account as a bar in the order of time; what is over the limit stands at its end."""
    over = -explanation.remaining_minutes if explanation.is_overdue else 0
    slices: list[Slice] = []
    left_over = over
    for segment in reversed(explanation.segments):
        part = _slice(segment, names)
        cut = min(left_over, part.minutes) if part.counts else 0
        left_over -= cut
        slices.insert(0, msgspec.structs.replace(part, minutes=part.minutes - cut))
    slices = _merged(slices)
    if over:
        slices.append(Slice(gettext("Over the limit"), over, SliceKind.OVERDUE))
    elif not ended:
        slices.append(Slice(gettext("Left"), max(explanation.remaining_minutes, 0), SliceKind.REMAINING))
    return time_bar(slices)


def _merged(slices: list[Slice]) -> list[Slice]:
    """Draw what one party held without a break as one piece: who sat where within it is nobody else's matter."""
    merged: list[Slice] = []
    for part in slices:
        last = merged[-1] if merged else None
        if last is not None and (last.label, last.kind, last.counts) == (part.label, part.kind, part.counts):
            merged[-1] = msgspec.structs.replace(last, minutes=last.minutes + part.minutes)
        else:
            merged.append(part)
    return merged


def _slice(segment: Segment, names: Mapping[str, str]) -> Slice:
    label = names.get(segment.agency, segment.agency)
    if segment.party in _OTHERS:
        label = gettext(WAITS.get(segment.reason, _OTHERS[segment.party]))
    return Slice(label, segment.minutes, _KINDS[segment.party], segment.counts)
