"""The types of results for machines."""

import msgspec
from django.http import HttpResponse
from dmr import Query

from motcua.foundation.forms.words import Text
from motcua.foundation.interface import keyset
from motcua.foundation.machine.doors import Door, door
from motcua.foundation.machine.paging import Listed, PageQuery, linked
from motcua.register.procedures import queries
from motcua.register.procedures.types import PeriodUnit, ResultType


class GoodFor(msgspec.Struct, frozen=True, kw_only=True):
    """How long a result is good for from its issue; `note` says what else ends it."""

    amount: int
    unit: PeriodUnit
    note: Text | None


class OneType(msgspec.Struct, frozen=True, kw_only=True):
    """
    A type of result. `official_codes` are those of the national catalogue.

    `held_by` is the register that holds its facts afterwards; no `validity`: it is good until it is replaced.
    """

    code: str
    name: Text
    official_codes: tuple[str, ...]
    held_by: Text | None
    validity: GoodFor | None
    unverified: bool


class ResultTypes(Door):
    """Types of results."""

    @door(
        "procedure.search", Listed[OneType], operation="listResultTypes", anonymous=True,
        headers={"Link": "The pages around, `next` and `prev`."},
    )  # fmt: skip
    def get(self, parsed_query: Query[PageQuery]) -> HttpResponse:
        """List what procedures end in, by name."""
        page = queries.result_types(at=keyset.decode(parsed_query.at), size=parsed_query.limit)
        items = tuple(_shown(one) for one in page.rows)
        body, headers = linked(self.request, items, following=page.next, before=page.previous)
        return self.answer(body, headers=headers)


def _shown(one: ResultType) -> OneType:
    register = queries.names().registers.get(one.held_by)
    good = one.validity
    return OneType(
        code=one.code, name=one.name, official_codes=one.official_codes, held_by=register.name if register else None,
        validity=GoodFor(amount=good.amount, unit=good.unit, note=good.note) if good else None, unverified=one.unverified,
    )  # fmt: skip
