"""Fees of records: numbers that are often nought, and words that hold the truth."""

import re
from datetime import date

import msgspec

from motcua.foundation.forms.words import Text
from motcua.foundation.interface.diacritics import fold
from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.rules.national.raw import Raw
from motcua.register.procedures.rules.national.ways import CHANNELS
from motcua.register.procedures.rules.national.words import shortened
from motcua.register.procedures.types import Channel, FeeAmount, FeeKind, FeeRule, Outcome

LEAST, MOST = 500, 1_000_000_000
# As the portal spells them: a FEE pays a service (phí), a SERVICE_FEE an act of the state (lệ phí).
_KINDS = {
    "FEE": (FeeKind.FEE, "fee", Text("Phí", "Fee")),
    "SERVICE_FEE": (FeeKind.CHARGE, "charge", Text("Lệ phí", "Charge")),
    "PRICE_LEVEL": (FeeKind.FEE, "price", Text("Giá dịch vụ", "Price of the service")),
}
_NOTHING = re.compile(
    r"^(?:khong|khong co|khong quy dinh|chua quy dinh|khong thu|khong thu (?:phi|le phi)|khong phai nop.{0,20}|mien phi|"
    r"mien le phi|mien thu.{0,20}|0|0 ?(?:dong|d|vnd))?$"
)
_MONEY = re.compile(r"\d{1,3}(?:\.\d{3})+|\d{4,}")
_UNREAD = Text("Cơ quan giải quyết báo mức thu.", "The agency tells the amount.")


class _Charge(msgspec.Struct, frozen=True):
    kind: str
    amount: int | None
    words: str


@house_rule(
    "An amount is taken where a record names one and nothing but one. Nought without words, or with words for “nothing”, is "
    "free; everything else is told by the agency, in the record's words: nobody guesses an amount."
)
def fees_of(raw: Raw, valid_from: date) -> tuple[FeeRule, ...]:
    """Return the fees of a record, one of each kind and amount, with the ways of filing that pay it."""
    by_channel: dict[Channel, dict[str, list[_Charge]]] = {}
    for row in raw.rows("executionMethods"):
        channel = CHANNELS.get(row.text("submissionMethod").upper())
        for fee in row.rows("fees"):
            charge = _charge(fee)
            if channel is not None and charge is not None:
                kinds = by_channel.setdefault(channel, {})
                kinds.setdefault(charge.kind, []).append(charge)
    told: dict[tuple[str, int | None, str], list[Channel]] = {}
    for channel, kinds in by_channel.items():
        for kind, charges in kinds.items():
            one = _one(raw, kind, list(dict.fromkeys(charges)))
            if one.amount != 0:
                told.setdefault((kind, one.amount, one.words), []).append(channel)
    return tuple(
        _rule(number, kind, amount, words, channels if len(channels) < len(by_channel) else [], valid_from)
        for number, ((kind, amount, words), channels) in enumerate(sorted(told.items(), key=_in_order))
    )


def _in_order(told: tuple[tuple[str, int | None, str], list[Channel]]) -> tuple[str, int, str]:
    """Return the place of a fee: the order of a record's rows says nothing, and must not change the codes."""
    (kind, amount, words), _ = told
    return kind, amount or 0, words


def _charge(raw: Raw) -> _Charge | None:
    kind = raw.text("type").upper() or "FEE"
    words = " ".join(raw.text("description").split())
    if kind not in _KINDS:
        raw.remarks.add("unknown-fee", Outcome.GUESSED, raw.where("type"), f"{kind[:40]!r} is taken as a fee")
        kind = "FEE"
    value = raw.number("value")
    where = raw.where("value")
    if value is None and raw.values.get("value") is not None:
        raw.wrong("value", "an amount")
    currency = fold(raw.text("currencyName"))
    if value and currency and not any(word in currency for word in ("viet nam", "vnd", "dong")):
        message = f"{value:g} {currency} is no amount in đồng: the agency tells it"
        raw.remarks.add("foreign-currency", Outcome.DROPPED, where, message)
        return _Charge(kind, None, f"{value:g} {raw.text('currencyName')} {words}".strip())
    if value is not None and value != 0 and (value < LEAST or value > MOST or value != int(value)):
        rule = "negative" if value < 0 else "absurd"
        raw.remarks.add(rule, Outcome.DROPPED, where, f"{value:g} đồng is no amount: the agency tells it")
        return _Charge(kind, None, words)
    if not value:
        free = bool(_NOTHING.match(fold(words).strip(" .;)(")))
        if free and value is None and not words:
            return _Charge(kind, None, "")
        return _Charge(kind, 0 if free else None, words)
    others = {int(one.replace(".", "")) for one in _MONEY.findall(words)} - {int(value)}
    if {one for one in others if one >= LEAST and not 1900 <= one <= 2100}:
        message = f"the words name other amounts than {value:,.0f} đồng: the agency tells which"
        raw.remarks.add("several-amounts", Outcome.GUESSED, where, message)
        return _Charge(kind, None, f"{value:,.0f} đ. {words}".replace(",", "."))
    return _Charge(kind, int(value), words)


def _one(raw: Raw, kind: str, charges: list[_Charge]) -> _Charge:
    """Return what several charges of a kind by one way of filing come to: they are alternatives, not a sum."""
    if len(charges) == 1:
        return charges[0]
    if {one.amount for one in charges} == {0}:
        return charges[0]
    words = "; ".join(
        " – ".join(part for part in (f"{one.amount:,} đ".replace(",", ".") if one.amount else "", one.words) if part)
        for one in charges
    )
    message = f"{len(charges)} amounts of {kind}: which is due depends, so the agency tells it"
    raw.remarks.add("several-amounts", Outcome.GUESSED, raw.where("executionMethods"), message)
    return _Charge(kind, None, words)


def _rule(
    number: int, kind: str, amount: int | None, words: str, channels: list[Channel], valid_from: date
) -> FeeRule:  # fmt: skip
    what, code, name = _KINDS[kind]
    set_by = (Text(words) if words else _UNREAD) if amount is None else None
    return FeeRule(
        code=code if number == 0 else f"{code}-{number + 1}", name=name, kind=what, channels=tuple(channels),
        amounts=(FeeAmount(valid_from=valid_from, amount_vnd=amount, set_by=set_by, unverified=True),),
        exempt=Text(shortened(words, 600)) if words and amount is not None else None, unverified=True,
    )  # fmt: skip
