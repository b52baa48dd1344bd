"""Records of agencies out of the short form: what follows by rule is filled in here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from motcua.foundation.forms.words import Text
from motcua.register.agencies.queries._areas import Area, Body, ShortForms
from motcua.register.agencies.queries._names import AreaName, area_text, authority, body, one_stop, police
from motcua.register.agencies.types import AgencyKind, AgencyRecord, Share, Succession, Term


def records_of(forms: ShortForms, others: Mapping[str, AgencyRecord]) -> Iterator[AgencyRecord]:
    """Yield a record for every area, one-stop unit and body; `others` are the agencies recorded at length."""
    areas = {area.code: area for area in forms.areas}
    below: dict[str, list[Area]] = defaultdict(list)
    for area in forms.areas:
        below[area.above].append(area)
    for area in forms.areas:
        yield from _records_of_area(area, areas, below)
    for each in forms.bodies:
        yield _record_of_body(each, areas, others)


def _records_of_area(area: Area, areas: Mapping[str, Area], below: Mapping[str, list[Area]]) -> Iterator[AgencyRecord]:
    said = area.said
    ends = [*(until for _, until in area.names[:-1]), said.until]
    terms: list[Term] = []
    for (name, _), until in zip(area.names, ends, strict=True):
        text = area_text((name, *_above(area, areas, until)))
        term = Term(
            kind=name.kind,
            name=text if name.kind is AgencyKind.NEIGHBOURHOOD else authority(name.in_a_sentence),
            area=text,
            gso="" if name.kind is AgencyKind.NEIGHBOURHOOD else area.gso,
            parent=area.above,
            valid_from=terms[-1].valid_until or said.since if terms else said.since,
            valid_until=until,
            source=said.source,
            unverified=said.unverified,
        )
        terms.append(term)
    yield AgencyRecord(code=area.code, terms=tuple(terms), successors=tuple(_successions(area, below)))
    if area.has_one_stop:
        yield _unit(area, area.one_stop, AgencyKind.ONE_STOP, one_stop(area.name.in_a_sentence), said.one_stop)
    if area.has_police:
        yield _unit(area, area.police, AgencyKind.POLICE, police(area.name.in_a_sentence), said.police)


def _unit(area: Area, code: str, kind: AgencyKind, name: Text, source: str) -> AgencyRecord:
    """Return what every commune has within it."""
    term = Term(
        kind=kind,
        name=name,
        area=area_text((area.name,)),
        parent=area.code,
        valid_from=area.said.since,
        valid_until=area.said.until,
        source=source,
        unverified=area.said.unverified,
    )
    return AgencyRecord(code=code, terms=(term,))


def _above(area: Area, areas: Mapping[str, Area], until: date | None) -> tuple[AreaName, ...]:
    """Return the names of the areas that an area lay in on the last day before `until`, the nearest first."""
    found = areas.get(area.above)
    if found is None:
        return ()
    name = next((name for name, end in found.names if end is None or (until is not None and until <= end)), found.name)
    return (name, *_above(found, areas, until))


def _successions(area: Area, below: Mapping[str, list[Area]]) -> Iterator[Succession]:
    said = area.said
    for code, share in sorted(_heirs(area, below).items()):
        yield Succession(
            predecessor=area.code,
            successor=code,
            share=share,
            on=said.until or date.max,
            source=said.succession,
            unverified=said.unverified,
        )


def _heirs(area: Area, below: Mapping[str, list[Area]]) -> dict[str, Share]:
    """Return who followed an area: as it says, or else all who followed the areas in it."""
    if area.followed:
        return dict(area.followed)
    found = {code for part in below.get(area.code, ()) for code in _heirs(part, below)}
    return dict.fromkeys(found, Share.WHOLE if len(found) == 1 else Share.PART)


def _record_of_body(each: Body, areas: Mapping[str, Area], others: Mapping[str, AgencyRecord]) -> AgencyRecord:
    area = areas[each.above].name.in_a_sentence if each.above in areas else _area_at_length(others.get(each.above))
    term = Term(
        kind=each.kind,
        name=body(each.name, area),
        area=area,
        parent=each.above,
        valid_from=each.said.since,
        valid_until=each.said.until,
        source=each.said.source,
        unverified=each.said.unverified,
    )
    return AgencyRecord(code=each.code, terms=(term,))


def _area_at_length(record: AgencyRecord | None) -> Text:
    return record.terms[-1].area if record and record.terms else Text(vi="")
