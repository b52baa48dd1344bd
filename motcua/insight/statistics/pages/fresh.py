"""
Answering who asks again: 304 when nothing has moved.

Files are alike for everybody and may be kept by caches. A page is kept by the browser of somebody not signed in, who
asks each time whether it still holds; its address, language and style sheet are part of what is compared.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import http_date, quote_etag
from django.utils.translation import get_language

from motcua.foundation.policy.types import ANONYMOUS, Actor, ActorKind
from motcua.insight.statistics.rules.months import hour_of

FILES = "public, max-age=300"
PAGES = "private, no-cache"


def as_of() -> datetime:
    """Return the moment at which what runs is measured."""
    return hour_of(timezone.now())


def page(
    request: HttpRequest, make: Callable[[], HttpResponseBase], *, changed: datetime | None, at: datetime
) -> HttpResponseBase:
    """Answer with the page that `make` returns, or with 304; `changed` is when its figures moved, `at` where they are measured."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    # A kept page carries a token that only holds with its cookie.
    if actor.kind is not ActorKind.ANONYMOUS or settings.CSRF_COOKIE_NAME not in request.COOKIES:
        return make()
    look = static("interface/interface.css")
    tag = _tag(request, changed, at, get_language() or "", look, request.headers.get("HX-Request", ""))
    answer = _conditional(request, make, tag, changed, at)
    answer.headers["Cache-Control"] = PAGES
    patch_vary_headers(answer, ["Cookie"])
    return answer


def file(
    request: HttpRequest, make: Callable[[], HttpResponseBase], *, changed: datetime | None, at: datetime
) -> HttpResponseBase:
    """Answer with the file that `make` returns, or with 304."""
    answer = _conditional(request, make, _tag(request, changed, at), changed, at)
    answer.headers["Cache-Control"] = FILES
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer


def _tag(request: HttpRequest, *parts: object) -> str:
    text = "\n".join([request.get_full_path(), *(str(part) for part in parts)])
    return quote_etag(hashlib.sha256(text.encode()).hexdigest()[:32])


def _conditional(
    request: HttpRequest, make: Callable[[], HttpResponseBase], tag: str, changed: datetime | None, at: datetime
) -> HttpResponseBase:
    modified = int(max(changed or at, at).timestamp())
    known = get_conditional_response(request, etag=tag, last_modified=modified)
    answer: HttpResponseBase = known if known is not None and known.status_code == 304 else make()
    answer.headers["ETag"] = tag
    answer.headers["Last-Modified"] = http_date(modified)
    return answer
