"""An answer as a page for people or as a problem document (RFC 9457) for machines."""

from typing import Any

import msgspec
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.request import RawPostDataException, UnreadablePostError
from django.middleware.csrf import get_token
from django.template.loader import render_to_string

from motcua.foundation.interface.htmx import asks_fragment, redirect, retarget
from motcua.foundation.law.citations import Citation, Source

SECRET_WORDS = ("password", "secret", "token")
CSRF_FIELD = "csrfmiddlewaretoken"


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """
    What is said when a request is not done: every text is already in the language of the page.

    `detail` says what happened and what to do, `kept` what is not lost, `sources` the articles; `reference` is the
    number to quote. `retry` offers to send the same form again.
    """

    status: int
    code: str
    title: str
    detail: str
    kept: str = ""
    machine_detail: str = ""
    problems: tuple[tuple[str, str], ...] = ()
    field_codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    citations: tuple[Source, ...] = ()
    versions: tuple[int, int] | None = None
    policy: str = ""
    reference: str = ""
    retry: bool = False
    reload: bool = False
    sign_in: bool = False
    headers: dict[str, str] = {}


def asks_machine(request: HttpRequest) -> bool:
    """Say whether a machine asks: by the address of the API, or by preferring JSON."""
    if request.path.startswith("/api/"):
        return True
    preferred = request.get_preferred_type(["text/html", "application/json", "application/problem+json"])
    return preferred not in {"text/html", None}


def respond(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Return `answer` as whoever asks can read it; who is not signed in is led to sign in, and back."""
    if asks_machine(request):
        response = problem(answer, instance=request.path)
    elif answer.sign_in and request.method in {"GET", "HEAD"}:
        return _sign_in(request)
    else:
        response = _page(request, answer)
    for name, value in answer.headers.items():
        response[name] = value
    response["Cache-Control"] = "no-store"
    return response


def problem(answer: Answer, *, instance: str = "") -> HttpResponse:
    """Return the problem document. `errors` point to fields by their dotted path; `sources` name the articles."""
    body: dict[str, Any] = {
        "type": f"urn:motcua:problem:{answer.code}",
        "title": answer.title,
        "status": answer.status,
        "detail": answer.machine_detail or answer.detail,
        "instance": instance,
        "code": answer.code,
    }
    if answer.problems:
        codes = answer.field_codes or ("",) * len(answer.problems)
        body["errors"] = [
            {"field": field, "code": code, "detail": text}
            for (field, text), code in zip(answer.problems, codes, strict=True)
        ]
    if answer.sources:
        body["sources"] = [
            {"text": text, **(msgspec.to_builtins(source) if isinstance(source, Citation) else {})}
            for text, source in zip(answer.sources, answer.citations, strict=True)
        ]
    if answer.versions:
        body["expected_version"], body["current_version"] = answer.versions
    if answer.policy:
        body["policy"] = answer.policy
    if answer.reference:
        body["reference"] = answer.reference
    content = msgspec.json.encode(body)
    return HttpResponse(content, status=answer.status, content_type="application/problem+json")


def _sign_in(request: HttpRequest) -> HttpResponse:
    login = redirect_to_login(request.get_full_path())
    return redirect(request, login.url) if asks_fragment(request) else login


def _page(request: HttpRequest, answer: Answer) -> HttpResponse:
    form = _form(request)
    posted = _posted(form)
    context = {
        "answer": answer,
        "sentences": [("", text) for _, text in answer.problems],
        "typed": [value for _, value in posted if " " in value.strip()],
        "again": posted if answer.retry else [],
        "again_url": request.get_full_path() if answer.retry and _complete(form) else "",
        "had_files": form is not None and bool(request.FILES),
        "back_url": request.get_full_path()
        if request.method in {"GET", "HEAD"} and answer.status != 405  # there it would only lead back to itself
        else request.headers.get("Referer", ""),
    }
    try:
        page = render_to_string("interface/answer.html", context, request)
    except Exception:  # noqa: BLE001 -- the page about a broken database must not need the database
        token = {"csrf_token": get_token(request), "alone": True}
        page = render_to_string("interface/answer.html", context | token)
    response = HttpResponse(page, status=answer.status)
    return retarget(response, "#main") if asks_fragment(request) else response


def _form(request: HttpRequest) -> QueryDict | None:
    if request.method != "POST":
        return None
    try:
        return request.POST
    except (UnreadablePostError, RawPostDataException, SuspiciousOperation, ValueError, OSError):
        return None


def _is_secret(name: str) -> bool:
    return any(word in name.lower() for word in SECRET_WORDS)


def _posted(form: QueryDict | None) -> list[tuple[str, str]]:
    """What the form carried, for it to be kept or sent again; passwords never come back on a page."""
    if form is None:
        return []
    return [
        (name, str(value))
        for name, values in form.lists()
        for value in values
        if name != CSRF_FIELD and not _is_secret(name)
    ]


def _complete(form: QueryDict | None) -> bool:
    return form is not None and not any(_is_secret(name) for name in form if name != CSRF_FIELD)
