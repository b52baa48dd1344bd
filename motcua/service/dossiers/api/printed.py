"""The papers that the city prints of a dossier, for machines: PDF."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Annotated

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from dmr import Path
from dmr.renderers import FileRenderer

from motcua.foundation.law.refusals import refuse
from motcua.foundation.machine.doors import door
from motcua.foundation.text import gettext_noop
from motcua.register.access.commands import record_reading
from motcua.register.access.types import Purpose
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.api import shapes
from motcua.service.dossiers.api.doors import DossierDoor, track_url
from motcua.service.dossiers.commands.acting import no_such_dossier
from motcua.service.dossiers.queries import opened, printed, printing, versions
from motcua.service.dossiers.types.views import DossierView

_FAILS = (HTTPStatus.NOT_FOUND,)


class ByForm(shapes.ByCode, frozen=True):
    number: Annotated[str, msgspec.Meta(max_length=10, description="The form's number, such as 01.")]


class PrintedDoor(DossierDoor):
    """The base of doors that print a paper of a dossier."""

    is_abstract = True
    renderers = (FileRenderer(),)

    def printed(
        self, name: str, make: Callable[[DossierView, ProcedureVersion, str, datetime], bytes | None]
    ) -> HttpResponse:
        """Answer with a paper; what it shows is read, and recorded before it goes out."""
        now = timezone.now()
        record_reading(actor=self.actor, reading=self.reads(Purpose.HANDLING), now=now)
        view = opened.view(self.state.code, now)
        if view is None:
            raise no_such_dossier()
        made = make(view, versions.of(view.state), track_url(self.request, view.state), now)
        if made is None:
            raise refuse("no-such-file", gettext_noop("There is no such paper with this dossier."))
        headers = {"Content-Disposition": f'attachment; filename="{name}-{view.state.code}.pdf"'}
        return HttpResponse(made, content_type="application/pdf", headers=headers)


class Receipt(PrintedDoor):
    """The receipt."""

    @door("dossier.view", bytes, operation="downloadReceipt", fails=_FAILS)
    def get(self, parsed_path: Path[shapes.ByCode]) -> HttpResponse:
        """Download form 01, the receipt with the date; there is one once the dossier was received."""
        del parsed_path
        if self.state.received_at is None:
            raise refuse(
                "no-such-receipt",
                gettext_noop(
                    "The receipt is made when the agency receives the dossier. Until then this page is your proof."
                ),
            )
        return self.printed("giay-tiep-nhan", lambda view, version, url, _: printing.receipt(view, version, url))


class DraftResult(PrintedDoor):
    """The draft of the result."""

    @door("dossier.view", bytes, operation="downloadDraftResult", fails=_FAILS)
    def get(self, parsed_path: Path[shapes.ByCode]) -> HttpResponse:
        """Download the draft of the result that the applicant is asked to check."""
        del parsed_path
        if self.state.confirmation is None and not self.is_official:
            raise refuse("no-such-file", gettext_noop("There is no such paper with this dossier."))
        return self.printed("ban-nhap", lambda view, version, url, _: printing.draft(view, version, url))


class Form(PrintedDoor):
    """The official forms."""

    @door("dossier.queue", bytes, operation="downloadForm", fails=_FAILS)
    def get(self, parsed_path: Path[ByForm]) -> HttpResponse:
        """Download an official form that something in this dossier has called for, such as the control sheet."""
        self.ask_desk()
        number = parsed_path.number
        return self.printed(
            f"mau-{number}", lambda view, version, url, now: printed.form(view, version, number, url, now=now)
        )
