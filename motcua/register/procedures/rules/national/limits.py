"""Limits of records: numbers with units, or words that name one."""

import re

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.interface.diacritics import fold
from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.rules.national.raw import Raw, number_in
from motcua.register.procedures.types import Outcome

# Nothing that the administration answers takes longer; a larger number is a slip of whoever typed it.
LONGEST_DAYS = 1000
_MINUTES = {
    LimitUnit.WORKING_HOURS: 60, LimitUnit.WORKING_DAYS: 480, LimitUnit.CALENDAR_DAYS: 343, LimitUnit.MONTHS: 10_286,
    LimitUnit.SAME_DAY: 480,
}  # fmt: skip
_UNITS = {
    "HOUR": (LimitUnit.WORKING_HOURS, 1), "WORKING_HOUR": (LimitUnit.WORKING_HOURS, 1),
    "WORKING_DAY": (LimitUnit.WORKING_DAYS, 1), "DAY": (LimitUnit.CALENDAR_DAYS, 1), "WEEK": (LimitUnit.CALENDAR_DAYS, 7),
    "MONTH": (LimitUnit.MONTHS, 1), "YEAR": (LimitUnit.MONTHS, 12),
}  # fmt: skip
# “sau 15 giờ” is a time of the day.
_WORDS = re.compile(
    r"(?<!sau )(?<!truoc )(?<!luc )(?<!den )(?<!tu )(?<!\d)(\d{1,3}(?:[.,]\d)?)\s*(ngay lam viec|ngay|gio|thang)\b(?!\s*\d)"
)
_WORD_UNITS = {"ngay lam viec": "WORKING_DAY", "ngay": "DAY", "gio": "HOUR", "thang": "MONTH"}


@house_rule(
    "HOUR, WORKING_DAY, DAY, MONTH and YEAR are units; of OTHER only the words tell, and of several the longest."
)
def limit_in(raw: Raw, amount_key: str, unit_key: str, words: str = "") -> Limit | None:
    """Return the limit that a row of a record names; None, with remarks, when it names none."""
    unit = raw.text(unit_key).upper().strip()
    amount = raw.number(amount_key)
    said = raw.values.get(amount_key)
    where = raw.where(amount_key)
    if isinstance(said, str) and amount is None:
        words = f"{raw.text(amount_key)}\n{words}"
    elif amount is None and said is not None:
        raw.wrong(amount_key, "a number")
    if amount is not None and amount < 0:
        raw.remarks.add("negative", Outcome.DROPPED, where, f"a limit cannot be {amount:g}")
    known = _UNITS.get(unit.removesuffix("S"))
    if known is None and unit not in {"OTHER", ""}:
        raw.remarks.add("unknown-unit", Outcome.DROPPED, raw.where(unit_key), f"{unit[:40]!r} is no unit of time")
    if known is not None and amount is not None and amount > 0:
        return _sound(raw, where, amount * known[1], known[0])
    found = _in_words(words)
    if found is not None:
        message = f"no number with a unit: read from the words as {found.amount:g} {found.unit}"
        raw.remarks.add("limit-from-words", Outcome.GUESSED, where, message)
    return found


def _sound(raw: Raw, where: str, amount: float, unit: LimitUnit) -> Limit | None:
    if amount * _MINUTES[unit] > LONGEST_DAYS * 480:
        raw.remarks.add("absurd", Outcome.DROPPED, where, f"{amount:g} {unit} is longer than anything takes")
        return None
    if unit is LimitUnit.MONTHS and amount != int(amount):
        raw.remarks.add("half-unit", Outcome.GUESSED, where, f"{amount:g} months are read as {amount * 30:g} days")
        amount, unit = amount * 30, LimitUnit.CALENDAR_DAYS
    if unit is LimitUnit.CALENDAR_DAYS and amount != int(amount):
        raw.remarks.add("half-unit", Outcome.GUESSED, where, f"{amount:g} days are read as working days")
        unit = LimitUnit.WORKING_DAYS
    minutes = amount * _MINUTES[unit]
    if unit in {LimitUnit.WORKING_HOURS, LimitUnit.WORKING_DAYS} and minutes != int(minutes):
        whole = max(round(amount * 2), 1) / 2
        raw.remarks.add("half-unit", Outcome.GUESSED, where, f"{amount:g} {unit} are read as {whole:g}")
        amount = whole
    return Limit(amount=amount, unit=unit)


def _in_words(words: str) -> Limit | None:
    found = []
    for number, name in _WORDS.findall(fold(words)):
        unit, times = _UNITS[_WORD_UNITS[name]]
        amount = (number_in(number) or 0) * times
        whole = unit in {LimitUnit.WORKING_HOURS, LimitUnit.WORKING_DAYS} or amount == int(amount)
        if 0 < amount * _MINUTES[unit] <= LONGEST_DAYS * 480 and whole and (amount * 2) == int(amount * 2):
            found.append(Limit(amount=amount, unit=unit))
    return longest(found)


@house_rule("Of several limits of which nothing tells one apart, the longest is promised: it is kept in any case.")
def longest(limits: list[Limit]) -> Limit | None:
    """Return the longest of some limits, as many worked minutes as they roughly have; None of none."""
    return max(limits, key=lambda one: one.amount * _MINUTES[one.unit], default=None)


@house_rule("A step takes no longer than its part of the limit.")
def fits(total: int, limit: Limit) -> float:
    """Return by how much steps of `total` minutes must be shortened (1: not at all) to fit into a limit."""
    if limit.unit not in {LimitUnit.WORKING_HOURS, LimitUnit.WORKING_DAYS, LimitUnit.SAME_DAY}:
        return 1
    return min(1.0, limit.amount * _MINUTES[limit.unit] / total)
