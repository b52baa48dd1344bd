"""Cases of records: those whose names differ, else the groups of papers that are cases, else one."""

import msgspec

from motcua.foundation.clock.limits import Limit
from motcua.foundation.forms.declared import Equals, Option
from motcua.foundation.forms.words import Text
from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.rules.national.limits import limit_in, longest
from motcua.register.procedures.rules.national.papers import Group, merged
from motcua.register.procedures.rules.national.raw import Raw
from motcua.register.procedures.rules.national.words import named, shortened
from motcua.register.procedures.types import Channel, ChannelLimit, Outcome, ProcedureCase, StandIns

CHOICE = "case.choice"
MOST_CASES = 25
_USUAL = Text("Trường hợp thông thường", "The usual case")
_UNSURE = Text("Trường hợp khác, hoặc bạn không rõ", "Another case, or one does not know")
_STAND_IN = Text(
    "Danh mục quốc gia không nêu thời hạn đọc được; thời hạn này là tạm tính.",
    "The national catalogue names no time that could be read; this one stands in.",
)


class Cases(msgspec.Struct, frozen=True):
    """The cases, the last for everybody else, and what the applicant may choose (nothing: there is one case)."""

    cases: tuple[ProcedureCase, ...]
    options: tuple[Option, ...] = ()
    limit_is_known: bool = True


class _Named(msgspec.Struct, frozen=True):
    name: str
    code: str
    limit: Limit | None


@house_rule(
    "A case's own limit wins over that of the way of filing; where nothing is named, a stand-in is, and says so."
)
def cases_of(raw: Raw, groups: tuple[Group, ...], ways: dict[Channel, Limit], stand_ins: StandIns) -> Cases:
    """Return the cases of a record with their limits and papers."""
    listed = _listed(raw)
    own = longest([one.limit for one in listed if one.limit])
    limit = own or longest(list(ways.values())) or stand_ins.limit
    known = bool(own or ways)
    if not known:
        message = f"no limit that can be read: {stand_ins.limit.amount:g} {stand_ins.limit.unit} stand in"
        raw.remarks.add("no-limit", Outcome.GUESSED, raw.where("cases"), message)
    if own is not None and any(one != own for one in ways.values()):
        said = ", ".join(f"{channel} {one.amount:g} {one.unit}" for channel, one in ways.items())
        message = f"the cases say {own.amount:g} {own.unit}, the ways of filing {said}: the case's own is taken"
        raw.remarks.add("limits-differ", Outcome.GUESSED, raw.where("cases"), message)
    rest = ProcedureCase(
        code="usual", name=_USUAL, limit=limit, papers=merged(groups), unverified=True,
        limits=() if own else _by_channel(limit, ways), limit_note=None if known else _STAND_IN,
        official_code=listed[0].code if len(listed) == 1 else "",
    )  # fmt: skip
    names = {one.name: one for one in listed}
    if 1 < len(names) <= MOST_CASES:
        chosen = [
            (one.name, msgspec.structs.replace(rest, limit=one.limit or limit, official_code=one.code))
            for one in names.values()
        ]
        return _chosen(chosen, rest, known=known)
    if len({one.limit for one in listed if one.limit}) > 1:
        message = "cases of one name with several limits: the longest is taken"
        raw.remarks.add("cases-alike", Outcome.GUESSED, raw.where("cases"), message)
    special = [group for group in groups if group.is_case and group.papers]
    if 1 < len(special) <= MOST_CASES:
        common = tuple(group for group in groups if not group.is_case)
        each = [(group.name, msgspec.structs.replace(rest, papers=merged((group, *common)))) for group in special]
        return _chosen(each, rest, known=known)
    return Cases((rest,), limit_is_known=known)


def _listed(raw: Raw) -> list[_Named]:
    found = []
    for row in raw.rows("cases"):
        part = row.part("processingDay")
        limit = limit_in(part, "qty", "type") if part.values else None
        name = shortened(named(row.text("name"))[0], 300)
        found.append(_Named(name, row.text("code"), limit))
    return found


def _by_channel(limit: Limit, ways: dict[Channel, Limit]) -> tuple[ChannelLimit, ...]:
    return tuple(
        ChannelLimit(channel=channel, limit=one, unverified=True) for channel, one in ways.items() if one != limit
    )


def _chosen(found: list[tuple[str, ProcedureCase]], rest: ProcedureCase, *, known: bool) -> Cases:
    """Return cases that the applicant chooses among, and the last one, with every paper, for who does not know."""
    cases, options = [], []
    for number, (name, case) in enumerate(found, start=1):
        text = Text(shortened(name, 300))
        value = f"case-{number}"
        applies = Equals(field=CHOICE, value=value)
        cases.append(msgspec.structs.replace(case, code=value, name=text, applies_when=applies))
        options.append(Option(value=value, label=text))
    last = msgspec.structs.replace(rest, name=_UNSURE)
    return Cases((*cases, last), tuple(options), limit_is_known=known)
