"""Whoever stands at the counter, as a program takes them down, and what is wrong named by the request's own fields."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated, ClassVar

import msgspec
from django.urls import reverse

from motcua.foundation.forms.cards import Letters, read_card, remarks_of
from motcua.foundation.law.refusals import FieldProblem, Refusal, Refused, refuse
from motcua.foundation.machine.doors import Door
from motcua.foundation.policy.types import Matter
from motcua.register.people import commands as people
from motcua.register.people import rules
from motcua.service.dossiers.api.shapes import NO_ZERO
from motcua.service.dossiers.types.state import DossierState

Helper = Annotated[
    str, msgspec.Meta(max_length=200, description="Who helps them, in words: name, relation. It is kept encrypted.")
]
BornOn = Annotated[
    str, msgspec.Meta(max_length=20, description="Their day of birth as the declaration asks; with a scan, the card's.")
]


class Visitor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    Whoever stands at the counter, with or without an account: by the QR code of the identity card as a scanner reads it
    (`scan`), or by name, and number if there is one. What is typed beside a scan goes before it.

    `card_seen`: the official has compared the card with the person. Only then the number finds somebody known.
    """

    scan: Annotated[str, msgspec.Meta(max_length=1000)] = ""
    full_name: Annotated[str, msgspec.Meta(max_length=100, pattern=NO_ZERO)] = ""
    personal_number: Annotated[str, msgspec.Meta(max_length=40)] = ""
    phone: Annotated[str, msgspec.Meta(max_length=40)] = ""
    card_seen: bool = False


class CounterDoor(Door):
    """The base of doors of the actor's own counter."""

    is_abstract: ClassVar[bool] = True

    def matter(self) -> Matter:
        """Return the counter of the post that the token acts from."""
        return Matter(receiving=self.actor.agency)

    def record(self, visitor: Visitor, now: datetime, key: str) -> str:
        """Return the id of whoever stands there: known by their card, or recorded now."""
        with named(OF_VISITOR):
            return people.record_visitor(
                actor=self.actor, name=visitor.full_name, personal_number=visitor.personal_number,
                card_seen=visitor.card_seen and bool(visitor.personal_number.strip()), phone=visitor.phone, now=now,
                key=key,
            )  # fmt: skip

    def address(self, state: DossierState) -> str:
        """Return where the dossier is read."""
        return self.request.build_absolute_uri(reverse("api:dossier", args=[state.code]))


def taken_down(visitor: Visitor, on: date) -> tuple[Visitor, str]:
    """Return whoever stands there with what the card says, and their day of birth by it; refuses a scan that cannot be read."""
    if not visitor.scan.strip():
        return visitor, ""
    with named(OF_VISITOR):
        card = read_card(visitor.scan, on=on)
        if card.letters is not Letters.SOUND and not visitor.full_name.strip():
            # The name came without its marks, and nobody looks at it here before it is kept.
            (message, *_) = remarks_of(card)
            raise refuse("card-not-read", message, fields=(FieldProblem("full_name", card.letters.value, message),))
    return msgspec.structs.replace(
        visitor, full_name=visitor.full_name.strip() or card.name,
        personal_number=visitor.personal_number.strip() or card.number,
    ), f"{card.born_on:%Y-%m-%d}"  # fmt: skip


def check_visitor(visitor: Visitor) -> None:
    """Refuse `visitor-incomplete` with a problem for each field."""
    with named(OF_VISITOR):
        rules.visitor(name=visitor.full_name, personal_number=visitor.personal_number, phone=visitor.phone)


def every_problem(*checks: Callable[[], object]) -> None:
    """Let each check refuse, and name the problems of all at once, in the last one's words."""
    found: list[Refusal] = []
    for check in checks:
        try:
            check()
        except Refused as refused:
            found.append(refused.refusal)
    if found:
        together = {problem.field: problem for each in found for problem in each.fields}
        raise Refused(msgspec.structs.replace(found[-1], fields=tuple(together.values())))


OF_VISITOR = {name: f"visitor.{name}" for name in ("full_name", "personal_number", "phone", "scan")} | {
    f"scan.{name}": "visitor.scan" for name in ("number", "old_number", "name", "born_on", "sex", "issued_on")
}


@contextmanager
def named(fields: Mapping[str, str]) -> Iterator[None]:
    """Name what is wrong by the fields of the request's body; a card that is none is wrong at its scan."""
    try:
        yield
    except Refused as refused:
        told = refused.refusal
        wrong = told.fields or (
            (FieldProblem("scan", told.code, told.message, told.values),) if told.code == "not-a-card" else ()
        )
        renamed = tuple(msgspec.structs.replace(one, field=fields.get(one.field, one.field)) for one in wrong)
        raise Refused(msgspec.structs.replace(told, fields=renamed)) from refused
