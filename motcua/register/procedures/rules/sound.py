"""What a schema cannot say of a procedure: names that point to nothing, values without a source."""

from collections.abc import Collection, Iterator, Mapping

import msgspec

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.forms.conditions import named_fields
from motcua.foundation.forms.declared import AnyCondition, FieldType
from motcua.foundation.law.citations import house_rule
from motcua.foundation.policy.types import Role
from motcua.register.procedures.rules.sound_form import form_faults
from motcua.register.procedures.rules.sound_parts import part_faults, parts_as_procedures
from motcua.register.procedures.rules.sound_values import Fault, Path, doubles, english_faults, source_faults
from motcua.register.procedures.types import CompetenceRule, PaperType, ProcedureVersion

DAY_MINUTES = 480


class Known(msgspec.Struct, frozen=True):
    """What names in a procedure may point to: paper types, codes of agencies, the communes of today among them, acts."""

    paper_types: Mapping[str, PaperType]
    agencies: Collection[str]
    communes: Collection[str]
    acts: Collection[str]


@house_rule("A procedure is sound when every name in it points somewhere and every value says where it comes from.")
def faults_of(version: ProcedureVersion, known: Known) -> tuple[Fault, ...]:
    """Return the mistakes of a procedure that has the right shape."""
    return (
        *form_faults(version.declaration),
        *_condition_faults(version),
        *_fee_faults(version),
        *_paper_faults(version, known),
        *_competence_faults(version, known),
        *_channel_faults(version),
        *_step_faults(version),
        *part_faults(version),
        *_faults_within_parts(version, known),
        *doubles(("cases",), [case.code for case in version.cases]),
        *doubles(("steps",), [step.code for step in version.steps]),
        *doubles(("fees",), [fee.code for fee in version.fees]),
        *doubles(("results",), [result.code for result in version.results]),
        *doubles(("notes",), [note.code for note in version.notes]),
        *doubles(("after_filing",), [note.code for note in version.after_filing]),
        *english_faults(version),
        *source_faults(version, known.acts),
    )


def _faults_within_parts(version: ProcedureVersion, known: Known) -> Iterator[Fault]:
    for where, part in parts_as_procedures(version):
        for fault in (*_competence_faults(part, known), *_step_faults(part), *_fee_faults(part)):
            yield Fault((*where, *fault.path), fault.rule, fault.message)


def _condition_faults(version: ProcedureVersion) -> Iterator[Fault]:
    known = {field.code for field in version.declaration.fields()}
    for where, name in _named(version):
        if name and name not in known:
            yield Fault(where, "unknown-field", f"`{name}` is not declared")
    if not any(case.applies_when is None for case in version.cases[-1:]):
        yield Fault(("cases",), "no-last-case", "the last case must apply to everything, without `applies_when`")


def _named(version: ProcedureVersion) -> Iterator[tuple[Path, str]]:
    """Yield each name of a field outside the declaration, with where it stands."""
    conditions: list[tuple[Path, AnyCondition | None]] = []
    for number, case in enumerate(version.cases):
        conditions.append((("cases", number), case.applies_when))
        conditions.extend(
            (("cases", number, "papers", place), paper.show_when) for place, paper in enumerate(case.papers)
        )
    for number, fee in enumerate(version.fees):
        conditions.append((("fees", number), fee.due_when))
        yield ("fees", number), fee.rows or fee.times
    for number, rule in enumerate(version.competence.rules):
        conditions.append((("competence", "rules", number), rule.applies_when))
        yield ("competence", "rules", number), rule.address
    for name in version.typical:
        yield ("typical", name), name
    for where, condition in conditions:
        for name in named_fields(condition):
            yield where, name


def _fee_faults(version: ProcedureVersion) -> Iterator[Fault]:
    tables = {one.code: one.columns for one in version.declaration.fields() if one.type is FieldType.TABLE}
    for number, fee in enumerate(version.fees):
        where: Path = ("fees", number)
        if fee.units and not fee.rows:
            yield Fault(where, "units-without-rows", "`units` names a column, so `rows` must name its table")
        if not fee.rows:
            continue
        if fee.rows not in tables:
            yield Fault(where, "no-table", f"`{fee.rows}` is not a table of the declaration")
            continue
        columns = {column.code for column in tables[fee.rows]}
        for name in (fee.times, fee.units):
            if name and name not in columns:
                yield Fault(where, "unknown-field", f"table `{fee.rows}` has no column `{name}`")


