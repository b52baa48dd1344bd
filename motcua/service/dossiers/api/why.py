"""An explanation of a due date as data, and as sentences in the language asked for."""

from datetime import datetime

import msgspec
from django.utils.translation import get_language

from motcua.foundation.clock.explain import Explanation
from motcua.foundation.clock.lines import Line, Segment
from motcua.foundation.interface.citations import source_text
from motcua.foundation.interface.explained import line_text
from motcua.foundation.law.citations import Citation
from motcua.foundation.machine.problems import Source
from motcua.service.dossiers.api import shapes
from motcua.service.dossiers.types.state import DossierState


def why(state: DossierState, explanation: Explanation | None, now: datetime, *, is_official: bool) -> shapes.Why:
    """Return the explanation of a dossier's due date; before reception, only when the agency must have answered."""
    if explanation is None:
        due = state.reception_due_at
        return shapes.Why(code=state.code, due_at=due, is_running=False, is_overdue=(state.ended_at or now) > due)
    return shapes.Why(
        code=state.code,
        due_at=explanation.due_at,
        is_running=state.ended_at is None,
        is_overdue=explanation.is_overdue,
        is_standing_still=explanation.is_standing_still,
        started_at=explanation.started_at,
        counted_from=explanation.counted_from,
        remaining_minutes=explanation.remaining_minutes,
        holder=_stretch(explanation.holder, is_official=is_official) if explanation.holder else None,
        stretches=tuple(_stretch(each, is_official=is_official) for each in explanation.segments),
        stops=tuple(_stretch(each, is_official=is_official) for each in explanation.stops),
        used=tuple(
            shapes.Used(party=each.party.value, agency=each.agency, minutes=each.minutes, counts=each.counts)
            for each in explanation.used
        ),
        special_days=tuple(
            shapes.DayApart(on=each.on, kind=each.kind.value, why=_words(each.why.vi, each.why.en))
            for each in explanation.special_days
        ),
        calendar_version=explanation.calendar_version,
        is_projected=explanation.is_projected,
        sentences=tuple(_sentence(each) for each in explanation.lines),
    )


def _words(vi: str, en: str) -> str:
    return (en if (get_language() or "vi").startswith("en") else "") or vi


def _stretch(each: Segment, *, is_official: bool) -> shapes.Stretch:
    return shapes.Stretch(
        start=each.start, end=each.end, is_running=each.is_running, party=each.party.value, agency=each.agency,
        step=each.step, counts=each.counts, reason=each.reason, minutes=each.minutes,
        holder=each.holder if is_official else "",
    )  # fmt: skip


def _sentence(line: Line) -> shapes.Sentence:
    return shapes.Sentence(
        code=line.code,
        text=line_text(line),
        sources=tuple(
            Source(text=source_text(each), **(msgspec.to_builtins(each) if isinstance(each, Citation) else {}))
            for each in line.sources
        ),
    )
