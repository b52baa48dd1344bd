"""Somebody at the counter has forgotten the password."""

from typing import cast

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import SummaryRow
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.register.access.types import Purpose, Reading
from motcua.register.people import commands, queries


class ReadingRequest(ActingRequest):
    """A request whose view says what of other people's data it shows."""

    reading: Reading


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("people.help-recover")
def help_recover(request: ActingRequest) -> HttpResponse:
    """Compare the card with the account, then show a one-time link that the person opens on their own phone."""
    typed = request.POST.get("login", "").strip()[:254]
    person = queries.person_with_login(typed)
    context: dict[str, object] = {"login": typed, "problems": ()}
    if request.method != "POST":
        return render(request, "access/help_recover.html", context)
    if person is None:
        text = gettext("Nobody has an account with this phone number or e-mail address yet.")
        return render(request, "access/help_recover.html", context | {"problems": (("login", text),)}, status=422)
    reading = Reading(subjects=frozenset({person.id}), purpose=Purpose.HELP)
    cast("ReadingRequest", request).reading = reading
    context["rows"] = [
        SummaryRow(label=gettext("Full name"), value=person.full_name),
        *(
            SummaryRow(label=gettext("Identity number"), value="•" * (len(one.value) - 3) + one.value[-3:])
            for one in queries.identifiers(person.id)
        ),
    ]
    if "confirmed" in request.POST:
        made = commands.hand_recovery_over(actor=request.actor, person=person.id, now=timezone.now())
        context["link"] = request.build_absolute_uri(reverse("people:recover-set", args=[made.secret]))
        context["expires_at"] = made.expires_at
    return render(request, "access/help_recover.html", context)
