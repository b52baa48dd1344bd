"""Tracking by code, for anybody; guessing is braked."""

from http import HTTPStatus
from typing import Annotated

import msgspec
from axes.helpers import get_client_ip_address
from django.http import HttpResponse
from django.utils import timezone
from dmr import Headers, Path

from motcua.foundation.machine.doors import Door, door
from motcua.foundation.machine.problems import header_name
from motcua.service.dossiers.api import shapes
from motcua.service.dossiers.api.reading import entry
from motcua.service.dossiers.commands.acting import no_such_dossier
from motcua.service.dossiers.commands.guessing import check_brake, count_miss
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.queries.tracking import is_receipt_secret, tracked
from motcua.service.dossiers.rules.national import national_code
from motcua.service.dossiers.rules.telling import stays_inside


class Receipt(msgspec.Struct, frozen=True, rename=header_name):
    """The secret in the receipt's QR; it is a header so that no log keeps it."""

    receipt_secret: Annotated[str, msgspec.Meta(max_length=40)] = ""


class Tracking(Door):
    """A dossier by its code."""

    @door(
        "dossier.track", shapes.Tracked, operation="trackDossier",
        fails=(HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS), anonymous=True,
    )  # fmt: skip
    def get(self, parsed_path: Path[shapes.ByCode], parsed_headers: Headers[Receipt]) -> HttpResponse:
        """
        Track a dossier by its code: status and dates, nothing of the person.

        With the receipt's secret it tells besides what happened when. An unknown code and a wrong secret get the same
        answer, and both are counted.
        """
        now, address = timezone.now(), get_client_ip_address(self.request) or ""
        check_brake(address, now)
        found = tracked(parsed_path.code)
        secret = parsed_headers.receipt_secret
        if found is None or (secret and not is_receipt_secret(found.id, secret)):
            count_miss(address, now)
            raise no_such_dossier()
        entries = opened.since(found.id, 0) if secret else ()
        return self.answer(
            shapes.Tracked(
                code=found.code, status=found.status, national_status=national_code(found.status),
                procedure=found.procedure, agency=found.agency, submitted_at=found.submitted_at,
                received_at=found.received_at, promised_due_at=found.promised_due_at,
                computed_due_at=found.computed_due_at, ended_at=found.ended_at,
                entries=tuple(entry(each, is_official=False) for each in entries if not stays_inside(each.event)),
            )
        )  # fmt: skip
