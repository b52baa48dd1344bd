"""
The one table from what a rule, a command or Django raises to a status and a page (or RFC 9457 problem, for machines).

Three kinds, never mixed: a refusal (expected, carries its article), a conflict (somebody was first), a defect (ours; it
gets a reference number). Pages that can show a refusal or a conflict in place catch it themselves; whatever they let
pass is answered here.
"""

import logging
import secrets
import sys
from collections.abc import Callable

import msgspec
from django.core.exceptions import (
    BadRequest,
    PermissionDenied,
    RequestDataTooBig,
    SuspiciousOperation,
)
from django.db import DataError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.utils.translation import gettext

from motcua.foundation.interface.citations import source_text
from motcua.foundation.interface.presenting import Answer, asks_machine, respond
from motcua.foundation.interface.problems import sentence, shown
from motcua.foundation.law.refusals import Refusal, Refused
from motcua.foundation.ledger import reference
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy.types import Denied

logger = logging.getLogger("motcua.answers")

Row = Callable[..., Answer]
_table: list[tuple[type[BaseException], Row]] = []

# Refusals are 422 unless the code says something that HTTP has a word for.
REFUSAL_STATUS = {
    "no-such-agency": 404,
    "no-such-counter": 404,
    "no-such-delivery": 404,
    "no-such-dossier": 404,
    "no-such-draft": 404,
    "no-such-file": 404,
    "no-such-official": 404,
    "no-such-person": 404,
    "no-such-phrase": 404,
    "no-such-post": 404,
    "no-such-procedure": 404,
    "no-such-receipt": 404,
    "no-such-ticket": 404,
    "no-such-token": 404,
    "no-such-webhook": 404,
    "file-too-large": 413,
    "form-too-large": 413,
    "picture-too-large": 413,
    "too-many-attempts": 429,
    "too-many-uploads": 429,
    "scan-unavailable": 503,
}
RETRY_SECONDS = 10
_ZERO_BYTE = "cannot contain NUL (0x00)"


def _answers(kind: type[BaseException]) -> Callable[[Row], Row]:
    def enter(row: Row) -> Row:
        _table.append((kind, row))
        return row

    return enter


def refusal_status(refusal: Refusal) -> int:
    """
    The HTTP status of a refusal.

    What is not there is 404 where the address asked for it; where a form or a body names it, the field is to be mended.
    """
    status = REFUSAL_STATUS.get(refusal.code, 422)
    return 422 if status == 404 and refusal.fields else status


@_answers(Refused)
def _refused(error: Refused) -> Answer:
    refusal = error.refusal
    wait = refusal.values.get("wait_seconds")
    return Answer(
        status=refusal_status(refusal),
        code=refusal.code,
        title=gettext("This cannot be done now"),
        detail=sentence(refusal.message, refusal.values),
        kept=gettext("Nothing has been changed. What was saved before is kept."),
        problems=shown(refusal.fields),
        field_codes=tuple(problem.code for problem in refusal.fields),
        sources=tuple(source_text(source) for source in refusal.sources),
        citations=refusal.sources,
        headers={"Retry-After": str(wait)} if isinstance(wait, int) else {},
    )


@_answers(Conflict)
def _conflict(error: Conflict) -> Answer:
    return Answer(
        status=409,
        code="conflict",
        title=gettext("Somebody changed this while you were working"),
        detail=gettext("Open the page again to see what happened meanwhile, then decide once more."),
        kept=gettext("Nothing of what you typed is lost; nothing of it has been stored either."),
        versions=(error.expected, error.actual),
        reload=True,
    )


@_answers(Denied)
def _denied(error: Denied) -> Answer:
    if error.signed_in:
        return Answer(
            status=403,
            code="not-allowed",
            title=gettext("This is not open to you"),
            detail=gettext("Your account may not do this or see this. Nothing has been changed."),
            policy=error.policy,
        )
    return Answer(
        status=401,
        code="sign-in",
        title=gettext("Please sign in first"),
        detail=gettext("You are not signed in, or your session has ended. Sign in and go on where you were."),
        kept=gettext("What was saved before is kept."),
        policy=error.policy,
        sign_in=True,
        headers={"WWW-Authenticate": "Bearer"},
    )


@_answers(Http404)
def _not_found(_error: Http404) -> Answer:
    return Answer(
        status=404,
        code="not-found",
        title=gettext("There is no such page"),
        detail=gettext("Check the address, or begin at the home page. A dossier is found by its code."),
    )


