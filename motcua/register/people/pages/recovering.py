"""Getting back in with a one-time link."""

from axes.helpers import get_client_ip_address
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.law.refusals import FieldProblem, Refused
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.register.people import commands, queries, rules
from motcua.register.people.types import BrakePurpose

SECRET_IN_SESSION = "recovery"  # noqa: S105 -- the name under which it is kept
IN_SESSION = "link"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("people.recover")
def recover(request: ActingRequest) -> HttpResponse:
    """Ask for a link by phone number or e-mail address. The answer is the same whether there is an account or not."""
    typed = request.POST.get("login", "").strip()[:254]
    problems: tuple[tuple[str, str], ...] = ()
    if request.method == "POST":
        login = rules.parse_login(typed)
        if login is None:
            text = gettext("Enter the phone number or the e-mail address that you sign in with.")
            problems = (("login", text),)
        else:
            now = timezone.now()
            address = get_client_ip_address(request) or ""
            commands.count_attempt(BrakePurpose.RECOVER, f"login:{login.value}", f"address:{address}", now=now)
            commands.ask_recovery(login=login.value, now=now)
            return render(request, "people/recovery_asked.html", {})
    context = {"problems": problems, "login": typed}
    return render(request, "people/recover.html", context, status=422 if problems else 200)


@sensitive_post_parameters("new_password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("people.recover")
def recover_set(request: ActingRequest, secret: str) -> HttpResponse:
    """
    Set a new password from a one-time link.

    The secret moves from the address into the session at once, so that no log and no next page learns it.
    """
    now = timezone.now()
    if secret != IN_SESSION:
        address = get_client_ip_address(request) or ""
        commands.count_attempt(BrakePurpose.RECOVER_SET, address, now=now)
        request.session[SECRET_IN_SESSION] = secret
        return redirect(request, reverse("people:recover-set", args=[IN_SESSION]))
    secret = request.session.get(SECRET_IN_SESSION, "")
    if not queries.recovery_is_good(secret, now):
        return render(request, "people/recovery_expired.html", {}, status=410)
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            commands.recover(secret=secret, new=request.POST.get("new_password", ""), now=now)
        except Refused as refused:
            if not refused.refusal.fields:
                raise
            problems = refused.refusal.fields
        else:
            del request.session[SECRET_IN_SESSION]
            request.session.cycle_key()
            messages.success(request, gettext("Your new password is set. Sign in with it."))
            return redirect(request, reverse("people:sign-in"))
    return render(request, "people/recover_set.html", {"problems": problems}, status=422 if problems else 200)
