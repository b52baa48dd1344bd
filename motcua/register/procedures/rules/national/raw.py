"""A record as it is read: every value asked for by its type, and a remark for each that has another."""

import math
from collections.abc import Iterator, Mapping

from motcua.foundation.law.citations import house_rule
from motcua.register.procedures.rules.national.words import cleaned
from motcua.register.procedures.types import Outcome, Remark


class Remarks:
    """What is said of one record, each thing once."""

    def __init__(self, line: int, code: str) -> None:
        self.line, self.code = line, code
        self.all: dict[tuple[str, str, str], Remark] = {}

    def add(self, rule: str, outcome: Outcome, where: str, message: str) -> None:
        """Note something; the same of the same place is noted once."""
        remark = Remark(line=self.line, code=self.code, rule=rule, outcome=outcome, where=where, message=message)
        self.all.setdefault((rule, where, message), remark)


class Raw:
    """A mapping of a record, and where in the record it stands."""

    def __init__(self, values: Mapping[str, object], remarks: Remarks, at: str = "") -> None:
        self.values, self.remarks, self.at = values, remarks, at

    def where(self, key: str) -> str:
        return f"{self.at}.{key}" if self.at else key

    def wrong(self, key: str, wanted: str) -> None:
        found = repr(self.values.get(key))[:60]
        message = f"must be {wanted}, not {found}"
        self.remarks.add("wrong-type", Outcome.DROPPED, self.where(key), message)

    def text(self, key: str) -> str:
        """Return a text, cleaned; empty when it is missing. A number is taken as its digits."""
        found = self.values.get(key)
        if found is None:
            return ""
        if isinstance(found, int | float) and not isinstance(found, bool):
            self.remarks.add("wrong-type", Outcome.MENDED, self.where(key), f"a number where a text stands: {found}")
            found = str(found)
        if not isinstance(found, str):
            self.wrong(key, "a text")
            return ""
        text, mended = cleaned(found)
        for rule in sorted(mended):
            outcome = Outcome.DROPPED if rule == "too-long" else Outcome.MENDED
            # One remark for a record, wherever in it: records have hundreds of texts.
            place = self.where(key) if rule in {"markup", "too-long"} else ""
            self.remarks.add(rule, outcome, place, _MENDED[rule])
        return text

    def flag(self, key: str) -> bool:
        """Return a yes or no; no when it is missing or something else."""
        found = self.values.get(key)
        if found is None or isinstance(found, bool):
            return bool(found)
        spelled = {"true": True, "1": True, "false": False, "0": False, "": False}.get(str(found).strip().lower())
        if spelled is None:
            self.wrong(key, "true or false")
            return False
        self.remarks.add("wrong-type", Outcome.MENDED, self.where(key), f"{found!r} is read as {spelled}")
        return spelled

    def number(self, key: str) -> float | None:
        """Return a number, written as one or in digits (7,5 too); None when it is none."""
        return number_in(self.values.get(key))

    def part(self, key: str) -> "Raw":
        """Return a mapping; an empty one when it is missing or something else."""
        found = self.values.get(key)
        if found is not None and not isinstance(found, Mapping):
            self.wrong(key, "an object")
        return Raw(found if isinstance(found, Mapping) else {}, self.remarks, self.where(key))

    def rows(self, key: str) -> Iterator["Raw"]:
        """Yield the mappings of a list; what is none is dropped."""
        found = self.values.get(key)
        if isinstance(found, Mapping):
            self.remarks.add("wrong-type", Outcome.MENDED, self.where(key), "one object where a list stands")
            found = [found]
        if found is not None and not isinstance(found, list):
            self.wrong(key, "a list")
            return
        for number, row in enumerate(found or ()):
            where = f"{self.where(key)}[{number}]"
            if isinstance(row, Mapping):
                yield Raw(row, self.remarks, where)
            else:
                self.remarks.add("wrong-type", Outcome.DROPPED, where, f"must be an object, not {row!r:.60}")


@house_rule(
    "A number in quotes is a number, with a point or a comma; neither infinity nor what no person would type is one."
)
def number_in(found: object) -> float | None:
    """Return the number that a value is, or spells in digits; None when it is none."""
    if isinstance(found, bool) or found is None:
        return None
    if isinstance(found, str):
        try:
            found = float(found.strip().replace(",", "."))
        except ValueError:
            return None
    if not isinstance(found, int | float) or abs(found) > 1e15 or not math.isfinite(found):
        return None
    return float(found)


_MENDED = {
    "not-nfc": "texts of another form of Unicode were put into NFC",
    "markup": "HTML was taken out",
    "unseen-signs": "signs that nobody sees were taken out",
    "too-long": "only the first 20,000 letters are taken",
}
