"""
What a room's view answers to an upload and to a download; the view itself says who may, and for which holder.

Uploads speak tus 1.0 (creation, termination, expiration): POST makes an upload, HEAD says how far it has come, PATCH
adds bytes, DELETE cancels. The PATCH that brings the last byte finishes the file and answers 200 with JSON; every
problem is RFC 9457 JSON with a translated sentence in `detail`.
"""

import base64
import binascii
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.http.request import UnreadablePostError
from django.utils.http import content_disposition_header, http_date
from django.utils.translation import gettext

from motcua.foundation.files import holdings, uploads
from motcua.foundation.files.ranges import OutsideTheFile, span_of
from motcua.foundation.files.types import (
    LIMITS,
    FileView,
    Limits,
    MediaType,
    NoSuchUpload,
    UploadGap,
    UploadView,
)
from motcua.foundation.law.refusals import FieldProblem, Refusal, Refused, refuse
from motcua.foundation.text import gettext_noop

VERSION = "1.0.0"
CHUNK_TYPE = "application/offset+octet-stream"
RETRY_AFTER_SECONDS = 30
STATUS = {
    "file-too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "upload-overflows": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "too-many-uploads": HTTPStatus.TOO_MANY_REQUESTS,
    "scan-unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "upload-gap": HTTPStatus.CONFLICT,
    "upload-gone": HTTPStatus.NOT_FOUND,
    "upload-differs": HTTPStatus.CONFLICT,
    "upload-malformed": HTTPStatus.BAD_REQUEST,
    "upload-type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}
# A picture runs nothing and needs nothing. Not every browser shows a PDF in a sandbox (Chromium does, tried in November
# 2026), so the viewer's PDF is held by a policy that allows no script, no connection and no form instead.
ALONE = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
SHOWN_PDF = (
    "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'self'"
)

Address = Callable[[UUID], str]
Finished = Callable[[FileView], Mapping[str, Any]]
Guard = Callable[[], AbstractContextManager[None]]


class UploadDoor(msgspec.Struct, frozen=True):
    """
    What a view says of its uploads: who will hold the files, and the URL of an upload by its id.

    `finished` is called once a file is kept (again when its answer was lost: it must bear that); what it returns joins
    the JSON answer. It may raise `Refused`. `guard` stands around all of it: it sees what is refused and lets it pass.
    """

    holder: str
    address: Address
    finished: Finished | None = None
    guard: Guard = nullcontext
    limits: Limits = LIMITS


def upload(request: HttpRequest, door: UploadDoor, *, now: datetime, upload_id: UUID | None = None) -> HttpResponse:
    """Answer a request to the place of uploads (no `upload_id`) or to one upload."""
    try:
        with door.guard():
            response = _at_one(request, door, upload_id, now) if upload_id else _at_the_place(request, door, now)
    except NoSuchUpload:
        gone = gettext_noop("The file was not sent to its end in time. Choose it again and send it anew.")
        response = problem(refuse("upload-gone", gone), request.path)
    except UploadGap as gap:
        early = gettext_noop("A part of the file is missing. It goes on where it stopped.")
        response = problem(refuse("upload-gap", early, expected=gap.expected), request.path)
        response["Upload-Offset"] = str(gap.expected)
    except Refused as refused:
        response = problem(refused, request.path)
    response["Tus-Resumable"] = VERSION
    response["Cache-Control"] = "no-store"
    return response


def problem(refused: Refused, instance: str) -> HttpResponse:
    """Return a refusal as `application/problem+json`, in the language of the request."""
    refusal = refused.refusal
    status = STATUS.get(refusal.code, HTTPStatus.UNPROCESSABLE_ENTITY)
    body: dict[str, Any] = {
        "type": f"urn:motcua:problem:{refusal.code}",
        "title": status.phrase,
        "status": status.value,
        "code": refusal.code,
        "detail": sentence(refusal),
        "instance": instance,
    }
    if refusal.fields:
        body["errors"] = [{"field": one.field, "code": one.code, "detail": sentence(one)} for one in refusal.fields]
    response = _json(body, status.value, content_type="application/problem+json")
    if status is HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def sentence(said: Refusal | FieldProblem) -> str:
    """Return what a refusal or a problem says, in the language of the request."""
    return gettext(said.message) % said.values if said.values else gettext(said.message)


def download(request: HttpRequest, file_id: UUID, holder: str, *, attachment: bool = False) -> HttpResponseBase:
    """
    Answer with a file, whole or the range that is asked for: shown in place, or saved as `attachment`.

    The first piece is opened before the answer begins, so that damaged bytes become an error page and not a short
    file. Raises `NoSuchFile`, `BrokenSealError`, `MissingBytesError`. Record the reading before calling this.
    """
    known = holdings.view(file_id, holder)
    asked = "" if "If-Range" in request.headers else request.headers.get("Range", "")
    try:
        span = span_of(asked, known.size)
    except OutsideTheFile:
        outside = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE.value)
        outside["Content-Range"] = f"bytes */{known.size}"
        return _guarded(outside, known, attachment=attachment)
    response: HttpResponseBase
    if request.method == "HEAD":
        response = HttpResponse(content_type=known.media_type.value)
    else:
        _, pieces = holdings.open_file(file_id, holder, start=span.start, stop=span.stop)
        response = StreamingHttpResponse(_Begun(pieces), content_type=known.media_type.value)
    response["Content-Length"] = str(span.stop - span.start)
    if not span.is_whole:
        response.status_code = HTTPStatus.PARTIAL_CONTENT.value
        response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{known.size}"
    return _guarded(response, known, attachment=attachment)


