"""Who decides: the record's own words and flags, and the agency of the city that they mean."""

import msgspec

from motcua.foundation.forms.words import Text
from motcua.foundation.interface.diacritics import fold
from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.rules.national.raw import Raw
from motcua.register.procedures.types import (
    COMMUNE,
    ELSEWHERE,
    MINISTRY,
    PROVINCE,
    Body,
    Competence,
    CompetenceRule,
    Outcome,
    StandIns,
    Tier,
)

_NO_AGENCIES = {COMMUNE, PROVINCE, MINISTRY, ELSEWHERE}
_BODIES = ("departmentsExecuting", "unitGroupsExecuting")
_TIERS = {
    "isWard": Tier.COMMUNE, "isProvince": Tier.PROVINCE, "isMinistry": Tier.MINISTRY, "isOtherAgency": Tier.OTHER,
}  # fmt: skip
_COMMUNE = Text("Ủy ban nhân dân phường, xã", "The People's Committee of the ward or commune")
_CHOSEN = Text("Phường, xã mà bạn chọn là nơi giải quyết.", "The ward or commune that you named.")
_DEPARTMENT = Text(
    "Danh mục quốc gia giao cho cấp tỉnh; đây là cơ quan của Thành phố theo lĩnh vực.",
    "The national catalogue names the province; this is the city's agency in the field.",
)


class Decider(msgspec.Struct, frozen=True):
    """
    Who decides: `commune`, `elsewhere` or an agency's code; in the record's words; whether that is our guess.

    `body` is the body of our list that the words fitted, where one did.
    """

    by: str
    words: str
    guessed: bool = False
    body: Body | None = None

    @property
    def steps(self) -> str:
        """The name of the steps that it works by."""
        own = self.body.steps if self.body else ""
        return own or ("commune" if self.by == COMMUNE else "department")


@house_rule("A record's flags say at which levels it is decided.")
def tiers_of(raw: Raw) -> tuple[Tier, ...]:
    """Return the levels that the record names."""
    return tuple(tier for flag, tier in _TIERS.items() if raw.flag(flag))


@house_rule(
    "Another province's own procedure is decided there. Of the bodies that a record names the commune counts first, then the "
    "city's agencies; where none is known the commune decides what is flagged for it, the city's agency in the field what is "
    "flagged for the province, and nobody here what is a ministry's or of its own offices."
)
def decider_of(raw: Raw, sector: str, stand_ins: StandIns) -> Decider:
    """Return who decides, with remarks where that is guessed."""
    named = _named(raw)
    words = ", ".join(named) or raw.text("executingAgencies")
    issuer = raw.text("departmentPromulgateCode")
    if issuer.startswith("H") and issuer.split(".")[0] != stand_ins.city:
        return Decider(ELSEWHERE, raw.text("departmentPromulgateName") or words)
    bodies = [body for body in (_by_words(name, stand_ins) for name in named or [words]) if body]
    known = [body.decides for body in bodies]
    tiers = tiers_of(raw)
    here = [body for body in bodies if body.decides not in _NO_AGENCIES]
    if COMMUNE in known and (Tier.COMMUNE in tiers or not tiers):
        return Decider(COMMUNE, words, body=bodies[known.index(COMMUNE)])
    if here:
        several = len({body.decides for body in here}) > 1
        return Decider(here[0].decides, words, guessed=several, body=here[0])
    if not _is_elsewhere(raw, known, tiers):
        by_commune = Tier.COMMUNE in tiers and PROVINCE not in known
        return Decider(COMMUNE, words) if by_commune else _of_the_field(raw, sector, issuer, words, stand_ins)
    return Decider(ELSEWHERE, words or raw.text("departmentPromulgateName"))


def _is_elsewhere(raw: Raw, known: list[str], tiers: tuple[Tier, ...]) -> bool:
    """Say whether no agency of the city decides, as far as words and flags tell."""
    if ELSEWHERE in known or raw.flag("isVertical"):
        return True
    flagged = Tier.COMMUNE in tiers or Tier.PROVINCE in tiers
    if MINISTRY in known and PROVINCE not in known:
        return Tier.MINISTRY in tiers or not flagged
    return not flagged and PROVINCE not in known and COMMUNE not in known


def _of_the_field(raw: Raw, sector: str, issuer: str, words: str, stand_ins: StandIns) -> Decider:
    agency = stand_ins.ministries.get(sector[:3]) or stand_ins.ministries.get(issuer[:3])
    where = raw.where("executingAgencies")
    if agency is None:
        message = (
            f"the city has no agency in the field of {sector or issuer or 'an unknown ministry'}: not offered here"
        )
        raw.remarks.add("no-agency", Outcome.GUESSED, where, message)
        return Decider(ELSEWHERE, words, guessed=True)
    message = f"the record names the province alone: {agency} stands in, by its field"
    raw.remarks.add("agency-by-field", Outcome.GUESSED, where, message)
    return Decider(agency, words, guessed=True)


def _named(raw: Raw) -> list[str]:
    names = [row.text("name") for key in _BODIES for row in raw.rows(key) if row.values]
    return list(dict.fromkeys(" ".join(name.split()).strip(" .") for name in names if name))


def _by_words(name: str, stand_ins: StandIns) -> Body | None:
    folded = f"{fold(name)} "
    return next((body for body in stand_ins.bodies if any(word in folded for word in body.named)), None)


@house_rule("What is decided elsewhere has no rule of competence: nobody of the city can take it.")
def competence_of(decider: Decider, stand_ins: StandIns) -> Competence:
    """Return the competence that a decider means."""
    if decider.by == ELSEWHERE:
        return Competence(name=Text(decider.words or "Cơ quan khác"), rules=())
    if decider.by == COMMUNE:
        office = decider.body.office if decider.body else ""
        rule = CompetenceRule(address="place.at", office=office, because=_CHOSEN, unverified=True)
        return Competence(name=decider.body.name if decider.body and decider.body.name else _COMMUNE, rules=(rule,))
    name = stand_ins.agencies.get(decider.by, Text(decider.words))
    because = _DEPARTMENT if decider.guessed else name
    return Competence(name=name, rules=(CompetenceRule(agency=decider.by, because=because, unverified=True),))
