"""Which agency decides."""

from datetime import date

import msgspec

from motcua.foundation.forms.declared import AnyCondition
from motcua.foundation.forms.sources import Source
from motcua.foundation.forms.words import Text


class CompetenceRule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    While `applies_when` holds, and in its period `[valid_from, valid_until)`, this agency is competent.

    Either `agency`, whatever is declared; or the commune of the address in the field `address`: where somebody lives,
    where the land lies, or the commune that the applicant chose. For another body than the commune's People's Committee
    `office` is the ending of its code within the commune (`2` makes `Z00.12345.2` of `Z00.12345`), and `areas` says which
    agency serves which commune where one serves several.
    """

    because: Text
    address: str = ""
    agency: str = ""
    office: str = ""
    areas: dict[str, str] = {}
    applies_when: AnyCondition | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    source: Source | None = None
    unverified: bool = False

    def holds_on(self, on: date) -> bool:
        """Say whether the rule is in its period on a day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_until is None or on < self.valid_until)


class Competence(msgspec.Struct, frozen=True):
    """Which agency decides: the words for people, and the rules, the first that applies."""

    name: Text
    rules: tuple[CompetenceRule, ...]
