"""Signing in, choosing the post to act from, signing out."""

from axes.helpers import get_cool_off
from django.contrib.auth import authenticate, login, logout
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Option
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.policy.types import ANONYMOUS
from motcua.register.agencies import queries as agencies
from motcua.register.agencies.types import Holding
from motcua.register.people import rules
from motcua.register.people.pages.arriving import CITIZEN_HOME, arrive, home_of, wanted_page
from motcua.register.people.types import POST_IN_SESSION

LONGEST_LOGIN = 254
AS_CITIZEN = "citizen"


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("people.sign-in")
def sign_in(request: ActingRequest) -> HttpResponse:
    """Sign in with a phone number or an e-mail address, and a password."""
    typed = request.POST.get("login", "").strip()[:LONGEST_LOGIN]
    problems: tuple[tuple[str, str], ...] = ()
    if request.method == "POST":
        parsed = rules.parse_login(typed)
        name = parsed.value if parsed else typed
        account = authenticate(request, login=name, password=request.POST.get("password", ""))
        if getattr(request, "axes_locked_out", False):
            # The brake's own answer is a bare line; ours says what happened and when to come back.
            del request.axes_locked_out  # type: ignore[attr-defined]
            wait = get_cool_off(request)
            assert wait is not None  # noqa: S101 -- a brake without an end would lock people out for ever
            raise rules.held_back(wait)
        if account is not None:
            login(request, account)
            return arrive(request, account)
        problems = (
            (
                "login",
                gettext(
                    "This phone number or e-mail address and this password do not go together. Look at both again."
                ),
            ),
        )
    elif request.actor != ANONYMOUS:
        return redirect(request, wanted_page(request) or home_of(request.actor.roles, request.actor.agency))
    context = {"problems": problems, "login": typed, "next": wanted_page(request)}
    return render(request, "people/sign_in.html", context, status=422 if problems else 200)


@require_POST
@policy("people.sign-out")
def sign_out(request: ActingRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect(request, CITIZEN_HOME)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("people.account")
def choose_post(request: ActingRequest) -> HttpResponse:
    """Choose the post to act from, or to act as a citizen."""
    held = agencies.posts_of(request.actor.person, timezone.now())
    problems: tuple[tuple[str, str], ...] = ()
    if request.method == "POST":
        chosen = request.POST.get("post", "")
        if chosen == AS_CITIZEN or chosen in {holding.post.id for holding in held}:
            request.session[POST_IN_SESSION] = "" if chosen == AS_CITIZEN else chosen
            # Other rights are another session, for whoever might know the old one.
            request.session.cycle_key()
            home = next((home_of(one.roles, one.post.agency) for one in held if one.post.id == chosen), CITIZEN_HOME)
            return redirect(request, wanted_page(request) or home)
        problems = (("post", gettext("Choose from which post you act now.")),)
    context = {
        "problems": problems,
        "options": _options(held),
        "value": request.actor.post or "",
        "next": wanted_page(request),
    }
    return render(request, "people/choose_post.html", context, status=422 if problems else 200)


def _options(held: tuple[Holding, ...]) -> list[Option]:
    now = timezone.now()
    language = get_language() or "vi"
    known = agencies.agencies({holding.post.agency for holding in held}, now.date())
    options = [
        Option(
            value=holding.post.id,
            text=holding.post.title.shown(language).text,
            hint=known[holding.post.agency].name.shown(language).text,
        )
        for holding in held
    ]
    return [*options, Option(value=AS_CITIZEN, text=gettext("As a citizen, for my own affairs"))]
