"""Files on their way in, held by the person who sends them until a dossier takes them; and a dossier's papers out."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

import msgspec
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from dmr import Path
from dmr.openapi.objects import (
    Header,
    Operation,
    Parameter,
    PathItem,
    Reference,
    RequestBody,
    Response,
    Schema,
)
from dmr.openapi.objects import MediaType as BodyType
from dmr.renderers import FileRenderer

from motcua.foundation.files import doors as files
from motcua.foundation.files import holdings
from motcua.foundation.files.doors import UploadDoor
from motcua.foundation.files.holdings import Held
from motcua.foundation.files.types import LIMITS, PAPERS, FileView, Flag, MediaType, NoSuchFile
from motcua.foundation.files.uploads import WAITING
from motcua.foundation.law.refusals import FieldProblem, Refused, refuse
from motcua.foundation.machine.doors import door, plain_door
from motcua.foundation.policy.doors import ActingRequest
from motcua.foundation.policy.types import Actor
from motcua.foundation.text import gettext_noop
from motcua.register.access.commands import record_reading
from motcua.register.access.types import Purpose
from motcua.service.dossiers.api import shapes
from motcua.service.dossiers.api.doors import DossierDoor
from motcua.service.dossiers.commands import guarding
from motcua.service.dossiers.commands.deciding import RESULT
from motcua.service.dossiers.rules.sources import FORMS, ONE_ROUND
from motcua.service.dossiers.types.state import PaperRef

SENDING = "dossier.submit"
# Besides papers an office's own program may send drafts; what a file is good for is asked where it is named.
_SENT = msgspec.structs.replace(LIMITS, kinds=PAPERS | {MediaType.DOCX})
_NOT_YOURS = gettext_noop("There is no such file of yours. Send it first, then name it by its id.")

_NOT_A_PAPER = gettext_noop("A Word document is no paper of a dossier. Save it as PDF and send that.")


def holder_of(actor: Actor) -> str:
    """Return the name under which a person's files wait for a dossier to take them."""
    return f"{WAITING}{actor.person}"


def given(papers: Sequence[shapes.PaperGiven], actor: Actor) -> tuple[tuple[PaperRef, ...], tuple[Held, ...]]:
    """Return the papers with the hashes of their files, and the files; refuses those that this person has not sent."""
    files = holdings.held([paper.file for paper in papers], holder_of(actor))
    problems = tuple(
        FieldProblem(f"papers.{paper.requirement}", "no-such-file", _NOT_YOURS)
        for paper in papers
        if paper.file not in files
    ) + tuple(
        FieldProblem(f"papers.{paper.requirement}", "not-a-paper", _NOT_A_PAPER)
        for paper in papers
        if paper.file in files and files[paper.file].view.media_type not in PAPERS
    )
    if problems:
        raise refuse(
            "declaration-incomplete",
            gettext_noop("The declaration is not complete yet. What you have entered is kept."),
            FORMS,
            fields=problems,
        )
    found = tuple(
        PaperRef(requirement=paper.requirement, file=str(paper.file), sha256=files[paper.file].view.address)
        for paper in papers
    )
    return found, tuple(files.values())


def result_paper(file: UUID, actor: Actor) -> PaperRef:
    """Return the paper that answers a dossier: a PDF that this person has sent; refuses anything else."""
    try:
        view = holdings.view(file, holder_of(actor))
    except NoSuchFile as error:
        raise _no_result("no-such-file", _NOT_YOURS) from error
    if view.media_type is not MediaType.PDF or Flag.ENCRYPTED in view.flags:
        raise _no_result(
            "not-a-plain-pdf", gettext_noop("The result has to be a PDF that opens without a password. Send it as one.")
        )
    return PaperRef(requirement=RESULT, file=str(file), sha256=view.address)


def draft_file(file: UUID, actor: Actor) -> FileView:
    """Return a Word document that this person has sent; refuses anything else."""
    try:
        view = holdings.view(file, holder_of(actor))
    except NoSuchFile as error:
        raise _no_draft("no-such-file", _NOT_YOURS) from error
    if view.media_type is not MediaType.DOCX:
        raise _no_draft("not-a-docx", gettext_noop("The draft has to be a Word document (.docx). Send it as one."))
    return view


def _no_draft(code: str, message: str) -> Refused:
    return refuse(code, message, ONE_ROUND, fields=(FieldProblem("file", code, message),))


def _no_result(code: str, message: str) -> Refused:
    return refuse(code, message, FORMS, fields=(FieldProblem("result", code, message),))


@plain_door(SENDING)
def upload(request: ActingRequest, upload_id: UUID | None = None) -> HttpResponseBase:
    """Take a file in pieces, as tus 1.0."""
    now = timezone.now()
    place = UploadDoor(
        holder=holder_of(request.actor),
        address=lambda new: reverse("api:upload", args=[new]),
        guard=lambda: guarding.waiting(request.actor, now),
        limits=_SENT,
    )
    return files.upload(request, place, now=now, upload_id=upload_id)


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
            raise refuse("no-such-file", _NOT_YOURS) from error


def _problem(*statuses: int) -> dict[str, Any]:
    return {str(status): Response(description=HTTPStatus(status).phrase) for status in statuses}


def _header(name: str, text: str) -> Parameter:
    return Parameter(
        name=name, param_in="header", description=text, required=False, schema=Schema(type=cast("Any", "string"))
    )


def _bytes(name: str, text: str) -> Parameter:
    size = Schema(type=cast("Any", "integer"), minimum=0, maximum=_SENT.file_bytes)
    return Parameter(name=name, param_in="header", description=text, required=True, schema=size)


_TOKEN = [{"token": [SENDING]}]
_UPLOAD_ID = Parameter(
    name="upload_id", param_in="path", required=True, schema=Schema(type=cast("Any", "string"), format="uuid")
)
_TUS: dict[str, Header | Reference] = {
    "Upload-Offset": Header(description="How many bytes are here.", schema=Schema(type=cast("Any", "integer"))),
    "Upload-Expires": Header(
        description="When the upload is forgotten, and its file with it if no dossier has taken it.",
        schema=Schema(type=cast("Any", "string")),
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
            _bytes("Upload-Length", "The file's size in bytes."),
            _header("Upload-Metadata", "`filename` and its name in base64."),
        ],
        responses={
            "201": Response(description="Begun.", headers={
                "Location": Header(description="Where the bytes go.", schema=Schema(type=cast("Any", "string"))), **_TUS
            }),
            **_problem(400, 401, 403, 413, 422, 429, 500, 503),
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
        parameters=[_bytes("Upload-Offset", "Where in the file these bytes begin.")],
        request_body=RequestBody(
            required=True,
            content={files.CHUNK_TYPE: BodyType(schema=Schema(type=cast("Any", "string"), format="binary"))},
        ),
        responses={
            "200": Response(
                description="The file is kept.",
                headers=_TUS,
                content={"application/json": BodyType(schema=Schema(type=cast("Any", "object")))},
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
