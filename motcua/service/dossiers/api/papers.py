"""Files on their way in, held by the person who sends them until a dossier takes them; and a dossier's papers out."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from dmr import Path
from dmr.openapi.objects import (
    Header,
    MediaType,
    Operation,
    Parameter,
    PathItem,
    Reference,
    RequestBody,
    Response,
    Schema,
)
from dmr.renderers import FileRenderer

from motcua.foundation.files import doors as files
from motcua.foundation.files import holdings
from motcua.foundation.files.doors import UploadDoor
from motcua.foundation.files.types import NoSuchFile
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.machine.doors import door, plain_door
from motcua.foundation.policy.doors import ActingRequest
from motcua.foundation.policy.types import Actor
from motcua.foundation.text import gettext_noop
from motcua.register.access.commands import record_reading
from motcua.register.access.types import Purpose
from motcua.service.dossiers.api import shapes
from motcua.service.dossiers.api.doors import DossierDoor
from motcua.service.dossiers.rules.sources import FORMS
from motcua.service.dossiers.types.state import PaperRef

SENDING = "dossier.submit"


def holder_of(actor: Actor) -> str:
    """Return the name under which a person's files wait for a dossier to take them."""
    return f"person/{actor.person}"


def given(papers: Sequence[shapes.PaperGiven], actor: Actor) -> tuple[PaperRef, ...]:
    """Return the papers with the hashes of their files; refuses files that this person has not sent."""
    found, problems = [], []
    for paper in papers:
        try:
            view = holdings.view(paper.file, holder_of(actor))
        except NoSuchFile:
            message = gettext_noop("There is no such file of yours. Send it first, then name it by its id.")
            problems.append(FieldProblem(f"papers.{paper.requirement}", "no-such-file", message))
            continue
        found.append(PaperRef(requirement=paper.requirement, file=str(paper.file), sha256=view.address))
    if problems:
        raise refuse(
            "declaration-incomplete",
            gettext_noop("The declaration is not complete yet. What you have entered is kept."),
            FORMS,
            fields=tuple(problems),
        )
    return tuple(found)


@plain_door(SENDING)
def upload(request: ActingRequest, upload_id: UUID | None = None) -> HttpResponseBase:
    """Take a file in pieces, as tus 1.0."""
    place = UploadDoor(holder=holder_of(request.actor), address=lambda new: reverse("api:upload", args=[new]))
    return files.upload(request, place, now=timezone.now(), upload_id=upload_id)


class ByFile(shapes.ByCode, frozen=True):
    file: UUID


class Paper(DossierDoor):
    """One paper of a dossier."""

    renderers = (FileRenderer(),)

    @door("dossier.view", bytes, operation="downloadPaper", fails=(HTTPStatus.NOT_FOUND,))
    def get(self, parsed_path: Path[ByFile]) -> HttpResponseBase:
        """
        Download a paper.

        Answers `Range`. An official's reading is recorded before the first byte.
        """
        record_reading(actor=self.actor, reading=self.reads(Purpose.HANDLING), now=timezone.now())
        try:
            return files.download(self.request, parsed_path.file, f"dossier/{self.state.id}", attachment=True)
        except NoSuchFile as error:
            raise refuse(
                "no-such-file", gettext_noop("There is no such file of yours. Send it first, then name it by its id.")
            ) from error


def _problem(*statuses: int) -> dict[str, Any]:
    return {str(status): Response(description=HTTPStatus(status).phrase) for status in statuses}


def _header(name: str, text: str, *, required: bool = True, kind: str = "string") -> Parameter:
    return Parameter(
        name=name, param_in="header", description=text, required=required, schema=Schema(type=cast("Any", kind))
    )


_TOKEN = [{"token": [SENDING]}]
_UPLOAD_ID = Parameter(
    name="upload_id", param_in="path", required=True, schema=Schema(type=cast("Any", "string"), format="uuid")
)
_TUS: dict[str, Header | Reference] = {
    "Upload-Offset": Header(description="How many bytes are here.", schema=Schema(type=cast("Any", "integer"))),
    "Upload-Expires": Header(
        description="When an unfinished upload is forgotten.", schema=Schema(type=cast("Any", "string"))
    ),
}
_X = {"x-policy": SENDING}

UPLOADS = PathItem(
    summary="Files on their way in",
    post=Operation(
        operation_id="beginUpload",
        summary="Begin to send a file (tus 1.0).",
        description="`Upload-Metadata: filename <base64>` names it. The answer's `Location` takes the bytes by PATCH.",
        security=_TOKEN,
        x_extensions=_X,
        parameters=[
            _header("Upload-Length", "The file's size in bytes.", kind="integer"),
            _header("Upload-Metadata", "`filename` and its name in base64.", required=False),
        ],
        responses={
            "201": Response(description="Begun.", headers={
                "Location": Header(description="Where the bytes go.", schema=Schema(type=cast("Any", "string"))), **_TUS
            }),
            **_problem(400, 401, 403, 413, 429, 500, 503),
        },
    ),
)  # fmt: skip
UPLOAD = PathItem(
    summary="One file on its way in",
    parameters=[_UPLOAD_ID],
    head=Operation(
        operation_id="uploadProgress",
        summary="Ask how much of a file is here.",
        security=_TOKEN,
        x_extensions=_X,
        responses={"200": Response(description="Its offset.", headers=_TUS), **_problem(401, 403, 404, 500, 503)},
    ),
    patch=Operation(
        operation_id="continueUpload",
        summary="Send the next bytes.",
        description="The piece with the last byte is answered 200 with the file's id, name, size and kind.",
        security=_TOKEN,
        x_extensions=_X,
        parameters=[_header("Upload-Offset", "Where in the file these bytes begin.", kind="integer")],
        request_body=RequestBody(
            required=True,
            content={files.CHUNK_TYPE: MediaType(schema=Schema(type=cast("Any", "string"), format="binary"))},
        ),
        responses={
            "200": Response(
                description="The file is kept.",
                headers=_TUS,
                content={"application/json": MediaType(schema=Schema(type=cast("Any", "object")))},
            ),
            "204": Response(description="Taken; more is to come.", headers=_TUS),
            **_problem(400, 401, 403, 404, 409, 413, 415, 422, 500, 503),
        },
    ),
    delete=Operation(
        operation_id="cancelUpload",
        summary="Cancel.",
        security=_TOKEN,
        x_extensions=_X,
        responses={"204": Response(description="Forgotten."), **_problem(401, 403, 404, 500, 503)},
    ),
)
