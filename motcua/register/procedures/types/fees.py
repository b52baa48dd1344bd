"""What a procedure costs."""

from datetime import date
from enum import StrEnum

import msgspec

from motcua.foundation.forms.declared import AnyCondition
from motcua.foundation.forms.sources import Source
from motcua.foundation.forms.words import Text
from motcua.register.procedures.types.channels import Channel


class FeeKind(StrEnum):
    """A fee pays a service, a charge an act of the state (Law on fees and charges)."""

    FEE = "fee"
    CHARGE = "charge"


class FeeAmount(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    An amount for a period `[valid_from, valid_until)`. None in `amount_vnd`: set by an act that we have not read.

    Where a thing is paid by its units (a copy by its pages), the `first` units cost `amount_vnd` each (0: all do), the
    others `further_vnd`, and the thing at most `most_vnd`.
    """

    valid_from: date
    valid_until: date | None = None
    amount_vnd: int | None = None
    first: int = 0
    further_vnd: int = 0
    most_vnd: int | None = None
    set_by: Text | None = None
    source: Source | None = None
    unverified: bool = False


class FeeRule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    What must be paid when `due_when` holds: an amount a dossier, or times the number declared in the field `times`.

    With `rows`, the path of a table, it is paid for each row, and `times` and `units` are columns of it: `units` is what
    the amount is for (pages), `times` how often that is paid (copies). `channels` are the ways of filing that pay it (none
    named: all). `per` is what one amount is for, in words such as “page”; `exempt` says who pays nothing.
    """

    code: str
    name: Text
    kind: FeeKind
    amounts: tuple[FeeAmount, ...]
    due_when: AnyCondition | None = None
    times: str = ""
    rows: str = ""
    units: str = ""
    channels: tuple[Channel, ...] = ()
    per: Text | None = None
    exempt: Text | None = None
    source: Source | None = None
    unverified: bool = False


class FeeDue(msgspec.Struct, frozen=True):
    """What a dossier must pay. None in `amount_vnd`: the amount must be set by hand, from the act in `set_by`."""

    code: str
    name: Text
    kind: FeeKind
    quantity: int
    amount_vnd: int | None
    set_by: Text | None
