"""One URL, one view, one template: HTMX gets a named partial of it, everybody else the whole page."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers


def asks_fragment(request: HttpRequest) -> bool:
    """Say whether the request wants a part of the page: HTMX asked, and not for a boosted or restored page."""
    headers = request.headers
    return (
        headers.get("HX-Request") == "true"
        and headers.get("HX-Boosted") != "true"
        and headers.get("HX-History-Restore-Request") != "true"
    )


def render(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, fragment: str = "", status: int = 200
) -> HttpResponse:
    """
    Answer with `template`, or with its partial `fragment` (`{% partialdef %}`) when HTMX asks for a part.

    `Vary: HX-Request` keeps caches from mixing the two.
    """
    part = f"{template}#{fragment}" if fragment and asks_fragment(request) else template
    response = HttpResponse(render_to_string(part, dict(context), request), status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def retarget(response: HttpResponse, target: str) -> HttpResponse:
    """Tell HTMX to put the answer into `target` (a CSS selector), whatever it had asked for."""
    response["HX-Retarget"] = target
    response["HX-Reswap"] = "innerHTML show:window:top"
    response["HX-Reselect"] = target
    return response


def redirect(request: HttpRequest, location: str) -> HttpResponse:
    """Lead to another page: HTMX by its own header, everybody else by 303."""
    if asks_fragment(request):
        return HttpResponse(status=204, headers={"HX-Redirect": location})
    return HttpResponse(status=303, headers={"Location": location})
