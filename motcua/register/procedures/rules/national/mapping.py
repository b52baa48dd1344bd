"""A record becomes a version: what it says, completed by what stands in, with a remark for everything else."""

import re
from collections.abc import Mapping
from datetime import date

import msgspec

from motcua.foundation.forms.declared import Form
from motcua.foundation.interface.diacritics import fold
from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.rules.national.cases import Cases, cases_of
from motcua.register.procedures.rules.national.charging import fees_of
from motcua.register.procedures.rules.national.deciding import Decider, competence_of, decider_of
from motcua.register.procedures.rules.national.limits import fits
from motcua.register.procedures.rules.national.papers import groups_of
from motcua.register.procedures.rules.national.raw import Raw, Remarks
from motcua.register.procedures.rules.national.saying import (
    acts_of,
    names_of,
    notes_of,
    record_of,
    results_of,
    sector_of,
    subjects_of,
    summary_of,
)
from motcua.register.procedures.rules.national.taking import note_unused
from motcua.register.procedures.rules.national.ways import ways_of
from motcua.register.procedures.types import (
    COMMUNE,
    ELSEWHERE,
    Channel,
    Level,
    Mapped,
    NationalOrigin,
    Outcome,
    ProcedureVersion,
    StandIns,
    Step,
    Unknown,
)

# The day on which today's communes and departments began.
BEGINNING = date(2025, 7, 1)
_CODE = re.compile(r"^[0-9A-Za-z][0-9A-Za-z.\-]{0,38}[0-9A-Za-z]$")
_USUAL_CODE = re.compile(r"^\d\.\d{6}(?:\.H\d{2})?$")
_IN_FORCE = {"ACTIVE", "UPDATED", "PUBLISHED", ""}


@house_rule(
    "A record of the national catalogue is published as it is, with the common declaration, until somebody here has read it; "
    "what serves offices alone, and what is no longer in force, is not published."
)
def version_of(values: Mapping[str, object], line: int, stand_ins: StandIns, *, today: date) -> Mapped:
    """Return what a record becomes on the day `today`, numbered 1, with everything that is to be said of it."""
    whole = values.get("detail", values)
    given = whole if isinstance(whole, Mapping) else values
    code = _text_of(given.get("code")) or _text_of(given.get("codeNotation")) or _text_of(values.get("code"))
    remarks = Remarks(line, code[:40])
    raw = Raw(given, remarks)
    problem = _unreadable(code, raw, values)
    if problem is not None:
        remarks.add(problem[0], Outcome.REFUSED, problem[1], problem[2])
        return Mapped(line, code, None, tuple(remarks.all.values()))
    if raw.flag("isInternal") or raw.text("type").upper().endswith("INTERNAL"):
        remarks.add("internal", Outcome.LEFT_OUT, "isInternal", "a procedure between offices is nobody's to file")
        return Mapped(line, code, None, tuple(remarks.all.values()))
    state = raw.text("state").upper()
    if state not in _IN_FORCE or fold(code).endswith("xoa"):
        remarks.add("not-in-force", Outcome.LEFT_OUT, "state", f"its state is {state[:40]}, its code {code}")
        return Mapped(line, code, None, tuple(remarks.all.values()))
    if not _USUAL_CODE.match(code):
        remarks.add(
            "odd-code", Outcome.GUESSED, "code", f"{code} is spelled as no other code is; it is taken as it stands"
        )
    note_unused(raw)
    version = _version(code, raw, stand_ins, today)
    return Mapped(line, code, version, tuple(remarks.all.values()))


