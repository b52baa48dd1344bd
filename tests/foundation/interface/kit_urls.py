"""The addresses of the interface's tests: the kit, the three houses, and stand-ins for the rooms they link to."""

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.kit import kit
from motcua.foundation.law.citations import Citation
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy.types import Denied
from motcua.web.portal import pages

handler400 = "motcua.foundation.interface.answers.bad_request"
handler403 = "motcua.foundation.interface.answers.forbidden"
handler404 = "motcua.foundation.interface.answers.not_found"
handler500 = "motcua.foundation.interface.answers.defect"


def elsewhere(request: HttpRequest, **_: str) -> HttpResponse:
    return HttpResponse("elsewhere")


def parts(request: HttpRequest) -> HttpResponse:
    return render(request, "interface_tests/parts.html", {"rows": ["one", "two"]}, fragment="rows")


@csrf_exempt
def refused(request: HttpRequest) -> HttpResponse:
    raise refuse(
        "already-received",
        "%(dossier)s was received already.",
        Citation("118-2025-nd-cp", article="17", clause="2"),
        fields=(FieldProblem("remark", "too-short", "Write more than %(count)d letters.", {"count": 5}),),
        dossier="H29.1-261122-0001",
    )


@csrf_exempt
def conflict(request: HttpRequest) -> HttpResponse:
    raise Conflict("dossier/1", 3, 4)


@csrf_exempt
def denied(request: HttpRequest) -> HttpResponse:
    raise Denied("dossier.receive", signed_in="signed" in request.GET)


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


@csrf_exempt
def unreachable(request: HttpRequest) -> HttpResponse:
    raise OperationalError("connection refused")


@csrf_exempt
def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


def _room(name: str, *pages_of: str) -> tuple[list[object], str]:
    return [path(f"{name}/{page}/", elsewhere, name=page) for page in pages_of], name


urlpatterns = [
    path("", include(([path("", pages.home, name="home")], "portal"))),
    path("desk/", include("motcua.web.desk.urls")),
    path("city/", include(([path("", elsewhere, name="home")], "city"))),
    path("", include("motcua.foundation.interface.urls")),
    path("_kit", kit),
    path("", include(_room("people", "sign-in", "register", "sign-out", "account", "choose-post"))),
    path("", include(_room("notices", "mine"))),
    path("", include(_room("webhooks", "webhooks"))),
    path(
        "",
        include(
            (
                [
                    path("everywhere", elsewhere, name="everywhere"),
                    path("console", elsewhere, name="console"),
                    path("set-up/<agency>", elsewhere, name="set-up"),
                ],
                "counters",
            )
        ),
    ),
    path("", include(([path("stopped/<agency>", elsewhere, name="incidents")], "incidents"))),
    path(
        "",
        include(
            (
                [
                    path("access/mine/", elsewhere, name="mine"),
                    path("help", elsewhere, name="help-recover"),
                    path("tokens", elsewhere, name="tokens"),
                    path("posts/<agency>", elsewhere, name="posts"),
                ],
                "access",
            )
        ),
    ),
    path(
        "",
        include(
            (
                [
                    path("search", elsewhere, name="search"),
                    path("p/<code>", elsewhere, name="show"),
                    path("essential", elsewhere, name="essential"),
                    path("own-track", elsewhere, name="own-track"),
                ],
                "procedures",
            )
        ),
    ),
    path(
        "",
        include(
            (
                [
                    path("mine", elsewhere, name="mine"),
                    path("track", elsewhere, name="track"),
                    path("queues", elsewhere, name="desk"),
                    path("queue/<queue>", elsewhere, name="queue"),
                    path("counter", elsewhere, name="counter"),
                    path("certify", elsewhere, name="certify"),
                    path("keys", elsewhere, name="desk-keys"),
                    path("phrases", elsewhere, name="phrases"),
                    path("filters", elsewhere, name="filters"),
                    path("reassign", elsewhere, name="reassign"),
                ],
                "dossiers",
            )
        ),
    ),
    path("parts", parts),
    path("refused", refused),
    path("api/v1/refused", refused),
    path("conflict", conflict),
    path("denied", denied),
    path("missing", missing),
    path("unreachable", unreachable),
    path("broken", broken),
    path("sent-only", require_POST(elsewhere)),
]
