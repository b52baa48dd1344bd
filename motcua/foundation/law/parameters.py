"""The numbers that a law sets: dated, with unit and source, in `catalogue/<country>/parameters/<name>.yaml`."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from pathlib import Path

import msgspec

from motcua.foundation.law.citations import Citation
from motcua.foundation.law.documents import Findings, Section, Title, read_document

Number = int | float

UNITS = (
    "working-days",
    "working-hours",
    "calendar-days",
    "hours",
    "minutes",
    "months",
    "times",
    "time-of-day",
    "vnd",
    "results",
)


class DatedValue(msgspec.Struct, frozen=True):
    """
    A value from `valid_from` to before `valid_until` (None: still so), with the article that sets it.

    `value` is a number in the parameter's unit; for `time-of-day` it is a `time`. `quote` holds the words of the source
    where we have them.
    """

    value: Number | time
    valid_from: date
    valid_until: date | None
    source: str
    quote: str = ""
    citation: Citation | None = None
    unverified: bool = False


class Parameter(msgspec.Struct, frozen=True):
    """A number of the law through time. `name` is the name of its file, `unit` one of `UNITS`."""

    name: str
    title: Title
    unit: str
    values: tuple[DatedValue, ...]

    def on(self, day: date) -> DatedValue:
        """Return the value that holds on a day. Raises `NotCoveredError` outside the dated values."""
        for dated in self.values:
            if dated.valid_from <= day and (dated.valid_until is None or day < dated.valid_until):
                return dated
        raise NotCoveredError(f"{self.name} has no value on {day}")


class NotCoveredError(LookupError):
    """The parameter has no value on that day."""


class Parameters(Mapping[str, Parameter]):
    """All parameters of a catalogue by name."""

    def __init__(self, parameters: Mapping[str, Parameter]) -> None:
        self._parameters = dict(parameters)

    def __getitem__(self, name: str) -> Parameter:
        return self._parameters[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parameters)

    def __len__(self) -> int:
        return len(self._parameters)

    def number(self, name: str, *, on: date) -> Number:
        """Return the number that holds on a day. KeyError for an unknown name, `NotCoveredError` outside its dates."""
        value = self._parameters[name].on(on).value
        if isinstance(value, time):
            raise TypeError(f"{name} is a time of day")
        return value

    def time_of_day(self, name: str, *, on: date) -> time:
        """Return the time of day that holds on a day. Errors as `number`."""
        value = self._parameters[name].on(on).value
        if not isinstance(value, time):
            raise TypeError(f"{name} is a number")
        return value


def load_parameters(root: Path, *, country: str = "vn") -> Parameters:
    """
    Return all parameters of a country. `root` is the catalogue folder that holds `vn/`.

    Raises `CatalogueError` with every mistake found (file, line, rule).
    """
    found = Findings()
    parameters = {}
    for path in sorted((root / country / "parameters").glob("*.yaml")):
        parameter = _parameter(path.stem, read_document(path, found))
        parameters[parameter.name] = parameter
    found.raise_if_any()
    return Parameters(parameters)


def _parameter(name: str, section: Section) -> Parameter:
    section.only("parameter", "title", "unit", "values")
    section.require("parameter", "title", "unit", "values")
    if section.has("parameter") and section.text("parameter") != name:
        section.problem("wrong-id", f"the parameter is called `{name}` like its file", key="parameter")
    unit = section.text("unit")
    if unit and unit not in UNITS:
        section.problem("unknown-unit", f"`{unit}` is none of {', '.join(UNITS)}", key="unit")
    values: list[DatedValue] = []
    for item in section.sections("values"):
        dated = _dated(item, unit)
        if dated is None:
            continue
        if values and (values[-1].valid_until is None or dated.valid_from < values[-1].valid_until):
            item.problem("values-overlap", "a value begins when the one before it has ended", key="from")
        values.append(dated)
    return Parameter(name=name, title=section.title("title"), unit=unit, values=tuple(values))


def _dated(section: Section, unit: str) -> DatedValue | None:
    section.only("value", "from", "until", "law", "source", "quote", "unverified")
    section.require("value", "from", "source")
    starts, ends = section.day("from"), section.day("until")
    if starts is not None and ends is not None and ends <= starts:
        section.problem("wrong-period", "a value ends after it begins", key="until")
    value = _time(section) if unit == "time-of-day" else section.number("value")
    if starts is None or value is None:
        return None
    return DatedValue(
        value=value,
        valid_from=starts,
        valid_until=ends,
        source=section.text("source"),
        quote=section.text("quote"),
        citation=_citation(section.section("law")) if section.has("law") else None,
        unverified=section.flag("unverified"),
    )


def _time(section: Section) -> time | None:
    written = section.text("value")
    try:
        return time.fromisoformat(written) if written else None
    except ValueError:
        section.problem("wrong-type", f"`value` must be a time such as '15:00', not {written!r}", key="value")
        return None


def _citation(section: Section) -> Citation:
    section.only("act", "article", "clause", "point")
    section.require("act")
    return Citation(
        act=section.text("act"),
        article=section.text("article"),
        clause=section.text("clause"),
        point=section.text("point"),
    )
