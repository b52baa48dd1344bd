"""Submit a declaration in one request."""

import uuid
from http import HTTPStatus

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from dmr import Headers
from dmr.plugins.msgspec import BodyMsgspec

from motcua.foundation.clock.moments import local_day
from motcua.foundation.machine.doors import Door, door
from motcua.foundation.machine.once import Once
from motcua.foundation.policy.types import Actor
from motcua.register.procedures import queries as procedures
from motcua.service.dossiers.api import shapes
from motcua.service.dossiers.api.doors import ETAG, etag
from motcua.service.dossiers.api.papers import given
from motcua.service.dossiers.commands.submitting import submit
from motcua.service.dossiers.queries.tracking import receipt_secret
from motcua.service.dossiers.types.state import DossierState

# Names of requests are no secrets and need not be unguessable; they only have to be the same each time.
_REQUESTS = uuid.UUID("6f0a7c0e-4a53-5b0e-9a64-0f6b2f5f8f11")


def dossier_id(actor: Actor, key: str) -> str:
    """Return the id of the dossier that this request makes: the same request makes the same dossier."""
    return str(uuid.uuid5(_REQUESTS, f"{actor.client}\x1f{key}"))


class Filing(Door):
    """Dossiers as a whole."""

    @door(
        "dossier.submit",
        shapes.Submitted,
        operation="submitDossier",
        status=HTTPStatus.CREATED,
        fails=(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT, HTTPStatus.UNPROCESSABLE_ENTITY),
        headers={"Location": "The dossier's address.", **ETAG},
    )
    def post(self, parsed_headers: Headers[Once], parsed_body: BodyMsgspec[shapes.Submission]) -> HttpResponse:
        """
        Submit a declaration.

        The applicant is the person whom the token acts for. Sent again with the same key and body it answers with the
        same dossier; with another body it is refused (`key-of-another-request`). Every wrong field and paper is named at
        once, and nothing is stored of a declaration that is refused.
        """
        now, body = timezone.now(), parsed_body
        version = (
            procedures.published(body.procedure, local_day(now))
            if body.procedure_version is None
            else procedures.version(body.procedure, body.procedure_version)
        )
        papers, files = given(body.papers, self.actor)
        state = submit(
            actor=self.actor,
            dossier=dossier_id(self.actor, parsed_headers.idempotency_key),
            version=version,
            values=body.declaration,
            papers=papers,
            files=files,
            key=parsed_headers.idempotency_key,
            now=now,
        )
        return submitted(self, state)


def submitted(at: Door, state: DossierState) -> HttpResponse:
    """Answer with the dossier that was made."""
    made = shapes.Submitted(
        id=state.id, code=state.code, procedure=state.procedure, procedure_version=state.procedure_version,
        case=state.case, agency=state.receiving_agency, submitted_at=state.submitted_at,
        reception_due_at=state.reception_due_at, receipt_secret=receipt_secret(state.id),
    )  # fmt: skip
    address = at.request.build_absolute_uri(reverse("api:dossier", args=[state.code]))
    return at.answer(made, status=HTTPStatus.CREATED, headers={"Location": address, **etag(state)})
