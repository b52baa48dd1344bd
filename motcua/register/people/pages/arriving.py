"""Where somebody goes after signing in, and from which post they act."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from motcua.foundation.interface.htmx import redirect
from motcua.foundation.policy.types import Role
from motcua.register.agencies import queries as agencies
from motcua.register.people.types import POST_IN_SESSION

# The doors of rooms and floors above, which cannot be named from here.
CITIZEN_HOME = "/"
OFFICIAL_HOME = "/ban-lam-viec"
ADMINISTRATOR_HOME = "/co-quan/{agency}/vi-tri"


def wanted_page(request: HttpRequest) -> str:
    """Return the page of this site that the address asks to come back to, or nothing."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else ""


def home_of(roles: frozenset[Role], agency: str) -> str:
    """Return where somebody with these roles in an agency works; a citizen has none of either."""
    if roles - {Role.ADMINISTRATOR}:
        return OFFICIAL_HOME
    return ADMINISTRATOR_HOME.format(agency=agency) if roles else CITIZEN_HOME


def arrive(request: HttpRequest, account: AbstractBaseUser) -> HttpResponse:
    """
    Lead somebody who has just signed in to where they wanted to go.

    Whoever holds one post acts from it; whoever holds several is asked; nobody is asked who holds none.
    """
    held = agencies.posts_of(str(getattr(account, "person_id", "")), timezone.now())
    wanted = wanted_page(request)
    if held:
        # That it is there says that there are posts to choose from, even while one acts as a citizen.
        request.session[POST_IN_SESSION] = str(held[0].post.id) if len(held) == 1 else ""
    if len(held) > 1:
        query = f"?{urlencode({'next': wanted})}" if wanted else ""
        return redirect(request, reverse("people:choose-post") + query)
    home = home_of(held[0].roles, held[0].post.agency) if held else CITIZEN_HOME
    return redirect(request, wanted or home)