def _at_the_place(request: HttpRequest, door: UploadDoor, now: datetime) -> HttpResponse:
    if request.method == "OPTIONS":
        response = HttpResponse(status=HTTPStatus.NO_CONTENT.value)
        response["Tus-Version"] = VERSION
        response["Tus-Extension"] = "creation,termination,expiration"
        response["Tus-Max-Size"] = str(door.limits.file_bytes)
        return response
    if request.method != "POST":
        return _not_allowed("OPTIONS, POST")
    length = request.headers.get("Upload-Length", "")
    if not length.isdecimal() or len(length) > 15:
        raise refuse("upload-malformed", gettext_noop("The size of the file is missing."))
    name = _name(request.headers.get("Upload-Metadata", ""))
    begun = uploads.begin_upload(door.holder, name, int(length), now, limits=door.limits)
    response = _json({"id": str(begun.id), "offset": 0}, HTTPStatus.CREATED.value)
    response["Location"] = door.address(begun.id)
    return _with_progress(response, begun)


def _at_one(request: HttpRequest, door: UploadDoor, upload_id: UUID, now: datetime) -> HttpResponse:
    if request.method == "HEAD":
        here = uploads.upload(upload_id, door.holder)
        response = HttpResponse()
        response["Upload-Length"] = str(here.size)
        return _with_progress(response, here)
    if request.method == "PATCH":
        return _append(request, door, upload_id, now)
    if request.method == "DELETE":
        uploads.cancel(upload_id, door.holder)
        return HttpResponse(status=HTTPStatus.NO_CONTENT.value)
    return _not_allowed("DELETE, HEAD, PATCH")


