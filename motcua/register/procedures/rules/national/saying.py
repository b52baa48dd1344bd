"""What a record tells people: names, subjects, results, conditions, the way that a dossier goes, the law."""

from datetime import UTC, date, datetime, timedelta

from motcua.foundation.forms.words import Text
from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.rules.national.deciding import Decider, tiers_of
from motcua.register.procedures.rules.national.papers import Group
from motcua.register.procedures.rules.national.raw import Raw
from motcua.register.procedures.rules.national.words import named, paragraphs, shortened
from motcua.register.procedures.types import (
    ELSEWHERE,
    LegalBasis,
    Names,
    Note,
    OfficialRecord,
    Outcome,
    ProcedureResult,
)

MOST_NOTES = 120
LONGEST_NAME = 400
_ORGANISATIONS = ("tổ chức", "doanh nghiệp", "hợp tác xã", "cơ quan")
_DAY = 86_400_000


@house_rule("A procedure is called by its record's name, without “Thủ tục” and without capitals throughout.")
def names_of(raw: Raw) -> tuple[Text, Text]:
    """Return the name of the record, and the one for pages."""
    official = " ".join(raw.text("name").split())
    short, loud = named(official)
    if loud:
        message = "a name in capitals: names of places in it may have lost theirs"
        raw.remarks.add("capitals", Outcome.MENDED, "name", message)
    if len(short) > LONGEST_NAME:
        message = f"a name of {len(short):,} letters: pages show its beginning"
        raw.remarks.add("long-name", Outcome.MENDED, "name", message)
    return Text(official), Text(shortened(short, LONGEST_NAME))


@house_rule("A record's first group is its sector; a known code has our own name for it.")
def sector_of(raw: Raw, names: Names) -> tuple[str, Text]:
    """Return the sector's code and name."""
    found = [(row.text("code"), row.text("name")) for row in raw.rows("categoriesDetails")]
    if not found:
        raw.remarks.add("no-sector", Outcome.GUESSED, "categoriesDetails", "no sector: it stands under “other”")
        return "other", Text("Lĩnh vực khác", "Other matters")
    if len(found) > 1:
        message = f"{len(found)} sectors: the first is taken"
        raw.remarks.add("several-sectors", Outcome.DROPPED, "categoriesDetails", message)
    code, name = found[0]
    known = names.sectors.get(code)
    return code or "other", known.name if known else Text(shortened(name, 120) or code)


@house_rule("Who may file is told in the record's words; an unknown type with a word for bodies is one.")
def subjects_of(raw: Raw, names: Names) -> tuple[tuple[Text, ...], bool]:
    """Return who may file, and whether organisations are among them."""
    known = {one.official_code: one for one in names.subject_types.values() if one.official_code}
    subjects: list[Text] = []
    organisations = False
    for row in raw.rows("subjectTypesDetails"):
        code, name = row.text("code"), row.text("name")
        found = known.get(code)
        if found is None:
            message = f"subject type {code[:40]!r} is not known here: its name is taken"
            raw.remarks.add("unknown-subject", Outcome.GUESSED, row.where("code"), message)
        organisations |= found.organisation if found else name.lower().startswith(_ORGANISATIONS)
        text = found.name if found else Text(name or code)
        if text.vi and text not in subjects:
            subjects.append(text)
    if not subjects:
        raw.remarks.add("no-subject", Outcome.GUESSED, "subjectTypesDetails", "nobody is named: anybody may file")
    return tuple(subjects), organisations or not subjects


@house_rule("A result without a code of its own is told all the same.")
def results_of(raw: Raw) -> tuple[ProcedureResult, ...]:
    """Return what the procedure ends in, each once."""
    found: dict[str, ProcedureResult] = {}
    for number, row in enumerate(raw.rows("resultsDetails"), start=1):
        name = shortened(row.text("name"), 300)
        code = row.text("code")[:60] or f"result-{number}"
        if name and code not in found:
            found[code] = ProcedureResult(code, Text(name), unverified=True)
        else:
            rule = "result-twice" if name else "no-name"
            raw.remarks.add(rule, Outcome.DROPPED, row.where("code"), "a result without a name, or named before")
    if not found:
        raw.remarks.add("no-result", Outcome.GUESSED, "resultsDetails", "the record names no result")
    return tuple(found.values())


