"""What one declaration must pay."""

from collections.abc import Mapping
from datetime import date

from motcua.foundation.forms.conditions import holds
from motcua.foundation.forms.paging import asked_values
from motcua.foundation.forms.values import at
from motcua.foundation.law.citations import house_rule
from motcua.foundation.law.refusals import refuse
from motcua.foundation.text import gettext_noop
from motcua.register.procedures.rules.telling import amount_on
from motcua.register.procedures.types import Channel, FeeAmount, FeeDue, FeeRule, ProcedureVersion

Thing = tuple[int, int]


@house_rule("A fee without an amount in the catalogue is told by the agency; nobody guesses it.")
def fees_due(
    version: ProcedureVersion, values: Mapping[str, object], *, on: date, channel: str = Channel.ONLINE
) -> tuple[FeeDue, ...]:
    """
    Return what this declaration, filed by `channel` on the day `on`, must pay, amounts in đồng.

    An amount of None was set by an act that the catalogue does not quote: an official sets it. Refuses `fee-not-dated`
    when the catalogue has no amount for the day.
    """
    asked = asked_values(version.declaration, values, on=on)
    due: list[FeeDue] = []
    for rule in version.fees:
        if (rule.channels and channel not in rule.channels) or not holds(rule.due_when, asked, on=on):
            continue
        things = _things(rule, asked)
        quantity = sum(times for times, _ in things)
        if quantity < 1:
            continue
        amount = amount_on(rule, on)
        if amount is None:
            raise refuse(
                "fee-not-dated",
                gettext_noop(
                    "The catalogue has no amount of %(fee)s for %(day)s. The agency will tell you the amount."
                ),
                fee=rule.code,
                day=on.isoformat(),
            )
        due.append(FeeDue(rule.code, rule.name, rule.kind, quantity, _total(amount, things), amount.set_by))
    return tuple(due)


def _things(rule: FeeRule, asked: Mapping[str, object]) -> list[Thing]:
    """Return for each thing that is paid for how often it is paid, and how many units it has."""
    if not rule.rows:
        return [(_count(at(asked, rule.times)) if rule.times else 1, 1)]
    rows = at(asked, rule.rows)
    return [
        (_count(row.get(rule.times)) if rule.times else 1, _count(row.get(rule.units)) if rule.units else 1)
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, Mapping)
    ]


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else 0


def _total(amount: FeeAmount, things: list[Thing]) -> int | None:
    if amount.amount_vnd is None:
        return None
    return sum(times * _price(amount, amount.amount_vnd, units) for times, units in things)


def _price(amount: FeeAmount, each: int, units: int) -> int:
    first = min(units, amount.first) if amount.first else units
    price = each * first + amount.further_vnd * (units - first)
    return price if amount.most_vnd is None else min(price, amount.most_vnd)
