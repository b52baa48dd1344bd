"""The papers that a case asks for."""

from enum import StrEnum

import msgspec

from motcua.foundation.forms.declared import AnyCondition
from motcua.foundation.forms.sources import Source
from motcua.foundation.forms.words import Text


class HandOver(StrEnum):
    """What is done with a paper: handed in and kept, or shown and given back."""

    SUBMIT = "submit"
    PRESENT = "present"


class DocumentRequirement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    A paper in one case of a procedure.

    It is asked while `show_when` holds of the declaration. With `not_needed_because` it is never asked at filing: the
    page says why, and it may only be asked for later, when the register fails. `form` is the number of the official form
    that it is written on, in Vietnamese, as `Mẫu số 01, Nghị định 176/2025/NĐ-CP`.
    """

    code: str
    paper_type: str
    name: Text
    hint: Text | None = None
    show_when: AnyCondition | None = None
    required: bool = True
    hand_over: HandOver = HandOver.SUBMIT
    originals: int = 1
    copies: int = 0
    form: str = ""
    not_needed_because: Text | None = None
    official_code: str = ""
    source: Source | None = None
    unverified: bool = False

    @property
    def is_needed(self) -> bool:
        return self.not_needed_because is None
