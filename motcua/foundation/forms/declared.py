"""A form as data: pages, fields, and the conditions between them."""

from enum import StrEnum
from functools import cached_property

import msgspec

from motcua.foundation.forms.sources import Source
from motcua.foundation.forms.words import Text

Scalar = str | int | bool


class Condition(msgspec.Struct, frozen=True, tag_field="is"):
    """Something that is true or false of the values declared so far."""


class Equals(Condition, frozen=True, tag="equals"):
    field: str
    value: Scalar


class OneOf(Condition, frozen=True, tag="in"):
    field: str
    values: tuple[Scalar, ...]


class Empty(Condition, frozen=True, tag="empty"):
    field: str


class MoreDaysBefore(Condition, frozen=True, tag="more-days-before", omit_defaults=True):
    """The date in `field` lies more than `days` days before the date in `of` (empty: the day of filing)."""

    field: str
    days: int
    of: str = ""


class AllOf(Condition, frozen=True, tag="all"):
    of: tuple["AnyCondition", ...]


class AnyOf(Condition, frozen=True, tag="any"):
    of: tuple["AnyCondition", ...]


class Not(Condition, frozen=True, tag="not"):
    of: "AnyCondition"


AnyCondition = Equals | OneOf | Empty | MoreDaysBefore | AllOf | AnyOf | Not


class FieldType(StrEnum):
    PERSON_NAME = "person-name"
    TEXT = "text"
    LONG_TEXT = "long-text"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    YES_NO = "yes-no"
    PERSONAL_ID = "personal-id"  # 12 digits
    OLD_ID = "old-id"  # the nine digits of the former identity card
    PASSPORT = "passport"
    PHONE = "phone"
    EMAIL = "email"
    NUMBER = "number"
    COUNTRY = "country"  # ISO 3166-1 alpha-2
    ADDRESS = "address"
    TABLE = "table"  # rows of the same few fields
    STATEMENT = "statement"  # a sentence to tick


class Option(msgspec.Struct, frozen=True, omit_defaults=True):
    """
    One answer to choose. `instead` is the code of the procedure that serves whoever chooses it: choosing it is a problem
    that points there.
    """

    value: str
    label: Text
    hint: Text | None = None
    instead: str = ""


class PersonFacts(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a personal identification number should agree with: paths of fields, or a sex known beforehand."""

    born_on: str = ""
    sex_field: str = ""
    sex: str = ""


class Field(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    One question. `code` is its dotted path in the declaration; conditions may only name fields declared before it.

    While `same_when` holds it is not asked, because the field `same_as` answers it already: nobody is asked twice.

    `earlier_than` is the path of a date that this date must lie before; `year_is_enough` lets a date be a year or a month,
    as old papers know it. `within_city` asks an address for a commune of the city. `prefill` names the fact of the signed-in
    person that answers the question. `columns` are the fields of a table's row, their codes relative to it.
    """

    code: str
    type: FieldType
    label: Text
    hint: Text | None = None
    required: bool = True
    show_when: AnyCondition | None = None
    same_as: str = ""
    same_when: AnyCondition | None = None
    options: tuple[Option, ...] = ()
    options_from: str = ""
    max_length: int = 0
    least: int | None = None
    most: int | None = None
    future_allowed: bool = False
    earlier_than: str = ""
    year_is_enough: bool = False
    agrees_with: PersonFacts | None = None
    within_city: bool = False
    columns: tuple["Field", ...] = ()
    autocomplete: str = ""
    prefill: str = ""
    default: Scalar | None = None
    source: Source | None = None
    unverified: bool = False


class Page(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One thing asked at a time."""

    code: str
    title: Text
    fields: tuple[Field, ...]
    hint: Text | None = None
    show_when: AnyCondition | None = None


class Form(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """A declaration. `lists` holds the answers that several fields share, by name."""

    code: str
    pages: tuple[Page, ...]
    lists: dict[str, tuple[Option, ...]] = {}

    def fields(self) -> tuple[Field, ...]:
        """Return every field in the order in which it is asked."""
        return self._fields

    @cached_property
    def _fields(self) -> tuple[Field, ...]:
        return tuple(field for page in self.pages for field in page.fields)

    @cached_property
    def paths(self) -> frozenset[str]:
        """The paths of all fields."""
        return frozenset(field.code for field in self._fields)

    @cached_property
    def groups(self) -> frozenset[str]:
        """The paths of the objects that hold fields."""
        return frozenset(code.rsplit(".", depth)[0] for code in self.paths for depth in range(1, code.count(".") + 1))

    def options_of(self, field: Field) -> tuple[Option, ...]:
        """Return the answers that `field` offers."""
        return self.lists[field.options_from] if field.options_from else field.options