def _append(request: HttpRequest, door: UploadDoor, upload_id: UUID, now: datetime) -> HttpResponse:
    if request.content_type != CHUNK_TYPE:
        raise refuse("upload-type", gettext_noop("The bytes of a file come as %(type)s."), type=CHUNK_TYPE)
    offset, length = request.headers.get("Upload-Offset", ""), request.headers.get("Content-Length", "")
    if not (offset.isdecimal() and length.isdecimal()) or max(len(offset), len(length)) > 15:
        raise refuse("upload-malformed", gettext_noop("The place of these bytes in the file is missing."))
    here = uploads.upload(upload_id, door.holder)
    # Said before the body is read: nobody waits for bytes that are not taken.
    if int(offset) > here.received:
        raise UploadGap(here.received)
    if int(offset) + int(length) > here.size:
        raise refuse(
            "upload-overflows",
            gettext_noop("More arrived than the file's size said. Choose the file again and send it anew."),
        )
    if int(length) < door.limits.least_piece_bytes and int(offset) + int(length) < here.size:
        raise uploads.too_small(door.limits)
    here = _read_body(request, door, here, int(offset))
    if not here.is_complete:
        return _with_progress(HttpResponse(status=HTTPStatus.NO_CONTENT.value), here)
    kept = uploads.finish(upload_id, door.holder, now, limits=door.limits)
    more = door.finished(kept) if door.finished else {}
    return _with_progress(_json({"file": _shown(kept), **more}, HTTPStatus.OK.value), here)


def _read_body(request: HttpRequest, door: UploadDoor, here: UploadView, offset: int) -> UploadView:
    """Take the body piece by piece: when the connection breaks, what arrived before is kept."""
    # Of a body that is long enough the last slice may be short.
    limits = msgspec.structs.replace(door.limits, least_piece_bytes=1)
    while True:
        try:
            piece = _full(request, door.limits.piece_bytes)
        except UnreadablePostError:
            return here
        if not piece:
            return here
        here = uploads.write_chunk(here.id, door.holder, offset, piece, limits=limits)
        offset += len(piece)


def _full(request: HttpRequest, size: int) -> bytes:
    held = bytearray()
    while len(held) < size:
        piece = request.read(size - len(held))
        if not piece:
            break
        held += piece
    return bytes(held)


def _name(metadata: str) -> str:
    """Return the file's name from `Upload-Metadata` (pairs of a key and base64, by comma)."""
    for pair in metadata.split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(value.strip(), validate=True).decode()
            except (binascii.Error, UnicodeDecodeError) as malformed:
                raise refuse("upload-malformed", gettext_noop("The name of the file cannot be read.")) from malformed
    return ""


def _shown(kept: FileView) -> dict[str, Any]:
    return {
        "id": str(kept.id),
        "name": kept.name,
        "size": kept.size,
        "mediaType": kept.media_type.value,
        "width": kept.width,
        "height": kept.height,
        "pages": kept.pages,
        "flags": [flag.value for flag in kept.flags],
    }


def _with_progress(response: HttpResponse, here: UploadView) -> HttpResponse:
    response["Upload-Offset"] = str(here.received)
    response["Upload-Expires"] = http_date(here.expires_at.timestamp())
    return response


def _guarded(response: HttpResponseBase, known: FileView, *, attachment: bool) -> HttpResponseBase:
    disposition = content_disposition_header(as_attachment=attachment, filename=known.name)
    shows_pdf = known.media_type is MediaType.PDF and not attachment
    response["Content-Disposition"] = disposition or "inline"
    response["Content-Security-Policy"] = SHOWN_PDF if shows_pdf else ALONE
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "no-store"
    response["Accept-Ranges"] = "bytes"
    return response


def _json(body: Mapping[str, Any], status: int, *, content_type: str = "application/json") -> HttpResponse:
    return HttpResponse(msgspec.json.encode(body), status=status, content_type=content_type)


def _not_allowed(allowed: str) -> HttpResponse:
    response = HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED.value)
    response["Allow"] = allowed
    return response


class _Begun:
    """
    Pieces of which the first is opened already.

    The response closes this, and it the file, read to its end or not at all: a generator that was never begun would
    not.
    """

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._first = next(pieces)
        self._rest = pieces

    def __iter__(self) -> Iterator[bytes]:
        yield self._first
        yield from self._rest

    def close(self) -> None:
        cast("Generator[bytes]", self._rest).close()
