"""The time account in words and as a bar: why a date is what it is, whose days were used."""

from collections.abc import Mapping

import msgspec
from django.utils.translation import gettext

from motcua.foundation.clock.account import Party
from motcua.foundation.clock.explain import Explanation
from motcua.foundation.clock.lines import Segment
from motcua.foundation.interface import formats
from motcua.foundation.interface.citations import source_text
from motcua.foundation.interface.explained import line_text
from motcua.foundation.interface.parts import Tone
from motcua.foundation.interface.timebar import Slice, SliceKind, TimeBar, time_bar
from motcua.foundation.law.citations import Citation, HouseRule, Source
from motcua.foundation.text import gettext_noop

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
    """
    One sentence of an explanation, the articles that it rests on, and where the law leaves it to us, our reasons.

    A reason stands with the first sentence that has it.
    """

    code: str
    text: str
    sources: tuple[str, ...]
    reasons: tuple[str, ...] = ()


def sentences(explanation: Explanation) -> list[Sentence]:
    """Return the explanation's lines in the language of the page."""
    told: set[Source] = set()
    shown = []
    for line in explanation.lines:
        articles = tuple(source_text(one) for one in line.sources if isinstance(one, Citation))
        ours = tuple(one for one in line.sources if isinstance(one, HouseRule) and one not in told)
        told |= {*ours}
        shown.append(Sentence(line.code, line_text(line), articles, tuple(source_text(one) for one in ours)))
    return shown


def result_words(explanation: Explanation) -> tuple[str, Tone]:
    """Return how a result stood to its date, and the tone that it is said in."""
    time = {"time": formats.working_time(explanation.remaining_minutes)}
    if explanation.is_overdue and explanation.remaining_minutes:
        return gettext("The result came %(time)s late") % time, Tone.LATE
    if explanation.is_overdue:
        return gettext("The result came late, after working hours"), Tone.LATE
    if explanation.remaining_minutes:
        return gettext("The result came %(time)s early") % time, Tone.DONE
    return gettext("The result came on time"), Tone.DONE


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
