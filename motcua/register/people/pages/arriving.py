"""Where somebody goes after signing in, and from which post they act."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from motcua.foundation.interface.htmx import redirect
from motcua.register.agencies import queries as agencies
from motcua.register.people.types import POST_IN_SESSION

# The doors of the top floor, which composes these pages and cannot be named from here.
CITIZEN_HOME = "/"
OFFICIAL_HOME = "/desk/"


def wanted_page(request: HttpRequest) -> str:
    """Return the page of this site that the address asks to come back to, or nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else ""


def arrive(request: HttpRequest, account: AbstractBaseUser) -> HttpResponse:
    """
    Lead somebody who has just signed in to where they wanted to go.

    Whoever holds one post acts from it; whoever holds several is asked; nobody is asked who holds none.
    """
    held = agencies.posts_of(str(getattr(account, "person_id", "")), timezone.now())
    wanted = wanted_page(request)
    request.session[POST_IN_SESSION] = str(held[0].post.id) if len(held) == 1 else ""
    if len(held) > 1:
        query = f"?{urlencode({'next': wanted})}" if wanted else ""
        return redirect(request, reverse("people:choose-post") + query)
    return redirect(request, wanted or (OFFICIAL_HOME if held else CITIZEN_HOME))