def _not_allowed(methods: str) -> Answer:
    return Answer(
        status=405,
        code="method-not-allowed",
        title=gettext("This page cannot be opened like this"),
        detail=gettext(
            "It only takes what a page of this site sends to it. Go back to that page and press its button."
        ),
        kept=gettext("Nothing has been changed. What was saved before is kept."),
        headers={"Allow": methods},
    )


@_answers(RequestDataTooBig)
def _too_large(_error: RequestDataTooBig) -> Answer:
    return Answer(
        status=413,
        code="too-large",
        title=gettext("This is too large to send at once"),
        detail=gettext("Take a smaller picture, or send the file in its own place, where it goes up in parts."),
        kept=gettext("Nothing has been changed. What was saved before is kept."),
    )


@_answers(PermissionDenied)
def _forbidden(_error: PermissionDenied) -> Answer:
    return _denied(Denied("", signed_in=True))


@_answers(SuspiciousOperation)
@_answers(BadRequest)
@_answers(msgspec.DecodeError)
def _bad_request(error: Exception) -> Answer:
    return Answer(
        status=400,
        code="bad-request",
        title=gettext("This request cannot be read"),
        detail=gettext("Go back, reload the page and try once more."),
        machine_detail=str(error) if isinstance(error, msgspec.DecodeError) else "",
        kept=gettext("Nothing has been changed. What was saved before is kept."),
    )


@_answers(OperationalError)
@_answers(InterfaceError)
def _unavailable(_error: Exception) -> Answer:
    return Answer(
        status=503,
        code="unavailable",
        title=gettext("The city's records cannot be reached just now"),
        detail=gettext("This usually passes within a minute."),
        kept=gettext("What was saved before is kept."),
        reference=_reference(),
        retry=True,
        headers={"Retry-After": str(RETRY_SECONDS)},
    )


def _defect() -> Answer:
    return Answer(
        status=500,
        code="defect",
        title=gettext("Something broke on our side"),
        detail=gettext("It is on record and will be looked at."),
        kept=gettext("What was saved before is kept."),
        reference=_reference(),
        retry=True,
    )


def _reference() -> str:
    letters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
    drawn = "".join(secrets.choice(letters) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


def answer_to(error: BaseException) -> Answer | None:
    """Return what the table says to `error`, None when it is a defect."""
    if isinstance(error, DataError) and _ZERO_BYTE in str(error):
        error = BadRequest()  # no address, form or body has a zero byte in it unless somebody tries us
    return next((row(error) for kind, row in _table if isinstance(error, kind)), None)


class AnswersMiddleware:
    """
    Answers what views raise. What the table does not know passes on to Django, which asks `defect` below.

    Reference data is of one version throughout a request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with reference.request():
            response = self.get_response(request)
            if isinstance(response, HttpResponseNotAllowed) and not response.content:
                return respond(request, _not_allowed(response.headers["Allow"]))
            return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        answer = answer_to(error)
        if answer is None:
            return None
        _record(request, answer, error)
        return respond(request, answer)


def _record(request: HttpRequest, answer: Answer, error: BaseException) -> None:
    if answer.status >= 500:
        values = {"reference": answer.reference, "method": request.method, "path": request.path}
        logger.error("%(reference)s: %(method)s %(path)s failed", values, exc_info=error)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler404`."""
    return respond(request, answer_to(exception or Http404()) or _not_found(Http404()))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler403`."""
    return respond(request, answer_to(exception or PermissionDenied()) or _forbidden(PermissionDenied()))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """`handler400`."""
    return respond(request, answer_to(exception or BadRequest()) or _bad_request(BadRequest()))


def defect(request: HttpRequest) -> HttpResponse:
    """`handler500`: whatever middleware or a view raised that nobody expected."""
    error = sys.exc_info()[1]
    answer = (answer_to(error) if error else None) or _defect()
    if error:
        _record(request, answer, error)
    return respond(request, answer)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """`CSRF_FAILURE_VIEW`: the form was open for too long, or cookies are off."""
    answer = Answer(
        status=403,
        code="form-expired",
        title=gettext("This page was open for too long"),
        detail=gettext("Press the button below to send it again. If that does not help, allow cookies for this site."),
        kept=gettext("What was saved before is kept."),
        machine_detail=reason,
        retry=True,
    )
    return respond(request, answer)


__all__ = ["Answer", "AnswersMiddleware", "answer_to", "asks_machine", "refusal_status", "respond"]
