"""The counter for machines: whoever stands there is taken down, their declaration filed and received, or begun as a draft."""

from datetime import datetime
from http import HTTPStatus

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from dmr import Headers, Query
from dmr.plugins.msgspec import BodyMsgspec

from motcua.foundation.clock.moments import local_day
from motcua.foundation.machine.doors import CHANGING, door
from motcua.foundation.machine.once import Once
from motcua.foundation.machine.paging import Listed, PageQuery
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import authorise
from motcua.register.procedures.rules import at_counter
from motcua.service.dossiers.api import shapes
from motcua.service.dossiers.api.doors import ETAG, etag
from motcua.service.dossiers.api.drafts import ETAG as DRAFT_ETAG
from motcua.service.dossiers.api.drafts import LINK, Begun, Draft, DraftLine, begun, draft_list, version_of
from motcua.service.dossiers.api.filing import dossier_id
from motcua.service.dossiers.api.papers import given
from motcua.service.dossiers.api.visitors import (
    BornOn,
    CounterDoor,
    Helper,
    Visitor,
    check_visitor,
    every_problem,
    taken_down,
)
from motcua.service.dossiers.commands.beginning import begin_at_counter, check_helper
from motcua.service.dossiers.commands.submitting import check_filing, submit
from motcua.service.dossiers.queries import drafts, opened
from motcua.service.dossiers.queries.tracking import receipt_secret
from motcua.service.dossiers.types.filing import Filing
from motcua.service.dossiers.types.state import Status


class WalkIn(shapes.Submission, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    What somebody at the counter hands in. `declaration` follows the schema at
    `/procedures/{code}/declaration-schema`, only that how to be reached may stay empty.

    `receive`: the counter receives it at the same moment.
    """

    visitor: Visitor
    helper: Helper = ""
    receive: bool = True


class BegunAtCounter(Begun, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A draft for whoever stands at the counter, filled with what they were taken down by."""

    visitor: Visitor
    helper: Helper = ""
    born_on: BornOn = ""


class TakenIn(shapes.Submitted, frozen=True, kw_only=True):
    """A dossier that a counter took in: `agency` is the counter's, `decided_by` the one that is competent."""

    status: Status
    decided_by: str
    promised_due_at: datetime | None


class Filed(CounterDoor):
    """Dossiers that the counter takes in."""

    @door(
        "dossier.file-at-counter", TakenIn, operation="fileAtCounter", status=HTTPStatus.CREATED, fails=CHANGING,
        headers={"Location": "The dossier's address.", **ETAG},
    )  # fmt: skip
    def post(self, parsed_headers: Headers[Once], parsed_body: BodyMsgspec[WalkIn]) -> HttpResponse:
        """
        File for whoever stands at the counter, for whatever agency decides, and receive it at once.

        They are known by their card or recorded without an account. Nobody is recorded for a declaration that is refused;
        every wrong field is named at once. Needs the scopes `people.record-visitor` and, to receive, `dossier.receive`
        besides, for papers `dossier.submit`.
        """
        now, body, key = timezone.now(), parsed_body, parsed_headers.idempotency_key
        if body.receive:
            authorise(registry.row("dossier.receive"), self.actor, self.matter())
        version = at_counter(version_of(body.procedure, body.procedure_version, now))
        papers, files = given(body.papers, self.actor)
        visitor, _ = taken_down(body.visitor, local_day(now))
        dossier = dossier_id(self.actor, f"counter/{key}")
        filing = Filing.at_counter(self.actor.agency, "", body.helper.strip(), receive=body.receive)
        if opened.state_by_id(dossier) is None:
            every_problem(
                lambda: check_visitor(visitor),
                lambda: check_filing(
                    actor=self.actor, version=version, values=body.declaration, papers=papers, filing=filing, now=now
                ),
            )
        state = submit(
            actor=self.actor, dossier=dossier, version=version, values=body.declaration, papers=papers, files=files,
            key=key, now=now, filing=msgspec.structs.replace(filing, person=self.record(visitor, now, key)),
        )  # fmt: skip
        made = TakenIn(
            id=state.id, code=state.code, procedure=state.procedure, procedure_version=state.procedure_version,
            case=state.case, agency=state.receiving_agency, submitted_at=state.submitted_at,
            reception_due_at=state.reception_due_at, receipt_secret=receipt_secret(state.id), status=state.status,
            decided_by=state.agency, promised_due_at=state.promised_due_at,
        )  # fmt: skip
        return self.answer(made, status=HTTPStatus.CREATED, headers={"Location": self.address(state), **etag(state)})


class CounterDrafts(CounterDoor):
    """Drafts of the counter."""

    @door("dossier.counter", Listed[DraftLine], operation="listCounterDrafts", headers=LINK)
    def get(self, parsed_query: Query[PageQuery]) -> HttpResponse:
        """List what was begun at your counter and is not sent yet, the latest first: a colleague goes on with it."""
        return draft_list(self, drafts.drafts_of_counter, self.actor.agency, parsed_query)

    @door(
        "dossier.file-at-counter", Draft, operation="beginCounterDraft", status=HTTPStatus.CREATED, fails=CHANGING,
        headers={"Location": "The draft's address.", **DRAFT_ETAG},
    )  # fmt: skip
    def post(self, parsed_headers: Headers[Once], parsed_body: BodyMsgspec[BegunAtCounter]) -> HttpResponse:
        """
        Begin a draft for whoever stands at the counter; go on with it as with any draft. The same key begins it once.

        Needs the scope `people.record-visitor` besides.
        """
        now, body, key = timezone.now(), parsed_body, parsed_headers.idempotency_key
        version = version_of(body.procedure, body.procedure_version, now)
        visitor, born_on = taken_down(body.visitor, local_day(now))
        helper = body.helper.strip()
        check_helper(actor=self.actor, version=version, helper=helper, now=now)
        person = self.record(visitor, now, key)
        known = {
            "full_name": visitor.full_name.strip(), "personal_id": visitor.personal_number.strip(),
            "phone": visitor.phone.strip(), "born_on": body.born_on.strip() or born_on,
        }  # fmt: skip
        made = begin_at_counter(
            actor=self.actor, version=version, person=person, helper=helper, known=known, now=now,
            draft=dossier_id(self.actor, f"counter-draft/{key}"),
        )  # fmt: skip
        return begun(self, made, version.code, person)
