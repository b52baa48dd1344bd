"""The fast lane for machines: one request is one certified case."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from dmr import Headers
from dmr.plugins.msgspec import BodyMsgspec

from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.declared import FieldType
from motcua.foundation.law.refusals import refuse
from motcua.foundation.machine.doors import CHANGING, door
from motcua.foundation.machine.once import Once
from motcua.foundation.text import gettext_noop
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.api import shapes
from motcua.service.dossiers.api.doors import ETAG, etag
from motcua.service.dossiers.api.drafts import version_of
from motcua.service.dossiers.api.filing import dossier_id
from motcua.service.dossiers.api.visitors import (
    BornOn,
    CounterDoor,
    Visitor,
    check_visitor,
    every_problem,
    named,
    taken_down,
)
from motcua.service.dossiers.commands.certifying import certify, check_case, short_form
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.types.certifying import Certified
from motcua.service.dossiers.types.state import Status

_VERSION = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] | None
_COUNT = Annotated[int, msgspec.Meta(ge=1, le=1_000_000)]


class DocumentToCertify(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is certified; `pages` and `copies` only where the procedure counts them."""

    name: Annotated[str, msgspec.Meta(max_length=200)]
    pages: _COUNT = 1
    copies: _COUNT = 1


class CaseToCertify(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    One case of the fast lane. `signer` is the id of the leader who signed (`listOfficials`); without `receipt_no` the
    dossier's code stands for the receipt.
    """

    procedure: Annotated[str, msgspec.Meta(max_length=40, pattern=shapes.NO_ZERO)]
    procedure_version: _VERSION = None
    visitor: Visitor
    born_on: BornOn = ""
    document: DocumentToCertify
    signer: Annotated[str, msgspec.Meta(max_length=200)]
    receipt_no: Annotated[str, msgspec.Meta(max_length=100)] = ""


class CertifiedOnce(msgspec.Struct, frozen=True, kw_only=True):
    """A certified case: received, paid, decided and handed over."""

    id: str
    code: str
    procedure: str
    procedure_version: int
    agency: str
    status: Status
    amount_vnd: int
    receipt_no: str
    submitted_at: datetime
    ended_at: datetime | None


class Certifying(CounterDoor):
    """Cases of the fast lane."""

    @door(
        "dossier.certify", CertifiedOnce, operation="certifyAtOnce", status=HTTPStatus.CREATED, fails=CHANGING,
        headers={"Location": "The dossier's address.", **ETAG},
    )  # fmt: skip
    def post(self, parsed_headers: Headers[Once], parsed_body: BodyMsgspec[CaseToCertify]) -> HttpResponse:
        """
        Record one certified copy or signature that was made, paid and given back while its owner waited.

        Nobody is recorded for a case that is refused; every wrong field is named at once. Needs the scope
        `people.record-visitor` besides.
        """
        now, body, key = timezone.now(), parsed_body, parsed_headers.idempotency_key
        version = version_of(body.procedure, body.procedure_version, now)
        visitor, born_on = taken_down(body.visitor, local_day(now))
        if not version.fast_lane:
            raise refuse("no-fast-lane", gettext_noop("This procedure is not done while one waits."))
        case = Certified(
            person="", signer=body.signer, receipt_no=body.receipt_no,
            values=short_form(
                version, name=visitor.full_name.strip(), number=visitor.personal_number.strip(),
                born_on=body.born_on.strip() or born_on, document=msgspec.to_builtins(body.document),
            ),
        )  # fmt: skip
        dossier = dossier_id(self.actor, f"certify/{version.code}/{key}")
        if opened.state_by_id(dossier) is None:
            with named(_of_case(version)):
                every_problem(
                    lambda: check_visitor(visitor),
                    lambda: check_case(actor=self.actor, version=version, case=case, now=now),
                )
        case = msgspec.structs.replace(case, person=self.record(visitor, now, key))
        state = certify(actor=self.actor, dossier=dossier, version=version, case=case, key=key, now=now)
        made = CertifiedOnce(
            id=state.id, code=state.code, procedure=state.procedure, procedure_version=state.procedure_version,
            agency=state.agency, status=state.status, amount_vnd=sum(one.amount_vnd for one in state.obligations),
            receipt_no=body.receipt_no.strip() or state.code, submitted_at=state.submitted_at, ended_at=state.ended_at,
        )  # fmt: skip
        return self.answer(made, status=HTTPStatus.CREATED, headers={"Location": self.address(state), **etag(state)})


def _of_case(version: ProcedureVersion) -> dict[str, str]:
    table = next(field for field in version.declaration.fields() if field.type is FieldType.TABLE)
    return {
        "filer.full_name": "visitor.full_name", "filer.personal_id": "visitor.personal_number",
        "filer.born_on": "born_on",
        **{f"{table.code}.0.{name}": f"document.{name}" for name in ("name", "pages", "copies")},
    }  # fmt: skip
