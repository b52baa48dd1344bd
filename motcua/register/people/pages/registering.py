"""Creating an account."""

from uuid import uuid4

from axes.helpers import get_client_ip_address
from django.contrib.auth import authenticate, login
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.law.refusals import FieldProblem, Refused
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.policy.types import ANONYMOUS
from motcua.register.people import commands, rules
from motcua.register.people.pages.arriving import CITIZEN_HOME, arrive, wanted_page
from motcua.register.people.types import BrakePurpose

KEPT = ("full_name", "login", "email", "personal_number")
LONGEST = 254


@sensitive_post_parameters("password", "personal_number")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("people.register")
def register(request: ActingRequest) -> HttpResponse:
    """Give one's name and how to sign in; be signed in at once."""
    if request.actor != ANONYMOUS:
        return redirect(request, wanted_page(request) or CITIZEN_HOME)
    problems: tuple[FieldProblem, ...] = ()
    typed = {name: request.POST.get(name, "")[:LONGEST] for name in KEPT}
    key = request.POST.get("key") or str(uuid4())
    if request.method == "POST":
        now = timezone.now()
        password = request.POST.get("password", "")
        commands.count_attempt(BrakePurpose.REGISTER, get_client_ip_address(request) or "", now=now)
        try:
            commands.register(
                name=typed["full_name"],
                login=typed["login"],
                email=typed["email"],
                personal_number=typed["personal_number"],
                password=password,
                now=now,
                client="web",
                key=key,
            )
        except Refused as refused:
            if not refused.refusal.fields:
                raise
            problems = refused.refusal.fields
        else:
            parsed = rules.parse_login(typed["login"])
            account = authenticate(request, login=parsed.value if parsed else "", password=password)
            if account is None:
                return redirect(request, request.path)
            login(request, account)
            return arrive(request, account)
    context = {"problems": problems, "typed": typed, "key": key, "next": wanted_page(request)}
    return render(request, "people/register.html", context, status=422 if problems else 200)
