"""Drafts of the decision: the one to begin with, made of the dossier, and the versions that came since."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils import translation

from motcua.foundation.clock.moments import local_day
from motcua.foundation.files import holdings
from motcua.foundation.files.docx_words import paragraphs
from motcua.foundation.files.types import FileView
from motcua.foundation.forms.comparing import Line, difference
from motcua.foundation.forms.declared import FieldType
from motcua.foundation.forms.official import OfficialPaper, Part, docx
from motcua.foundation.forms.summary import summary
from motcua.foundation.interface import formats
from motcua.register.agencies import queries as agencies
from motcua.register.agencies.types import Agency
from motcua.register.people import queries as people
from motcua.register.procedures.queries import PlacesOn
from motcua.register.procedures.types import LegalBasis, ProcedureVersion
from motcua.service.dossiers.rules.capacity import body_of, head_of, signer_lines
from motcua.service.dossiers.types.signing import Capacity
from motcua.service.dossiers.types.state import DossierState
from motcua.service.dossiers.types.views import DossierView

# What the drafter fills in: the number is given by the agency's book when the paper goes out, the day is that of signing.
_NUMBER, _DAY = "Số: ………/………", "ngày … tháng … năm"
_NAME = "[Họ và tên người ký]"
_NAMED_BY_KIND = ("Thông tư liên tịch", "Nghị định", "Nghị quyết", "Thông tư", "Quyết định", "Pháp lệnh")


def holder_of(dossier: str) -> str:
    """
    Return the name under which a dossier holds its drafts.

    It is another than that of the papers, so that no door to those ever opens these.
    """
    return f"dossier/{dossier}/desk"


def files_of(state: DossierState) -> dict[str, FileView]:
    """Return the files of all versions by their id."""
    if not state.drafts:
        return {}
    return {str(file.id): file for file in holdings.held_by(holder_of(state.id))}


def changes(state: DossierState, before: int, after: int) -> tuple[Line, ...]:
    """Return what is different in the words of two versions, which there are; each is opened, so the reading is declared."""
    return difference(_words(state, before), _words(state, after))


def _words(state: DossierState, number: int) -> Sequence[str]:
    _, pieces = holdings.open_file(UUID(state.drafts[number - 1].file), holder_of(state.id))
    return paragraphs(b"".join(pieces))


@translation.override("vi")
def prepared(dossier: DossierView, version: ProcedureVersion, capacity: Capacity, now: datetime) -> bytes:
    """Return the draft to begin with: everything that the dossier knows already, as Decree 30/2020 lays it out."""
    state, on = dossier.state, local_day(now)
    issuer = agencies.agency(state.agency, on)
    if issuer is None:
        raise LookupError(f"there is no agency {state.agency}")
    body = body_of(issuer.kind)
    paper = OfficialPaper(
        above=() if body else _above(issuer, on),
        issuer=_lines_of(issuer.name.vi, body),
        number=_NUMBER,
        place_and_date=f"{issuer.area.vi}, {_DAY} {on.year}",
        title=version.results[0].name.vi if version.results else version.name.vi,
        basis=tuple(f"Căn cứ {_cited(each)};" for each in version.law),
        body=_opening(dossier, version, issuer),
        facts=_facts(dossier, version),
        signer=signer_lines(capacity, body=body, head=head_of(issuer.kind, issuer.name.vi)),
        signer_name=_head_name(state.agency, capacity, now),
        recipients=(f"{dossier.applicant_name};", f"Lưu: VT, hồ sơ {state.code}."),
    )
    return docx(paper, made_at=now)


def _opening(dossier: DossierView, version: ProcedureVersion, issuer: Agency) -> tuple[str, ...]:
    considered = (
        f"Xét hồ sơ {dossier.state.code} của {dossier.applicant_name}, "
        f"nộp ngày {formats.short_date(dossier.state.submitted_at)}, "
        f"về thủ tục “{version.name.vi}” (mã thủ tục {version.code}),"
    )
    return considered, f"{issuer.name.vi} chấp thuận nội dung đề nghị của hồ sơ, theo các thông tin sau đây:"


def _facts(dossier: DossierView, version: ProcedureVersion) -> tuple[Part, ...]:
    """Return what was declared as a paper tells it: no sentence to tick, no wish of delivery, nothing that speaks to whoever filled it in."""
    on, form = local_day(dossier.state.submitted_at), version.declaration
    ticked = {field.code for field in form.fields() if field.type is FieldType.STATEMENT}
    parts = []
    for section in summary(form, dossier.values, "vi", on=on, places=PlacesOn(on)):
        rows = tuple(
            (row.label.text.rstrip("?"), row.shown.text)
            for row in section.rows
            if row.field not in ticked and not row.field.startswith("result.") and not _speaks(row.label.text)
        )
        if rows:
            parts.append(Part("" if _asks(section.title.text) else section.title.text, rows))
    return tuple(parts)


def _asks(title: str) -> bool:
    """Say whether the title of a page speaks to whoever fills it in; papers speak to nobody so."""
    return title.endswith("?") or _speaks(title)


def _speaks(text: str) -> bool:
    return "bạn" in text.casefold().split()


def _above(issuer: Agency, on: date) -> tuple[str, ...]:
    parent = agencies.agency(issuer.term.parent, on) if issuer.term.parent else None
    return _lines_of(parent.name.vi, body_of(parent.kind)) if parent is not None else ()


def _lines_of(name: str, body: str) -> tuple[str, ...]:
    """Return a name in lines, the name of the place whole on its own."""
    if body and name.casefold().startswith(f"{body} ".casefold()):
        return body, name[len(body) :].strip()
    return (name,)


def _cited(act: LegalBasis) -> str:
    """Return an act as papers cite it: its number after its kind, and not once more where its name has it."""
    if act.number in act.name:
        return act.name
    kind = next((each for each in _NAMED_BY_KIND if act.name.startswith(f"{each} ")), "")
    return f"{kind} số {act.number} {act.name[len(kind) :].strip()}" if kind else f"{act.name} số {act.number}"


def _head_name(agency: str, capacity: Capacity, now: datetime) -> str:
    heads = {held.official for held in agencies.leaders(agency, now)} if capacity in _BY_THE_HEAD else set()
    found = people.person(heads.pop()) if len(heads) == 1 else None
    return found.full_name if found is not None else _NAME


_BY_THE_HEAD = frozenset({Capacity.HEAD, Capacity.TM})