def _text_of(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _unreadable(code: str, raw: Raw, values: Mapping[str, object]) -> tuple[str, str, str] | None:
    if "detail" in values and not isinstance(values["detail"], Mapping):
        return "no-detail", "detail", f"`detail` must be an object, not {values['detail']!r:.60}"
    if not code:
        return "no-code", "code", "a record without a code cannot be told from others"
    if not _CODE.match(code):
        return "bad-code", "code", f"{code[:60]!r} cannot be the code of a procedure"
    if not raw.text("name"):
        return "no-name", "name", "a record without a name cannot be found by anybody"
    outer = _text_of(values.get("code"))
    if outer and outer != code:
        message = f"the line says {outer[:40]!r}, its detail {code!r}: the detail's is taken"
        raw.remarks.add("two-codes", Outcome.GUESSED, "code", message)
    return None


def _version(code: str, raw: Raw, stand_ins: StandIns, today: date) -> ProcedureVersion:
    official_name, name = names_of(raw)
    sector, sector_name = sector_of(raw, stand_ins.names)
    decider = decider_of(raw, sector, stand_ins)
    channels, ways = ways_of(raw)
    groups = groups_of(raw, stand_ins)
    cases = cases_of(raw, groups, ways, stand_ins)
    subjects, organisations = subjects_of(raw, stand_ins.names)
    fees = fees_of(raw, BEGINNING)
    results = results_of(raw)
    record = record_of(raw, stand_ins.city)
    steps = stand_ins.steps[decider.steps]
    requirements, after_filing, notes = notes_of(raw, groups)
    return ProcedureVersion(
        code=code, version=1, valid_from=_begins(raw, record.decided_on, today), name=name, official_name=official_name,
        summary=summary_of(decider, results), sector=sector, sector_name=sector_name,
        level=_level(raw, decider, channels, stand_ins.city), channels=channels, cases=cases.cases, steps=_fitted(steps, cases),
        fees=fees, results=results, competence=competence_of(decider, stand_ins),
        declaration=_declaration(code, decider, cases, stand_ins, organisations=organisations),
        subjects=subjects, organisations=organisations, requirements=requirements, after_filing=after_filing, notes=notes,
        keywords=_keywords(raw), record=record, law=acts_of(raw), unverified=True,
        national=NationalOrigin(
            taken_on=today, decided_by=decider.words, issued_by=raw.text("departmentPromulgateName"),
            unknown=_unknown(cases, decider, any(one.amounts[0].amount_vnd is None for one in fees), groups),
        ),
    )  # fmt: skip


def _begins(raw: Raw, decided_on: date | None, today: date) -> date:
    if decided_on is not None and decided_on > today:
        message = f"decided on {decided_on}, which has not come yet: valid from today"
        raw.remarks.add("date-ahead", Outcome.GUESSED, "procedureProposal.decisionDate", message)
    return max(BEGINNING, min(decided_on or BEGINNING, today))


def _level(raw: Raw, decider: Decider, channels: tuple[Channel, ...], city: str) -> Level:
    if decider.by == ELSEWHERE:
        where = "executingAgencies"
        message = f"decided by {decider.words or 'nobody of the city'}: told here, and not offered for filing"
        issuer = raw.text("departmentPromulgateCode")
        rule = "another-province" if issuer.startswith("H") and issuer.split(".")[0] != city else "decided-elsewhere"
        raw.remarks.add(rule, Outcome.GUESSED, where, message)
        return Level.INFORMATIONAL
    return Level.FULLY_ONLINE if raw.flag("isFullProcess") and Channel.ONLINE in channels else Level.PARTLY_ONLINE


def _unknown(cases: Cases, decider: Decider, fee: bool, groups: tuple[object, ...]) -> tuple[Unknown, ...]:
    papers = [paper for case in cases.cases for paper in case.papers]
    open_questions = {
        Unknown.LIMIT: not cases.limit_is_known,
        Unknown.FEE: fee,
        Unknown.AGENCY: decider.guessed and decider.by != ELSEWHERE,
        Unknown.PAPERS: not any(paper.required for paper in papers),
        Unknown.CASES: len(groups) > 1 and len(cases.cases) == 1,
    }
    # Of what is filed elsewhere, its papers are that office's matter.
    told = (Unknown.LIMIT, Unknown.FEE) if decider.by == ELSEWHERE else tuple(Unknown)
    return tuple(key for key, is_open in open_questions.items() if is_open and key in told)


def _fitted(steps: tuple[Step, ...], cases: Cases) -> tuple[Step, ...]:
    total = sum(step.minutes for step in steps)
    limits = [one for case in cases.cases for one in (case.limit, *(each.limit for each in case.limits))]
    share = min(fits(total, limit) for limit in limits)
    if share >= 1:
        return steps
    return tuple(msgspec.structs.replace(step, minutes=max(1, int(step.minutes * share))) for step in steps)


def _declaration(code: str, decider: Decider, cases: Cases, stand_ins: StandIns, *, organisations: bool) -> Form:
    common = stand_ins.anyone if organisations else stand_ins.people
    left_out = {name for name, asked in (("case", cases.options), ("place", decider.by == COMMUNE)) if not asked}
    lists = {**common.lists, "cases": (*cases.options, *common.lists["cases"])}
    return Form(
        code=f"{code}.v1",
        pages=tuple(page for page in common.pages if page.code not in left_out),
        lists={name: options for name, options in lists.items() if name != "cases" or cases.options},
    )


def _keywords(raw: Raw) -> tuple[str, ...]:
    found = (one.strip() for one in re.split(r"[,;\n]", raw.text("keywords")))
    return tuple(dict.fromkeys(one[:100] for one in found if one))[:40]