def _paper_faults(version: ProcedureVersion, known: Known) -> Iterator[Fault]:
    for number, case in enumerate(version.cases):
        yield from doubles(("cases", number), [paper.code for paper in case.papers])
        for place, paper in enumerate(case.papers):
            if paper.paper_type not in known.paper_types:
                yield Fault(
                    ("cases", number, "papers", place, "paper_type"),
                    "unknown-paper-type",
                    f"there is no paper type `{paper.paper_type}`",
                )


def _competence_faults(version: ProcedureVersion, known: Known) -> Iterator[Fault]:
    addresses = {one.code for one in version.declaration.fields() if one.type is FieldType.ADDRESS}
    fields = {one.code for one in version.declaration.fields()}
    for number, rule in enumerate(version.competence.rules):
        where: Path = ("competence", "rules", number)
        if bool(rule.address) == bool(rule.agency):
            yield Fault(where, "which-agency", "a rule names an `address` or an `agency`, one of the two")
        if (rule.office or rule.areas) and not rule.address:
            yield Fault(where, "which-agency", "`office` and `areas` go with the `address` whose commune they serve")
        if rule.address in fields - addresses:
            yield Fault(where, "no-address", f"`{rule.address}` is not an address")
        for code in sorted(_agencies_of(rule, known) - set(known.agencies)):
            yield Fault(where, "unknown-agency", f"there is no agency `{code}` in the city's catalogue")
    last = version.competence.rules[-1]
    if last.applies_when is not None or last.valid_until is not None:
        yield Fault(
            ("competence", "rules"),
            "no-last-rule",
            "the last rule must hold for everything and for ever: no `applies_when`, no `valid_until`",
        )


def _agencies_of(rule: CompetenceRule, known: Known) -> set[str]:
    named = {rule.agency} if rule.agency else set()
    named.update(rule.areas, rule.areas.values())
    if rule.office:
        named.update(f"{commune}.{rule.office}" for commune in known.communes)
    return named


def _channel_faults(version: ProcedureVersion) -> Iterator[Fault]:
    for number, case in enumerate(version.cases):
        for one in case.limits:
            if one.channel not in version.channels:
                yield Fault(("cases", number, "limits"), "no-such-channel", f"nobody files by `{one.channel}`")
    for number, fee in enumerate(version.fees):
        for channel in fee.channels:
            if channel not in version.channels:
                yield Fault(("fees", number), "no-such-channel", f"nobody files by `{channel}`")


def _step_faults(version: ProcedureVersion) -> Iterator[Fault]:
    roles = [step.role for step in version.steps]
    if len(roles) < 3 or roles[0] is not Role.DESK or roles[-1] is not Role.DESK:
        message = "the first step is reception and the last the return of the result, both of the role `desk`"
        yield Fault(("steps",), "steps-of-the-desk", message)
    total = sum(step.minutes for step in version.steps)
    for case in version.cases:
        for limit in (case.limit, *(one.limit for one in case.limits)):
            allowed = _minutes(limit)
            if allowed is not None and allowed != int(allowed):
                message = f"the limit of `{case.code}` does not come to whole minutes"
                yield Fault(("cases",), "broken-limit", message)
            if allowed is not None and total > allowed:
                message = f"the steps take {total} minutes, the limit of `{case.code}` has {allowed:g}"
                yield Fault(("steps",), "steps-too-long", message)


def _minutes(limit: Limit) -> float | None:
    per_unit = {LimitUnit.WORKING_HOURS: 60, LimitUnit.WORKING_DAYS: DAY_MINUTES, LimitUnit.SAME_DAY: DAY_MINUTES}
    return limit.amount * per_unit[limit.unit] if limit.unit in per_unit else None
