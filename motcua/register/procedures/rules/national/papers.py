"""Papers of records, in the groups in which the record has them."""

import hashlib
import re

import msgspec

from motcua.foundation.forms.words import Text
from motcua.foundation.interface.diacritics import fold
from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.rules.national.raw import Raw
from motcua.register.procedures.rules.national.words import shortened
from motcua.register.procedures.types import DocumentRequirement, Outcome, StandIns

MOST_COPIES = 50
# “not a letter or figure” of a code, as an address may hold it
_STRANGE = re.compile(r"[^a-z0-9]+")
_FORMS = ("don ", "to khai", "giay de nghi", "van ban de nghi", "cong van de nghi", "phieu khai", "ban khai")
_REMARK = ("luu y", "ghi chu")


class Group(msgspec.Struct, frozen=True):
    """A group of papers: its name in the record, whether it is a case of its own, its papers, remarks that stood in it."""

    name: str
    is_case: bool
    papers: tuple[DocumentRequirement, ...]
    notes: tuple[str, ...] = ()


@house_rule(
    "Groups named after whom they concern are cases; the others are kinds of papers, and remarks are no papers."
)
def groups_of(raw: Raw, stand_ins: StandIns) -> tuple[Group, ...]:
    """Return the groups of papers of a record."""
    known: dict[str, str] = {}
    found = []
    for case in raw.rows("executionCases"):
        name = case.text("name").strip(" :;")
        bare = _letters(name)
        papers: dict[str, DocumentRequirement] = {}
        notes: list[str] = []
        for row in case.rows("profileComponents"):
            text = row.text("name")
            if not text:
                row.remarks.add("no-name", Outcome.DROPPED, row.where("name"), "a paper without a name")
            elif bare.startswith(_REMARK) or _letters(text).startswith(_REMARK):
                notes.append(text)
            else:
                paper = _paper(row, text, name, known, stand_ins)
                papers.setdefault(paper.code, paper)
        found.append(
            Group(
                name, bare.startswith(("truong hop", "doi voi", "ho so doi voi")), tuple(papers.values()), tuple(notes)
            )
        )
    return tuple(found)


def _letters(text: str) -> str:
    """Return a folded text from its first word of letters on: “(1.2) * Đối với” begins with “doi voi”."""
    return re.sub(r"^(?:[^a-z]*\b[a-z]?\)|[^a-z]+)*", "", fold(text[:400]))


def _paper(raw: Raw, text: str, group: str, known: dict[str, str], stand_ins: StandIns) -> DocumentRequirement:
    official = raw.text("code")
    title = shortened(text)
    whole = text if title != " ".join(text.split()).lstrip("-+* ") else ""
    hint = "\n".join(part for part in (shortened(group, 300), whole) if part)
    return DocumentRequirement(
        code=_code(official, text, known), paper_type=_type(official, text, stand_ins), name=Text(title),
        hint=Text(hint) if hint else None, required=raw.flag("required"), originals=_count(raw, "originalQty"),
        copies=_count(raw, "copyQty"), official_code=official, unverified=True,
    )  # fmt: skip


def _code(official: str, text: str, known: dict[str, str]) -> str:
    """Return a code that is the same whenever the paper is: an official code names several papers."""
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    code = _STRANGE.sub("-", fold(official)).strip("-")[:60] or f"paper-{mark}"
    if known.setdefault(code, text) != text:
        code = f"{code}-{mark}"
        known[code] = text
    return code


def _type(official: str, text: str, stand_ins: StandIns) -> str:
    told = stand_ins.typed_papers.get(official)
    if told:
        return told
    return "application-form" if _letters(text).startswith(_FORMS) else "as-recorded"


def _count(raw: Raw, key: str) -> int:
    found = raw.number(key)
    if found is None:
        if raw.values.get(key) is not None:
            raw.wrong(key, "a number")
        return 0
    if found < 0 or found > MOST_COPIES or found != int(found):
        rule = "negative" if found < 0 else "absurd" if found > MOST_COPIES else "half-unit"
        raw.remarks.add(rule, Outcome.DROPPED, raw.where(key), f"{found:g} is no number of copies: none is asked for")
        return 0
    return int(found)


@house_rule("A paper that stands in several groups is asked for once.")
def merged(groups: tuple[Group, ...]) -> tuple[DocumentRequirement, ...]:
    """Return the papers of several groups, each once."""
    papers: dict[str, DocumentRequirement] = {}
    for group in groups:
        for paper in group.papers:
            papers.setdefault(paper.code, paper)
    return tuple(papers.values())
