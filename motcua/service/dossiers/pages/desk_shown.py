"""The parts of a dossier as the desk shows them: the clock, the declaration, the papers, who looked."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec
from django.http.request import QueryDict
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext

from motcua.foundation.clock.account import Party
from motcua.foundation.clock.explain import Explanation
from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.declared import Field, Form
from motcua.foundation.forms.paging import lay_out
from motcua.foundation.forms.summary import Row as SummaryRow
from motcua.foundation.forms.summary import summary
from motcua.foundation.interface import formats
from motcua.foundation.interface.parts import Happening, Tone
from motcua.foundation.interface.timebar import Slice, SliceKind, TimeBar, time_bar
from motcua.foundation.policy.doors import ActingRequest
from motcua.register.access import queries as access
from motcua.register.procedures.queries import PlacesOn
from motcua.register.procedures.rules import choosing
from motcua.service.dossiers.pages.desk_forms import FAULT, MARK
from motcua.service.dossiers.pages.desk_words import FAULTS
from motcua.service.dossiers.pages.opening import OpenDossier, agency_names, language, words
from motcua.service.dossiers.types.state import DossierState

_READINGS = 8
_KINDS = {
    Party.AGENCY: SliceKind.AGENCY,
    Party.OTHER_AGENCY: SliceKind.OTHER_AGENCY,
    Party.APPLICANT: SliceKind.APPLICANT,
    Party.OTHER_SYSTEM: SliceKind.OTHER_SYSTEM,
    Party.OUTAGE: SliceKind.OUTAGE,
}


class MarkInput(msgspec.Struct, frozen=True):
    """Where the official marks a field or a paper in place."""

    value: str
    fault: str
    checked: bool
    name: str = MARK

    @property
    def fault_name(self) -> str:
        return f"{FAULT}:{self.value}"


class DeclaredRow(msgspec.Struct, frozen=True):
    """
    A question of the declaration, its answer (empty: none was given), the way to mark it, and what was marked before.

    What another answer fills has no mark of its own: `source` is that question, `source_part` the section it stands in.
    """

    field: str
    label: str
    value: str
    lang: str
    mark: MarkInput | None
    look: str = ""
    source: str = ""
    source_part: str = ""


class PaperShown(msgspec.Struct, frozen=True):
    """A paper on the page: one that came in, or one that is asked for and is not here."""

    code: str
    title: str
    file: str = ""
    src: str = ""
    href: str = ""
    is_image: bool = False
    size: int = 0
    current: bool = False
    replaced: bool = False
    mark: MarkInput | None = None
    look: str = ""
    note: str = ""


def clock(found: OpenDossier, told: Explanation | None) -> TimeBar | None:
    """Return the time account as a bar in the words of the office; None before reception."""
    if told is None:
        return None
    names = agency_names({segment.agency for segment in told.segments if segment.agency}, local_day(found.now))
    others = {
        Party.APPLICANT: gettext("The applicant"),
        Party.OTHER_SYSTEM: gettext("Another system"),
        Party.OUTAGE: gettext("Outage"),
    }
    over = -told.remaining_minutes if told.is_overdue else 0
    left = over
    slices: list[Slice] = []
    for segment in reversed(told.segments):
        cut = min(left, segment.minutes) if segment.counts else 0
        left -= cut
        label = others.get(segment.party, "") or names.get(segment.agency, segment.agency)
        slices.insert(0, Slice(label, segment.minutes - cut, _KINDS[segment.party], segment.counts))
    if over:
        slices.append(Slice(gettext("Over the limit"), over, SliceKind.OVERDUE))
    elif found.state.ended_at is None:
        slices.append(Slice(gettext("Left"), max(told.remaining_minutes, 0), SliceKind.REMAINING))
    return time_bar(slices)


def declared(found: OpenDossier, posted: QueryDict) -> list[tuple[str, list[DeclaredRow]]]:
    """Return the declaration by section: every question that was asked, and what its answers fill."""
    on, page, form = local_day(found.state.submitted_at), language(), found.version.declaration
    given: dict[str, list[SummaryRow]] = {}
    for section in summary(form, found.view.values, page, on=on, places=PlacesOn(on)):
        for row in section.rows:
            given.setdefault(_question(form, row.field), []).append(row)
    pages = lay_out(form, found.view.values, on=on)[0]
    parts = {field.code: one.page.title.shown(page).text for one in pages for field in one.page.fields}
    shown, before = _Shown(page, parts, posted), _marked(found.state)
    sections = []
    for laid in pages:
        asked, filled = {field.code for field in laid.fields}, {field.code: field.same_as for field in laid.filled}
        rows = [
            row
            for field in laid.page.fields
            if field.code in asked or field.code in given
            for row in shown.rows(field, given.get(field.code, []), filled, before.get(("field", field.code), ""))
        ]
        if rows:
            sections.append((laid.page.title.shown(page).text, rows))
    return sections


class _Shown:
    """Turns the answers to one question into rows; only the first carries the mark."""

    def __init__(self, page: str, parts: Mapping[str, str], posted: QueryDict) -> None:
        self.page = page
        self.parts = parts
        self.posted = posted

    def rows(
        self, field: Field, given: Sequence[SummaryRow], filled: Mapping[str, str], look: str
    ) -> Iterator[DeclaredRow]:
        source = filled.get(field.code, "")
        mark = None if source else _mark(f"field:{field.code}", self.posted, "wrong" if given else "missing")
        if not given:
            label = field.label.shown(self.page)
            yield DeclaredRow(field.code, label.text, "", "", mark, look)
        for number, row in enumerate(given):
            yield DeclaredRow(
                field=row.field,
                label=row.label.text,
                value=row.shown.text,
                lang="" if self.page.startswith(row.shown.lang) else row.shown.lang,
                mark=mark if number == 0 else None,
                look=look if number == 0 else "",
                source=source,
                source_part=self.parts.get(source, ""),
            )


def _question(form: Form, field: str) -> str:
    """Return the question that a row of the summary answers: a row of a table carries its number."""
    return next((one.code for one in form.fields() if field == one.code or field.startswith(f"{one.code}.")), field)


def shown_papers(request: ActingRequest, found: OpenDossier, posted: QueryDict) -> list[PaperShown]:
    """Return the papers that came in, the one to look at marked, then those that are asked for and are not here."""
    state = found.state
    required = choosing.papers_of(found.version, found.view.values, on=local_day(state.submitted_at))
    names = {paper.code: words(paper.name) for case in found.version.cases for paper in case.papers}
    names["result"] = gettext("Result")
    before = _marked(state)
    here = sorted(found.view.papers, key=lambda paper: (paper.replaced_at is not None, paper.kind == "result"))
    if state.ended_at is not None:
        here.sort(key=lambda paper: paper.kind != "result")
    wanted = request.GET.get("giay-to", "")
    chosen = wanted if any(paper.file == wanted for paper in here) else (here[0].file if here else "")
    counts: dict[str, int] = {}
    shown = []
    for paper in here:
        counts[paper.requirement] = counts.get(paper.requirement, 0) + 1
        number = counts[paper.requirement]
        name = names.get(paper.requirement, paper.requirement)
        title = name if number == 1 else gettext("%(paper)s, file %(number)s") % {"paper": name, "number": number}
        if paper.replaced_at is not None:
            title = gettext("%(paper)s (replaced)") % {"paper": title}
        kept = {name: str(value) for name, value in request.GET.items() if name != "giay-to"}
        address = f"{reverse('dossiers:desk-dossier', args=[state.code])}?{urlencode({**kept, 'giay-to': paper.file})}"
        shown.append(
            PaperShown(
                code=paper.requirement, title=title, file=paper.file, href=address,
                src=reverse("dossiers:desk-file", args=[state.code, paper.file]),
                is_image=paper.media_type.startswith("image/"), size=paper.size, current=paper.file == chosen,
                replaced=paper.replaced_at is not None,
                mark=_mark(f"paper:{paper.requirement}", posted, "unreadable")
                if paper.kind != "result" and paper.replaced_at is None and number == 1
                else None,
                look=before.get(("paper", paper.requirement), "") if paper.replaced_at is None else "",
            )
        )  # fmt: skip
    given = {paper.requirement for paper in here}
    absent = [requirement for requirement in required if requirement.code not in given]
    return [
        *shown,
        *(
            PaperShown(
                code=requirement.code,
                title=names[requirement.code],
                mark=_mark(f"paper:{requirement.code}", posted, "missing"),
                look=before.get(("paper", requirement.code), ""),
                note=words(requirement.not_needed_because),
            )
            for requirement in absent
        ),
    ]


def readings(state: DossierState) -> list[Happening]:
    """Return who looked at this dossier's data lately."""
    return [
        Happening(
            title=words(one.post) or words(one.agency),
            at=formats.short_moment(one.at),
            note=words(one.agency),
            tone=Tone.INFO,
        )
        for one in access.readings_about(matter=f"dossier/{state.id}", limit=_READINGS)
    ]


def _mark(value: str, posted: QueryDict, usual: str) -> MarkInput:
    return MarkInput(
        value=value, fault=str(posted.get(f"{FAULT}:{value}", usual)), checked=value in posted.getlist(MARK)
    )


def _marked(state: DossierState) -> dict[tuple[str, str], str]:
    """Return what the last request marked, as words: waited for, or given since."""
    if not state.supplements:
        return {}
    last = state.supplements[-1]
    message = gettext("Marked: %(fault)s") if last.answered_at is None else gettext("Supplemented (was %(fault)s)")
    return {(mark.kind, mark.code): message % {"fault": gettext(FAULTS[mark.fault])} for mark in last.marks}
