"""The API of this city: the rooms' doors for machines below `/api/v1/`, and the document that describes them."""

from functools import cache

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path
from dmr.routing import Router

from motcua.exchange.webhooks.urls import ROUTES as WEBHOOKS
from motcua.foundation.machine import schema
from motcua.foundation.machine.tongue import speak
from motcua.foundation.policy.doors import policy
from motcua.insight.statistics.urls import ROUTES as STATISTICS
from motcua.register.access.urls import ROUTES as ACCESS
from motcua.register.agencies.urls import ROUTES as AGENCIES
from motcua.register.procedures.urls import ROUTES as PROCEDURES
from motcua.service.counters.urls import ROUTES as COUNTERS
from motcua.service.dossiers.urls.api import ROUTES as DOSSIERS
from motcua.service.notices.urls import ROUTES as NOTICES

PREFIX = "api/v1/"
DESCRIPTION = """\
Procedures, agencies, drafts, dossiers, notices, webhooks and public statistics of one city's administration.

**Tokens.** Send `Authorization: Bearer <token>`. A token acts for a person, or from a post that a person holds, and may
do what its scopes name; each operation says which scope it needs (`x-policy`).

**Sent twice.** Every POST of a dossier carries `Idempotency-Key`: the same key with the same body is answered again and
never done twice, with another body it is refused.

**Versions.** A dossier's `ETag` is its version. An act with `If-Match` is done on that version only; otherwise 412 tells
what happened meanwhile.

**Problems** are RFC 9457 documents in Vietnamese, or in English when `Accept-Language` asks for it.

**Lists** come in pages; `Link` and the members `next` and `previous` lead on.
"""

router = Router(PREFIX, [*ACCESS, *AGENCIES, *PROCEDURES, *NOTICES, *COUNTERS, *DOSSIERS, *STATISTICS, *WEBHOOKS])


@cache
def document() -> bytes:
    """Return the OpenAPI document; it is made once for a process."""
    return msgspec.json.encode(schema.document(router, title="Motcua", version="1", description=DESCRIPTION))


@policy("interface.use")
def openapi(request: HttpRequest) -> HttpResponse:
    """Serve the OpenAPI 3.1 document."""
    del request
    return HttpResponse(document(), content_type="application/json", headers={"Access-Control-Allow-Origin": "*"})


@policy("interface.use")
def nothing_here(request: HttpRequest, rest: str) -> HttpResponse:
    """Answer an address that the API does not have, in the language asked for."""
    speak(request)
    raise Http404(rest)


urlpatterns = [
    path(f"{PREFIX}openapi.json", openapi, name="openapi"),
    path(PREFIX, include((router.urls, "api"), namespace="api")),
    path("api/<path:rest>", nothing_here),
]
nothing_here.csrf_exempt = True  # type: ignore[attr-defined]
