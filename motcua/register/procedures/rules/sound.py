"""What a schema cannot say of a procedure: names that point to nothing, values without a source."""

from collections.abc import Iterable, Iterator

import msgspec

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.forms.conditions import named_fields
from motcua.foundation.forms.declared import AnyCondition, Field, FieldType, Form
from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.types import Counts, PaperType, ProcedureVersion

Path = tuple[str | int, ...]
DAY_MINUTES = 480


class Fault(msgspec.Struct, frozen=True):
    """A mistake at a path of the procedure's file; `rule` is its code."""

    path: Path
    rule: str
    message: str


@house_rule("A procedure is sound when every name in it points somewhere and every value says where it comes from.")
def faults_of(version: ProcedureVersion, paper_types: dict[str, PaperType]) -> tuple[Fault, ...]:
    """Return the mistakes of a procedure that has the right shape."""
    return (
        *_form_faults(version.declaration),
        *_condition_faults(version),
        *_paper_faults(version, paper_types),
        *_step_faults(version),
        *_doubles(("cases",), [case.code for case in version.cases]),
        *_doubles(("steps",), [step.code for step in version.steps]),
        *_doubles(("fees",), [fee.code for fee in version.fees]),
        *_source_faults(version),
    )


def _doubles(path: Path, codes: Iterable[str]) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, code in enumerate(codes):
        if code in seen:
            yield Fault((*path, number), "code-twice", f"`{code}` stands twice")
        seen.add(code)


def _form_faults(form: Form) -> Iterator[Fault]:
    base: Path = ("declaration", "pages")
    yield from _doubles(base, [page.code for page in form.pages])
    declared: set[str] = set()
    for page_number, page in enumerate(form.pages):
        for name in named_fields(page.show_when):
            if name not in declared:
                yield Fault((*base, page_number, "show_when"), "unknown-field", f"`{name}` is not declared before this")
        for number, field in enumerate(page.fields):
            path = (*base, page_number, "fields", number)
            if field.code in declared:
                yield Fault(path, "code-twice", f"`{field.code}` stands twice")
            for name in (
                *named_fields(field.show_when),
                *named_fields(field.same_when),
                field.earlier_than,
                field.same_as,
            ):
                if name and name not in declared:
                    yield Fault(path, "unknown-field", f"`{name}` is not declared before `{field.code}`")
            yield from _field_faults(form, field, path)
            declared.add(field.code)


def _field_faults(form: Form, field: Field, path: Path) -> Iterator[Fault]:
    if field.options_from and field.options_from not in form.lists:
        yield Fault(path, "unknown-list", f"there is no list `{field.options_from}`")
    elif field.type is FieldType.CHOICE and not form.options_of(field):
        yield Fault(path, "no-options", f"`{field.code}` offers nothing to choose")
    if (field.type is FieldType.TABLE) != bool(field.columns):
        yield Fault(path, "columns", f"`{field.code}`: a table, and only a table, has columns")


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
        conditions.extend((("papers", paper.code), paper.show_when) for paper in case.papers)
    for number, fee in enumerate(version.fees):
        conditions.append((("fees", number), fee.due_when))
        yield ("fees", number), fee.times
    for number, rule in enumerate(version.competence.rules):
        conditions.append((("competence", "rules", number), rule.applies_when))
        yield ("competence", "rules", number), rule.address
    for name in version.typical:
        yield ("typical", name), name
    for where, condition in conditions:
        for name in named_fields(condition):
            yield where, name


def _paper_faults(version: ProcedureVersion, paper_types: dict[str, PaperType]) -> Iterator[Fault]:
    for number, case in enumerate(version.cases):
        yield from _doubles(("cases", number), [paper.code for paper in case.papers])
        for paper in case.papers:
            if paper.paper_type not in paper_types:
                yield Fault(
                    ("papers", paper.code, "paper_type"),
                    "unknown-paper-type",
                    f"there is no paper type `{paper.paper_type}`",
                )


def _step_faults(version: ProcedureVersion) -> Iterator[Fault]:
    total = sum(step.minutes for step in version.steps)
    for case in version.cases:
        allowed = _minutes(case.limit)
        if allowed is not None and total > allowed:
            message = f"the steps take {total} minutes, the limit of `{case.code}` has {allowed:g}"
            yield Fault(("steps",), "steps-too-long", message)


def _minutes(limit: Limit) -> float | None:
    per_unit = {LimitUnit.WORKING_HOURS: 60, LimitUnit.WORKING_DAYS: DAY_MINUTES, LimitUnit.SAME_DAY: DAY_MINUTES}
    return limit.amount * per_unit[limit.unit] if limit.unit in per_unit else None


def _sourced(value: object, path: Path) -> Iterator[tuple[Path, msgspec.Struct]]:
    if isinstance(value, msgspec.Struct):
        if "unverified" in value.__struct_fields__:
            yield path, value
        for name in value.__struct_fields__:
            yield from _sourced(getattr(value, name), (*path, name))
    elif isinstance(value, tuple | list):
        for number, item in enumerate(value):
            yield from _sourced(item, (*path, number))


def _source_faults(version: ProcedureVersion) -> Iterator[Fault]:
    for path, value in _sourced(version, ()):
        source, unverified = getattr(value, "source", None), getattr(value, "unverified", False)
        if source is None and not unverified:
            yield Fault(path, "no-source", "say where this comes from (`source`), or `unverified: true`")
        elif source is not None and not (source.record or source.act or source.page):
            yield Fault(path, "empty-source", "a source names a record, an act or a page")
        elif source is not None and not source.quote and not unverified:
            yield Fault(path, "no-quote", "quote the words of the source, or say `unverified: true`")


@house_rule("A value that is ours by reading alone counts as unverified even if it names an act.")
def count_sources(version: ProcedureVersion) -> Counts:
    """Return how many values of a procedure quote their source, and how many are unverified; each value counts once."""
    distinct = {(type(value).__name__, msgspec.json.encode(value)): value for _, value in _sourced(version, ())}
    unverified = sum(bool(getattr(value, "unverified", False)) for value in distinct.values())
    return Counts(sourced=len(distinct) - unverified, unverified=unverified)