@house_rule("A summary says what one receives; where the city has no part in it, who decides instead.")
def summary_of(decider: Decider, results: tuple[ProcedureResult, ...]) -> Text:
    """Return the sentence under the name."""
    if decider.by == ELSEWHERE:
        by = decider.words or "cơ quan khác"
        return Text(f"Không nộp tại Thành phố. Nơi giải quyết: {shortened(by, 160)}.")
    return Text(f"Bạn nhận: {shortened(results[0].name.vi, 160)}." if results else "Thủ tục của danh mục quốc gia.")


@house_rule("Conditions and the way of a dossier are told in the record's own words, line by line.")
def notes_of(raw: Raw, groups: tuple[Group, ...]) -> tuple[tuple[Note, ...], tuple[Note, ...], tuple[Note, ...]]:
    """Return the conditions, what happens after filing, and what else to know."""
    conditions = paragraphs(raw.text("requirementsAndConditions") or raw.text("description"))
    described = [line for line in paragraphs(raw.text("description")) if line not in conditions]
    steps = [
        line
        for row in raw.rows("executionSteps")
        for line in paragraphs(f"{row.text('name')}\n{row.text('description')}")
    ]
    addresses = raw.text("dossierReceivingAddresses")
    others = [
        *described, *paragraphs(raw.text("note")), *(note for group in groups for note in group.notes),
        *([f"Nơi nhận hồ sơ theo danh mục quốc gia: {addresses}"] if addresses else []),
    ]  # fmt: skip
    if not steps:
        raw.remarks.add("no-steps", Outcome.GUESSED, "executionSteps", "the record does not tell how a dossier goes")
    return (
        _notes(raw, "requirementsAndConditions", "condition", conditions),
        _notes(raw, "executionSteps", "step", steps),
        _notes(raw, "note", "note", others),
    )


def _notes(raw: Raw, where: str, code: str, lines: list[str]) -> tuple[Note, ...]:
    if len(lines) > MOST_NOTES:
        message = f"{len(lines)} lines: the first {MOST_NOTES} are taken"
        raw.remarks.add("too-many", Outcome.DROPPED, where, message)
    return tuple(
        Note(f"{code}-{number}", Text(line), unverified=True) for number, line in enumerate(lines[:MOST_NOTES], start=1)
    )


@house_rule("Acts are named as the record names them, each number once.")
def acts_of(raw: Raw) -> tuple[LegalBasis, ...]:
    """Return the acts that the procedure rests on."""
    found: dict[str, LegalBasis] = {}
    for row in raw.rows("legalBasisesDetails"):
        number, name = row.text("code"), shortened(row.text("name"), 400)
        if number or name:
            found.setdefault(number or name, LegalBasis(number, name, unverified=True))
    return tuple(found.values())


@house_rule("The day of a decision is in milliseconds, at midnight in Viet Nam.")
def record_of(raw: Raw, city: str) -> OfficialRecord:
    """Return what the record says of the procedure as a whole; it is the city's own if issued in the city of this code."""
    proposal = raw.part("procedureProposal")
    issuer = raw.text("departmentPromulgateCode")
    return OfficialRecord(
        decision=proposal.text("proposalNumber"), issued_by=issuer, decided_on=_day(proposal), tiers=tiers_of(raw),
        vertical=raw.flag("isVertical"), non_territorial=raw.flag("isNonTerritorial"),
        offline_only=raw.flag("isOfflineOnly"),
        own=raw.text("type").upper() == "SPECIFIC" and issuer.split(".")[0] == city,
    )  # fmt: skip


def _day(raw: Raw) -> date | None:
    given = raw.number("decisionDate")
    if given is None:
        if raw.values.get("decisionDate") is not None:
            raw.wrong("decisionDate", "milliseconds since 1970")
        return None
    if not 0 < given < 130 * 365 * _DAY:
        message = f"{given:g} is no day on which anybody decides"
        raw.remarks.add("absurd", Outcome.DROPPED, raw.where("decisionDate"), message)
        return None
    return (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=given, hours=7)).date()
