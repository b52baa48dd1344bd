"""One's own account."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import SummaryRow
from motcua.foundation.law.refusals import FieldProblem, Refused
from motcua.foundation.ledger.types import Key
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.register.agencies import queries as agencies
from motcua.register.people import commands, queries
from motcua.register.people.types import Assurance, IdentifierKind

SHOWN_DIGITS = 3


@sensitive_post_parameters("old_password", "new_password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("people.account")
def account(request: ActingRequest) -> HttpResponse:
    """What the city knows about whoever is signed in, and a new password."""
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        key = Key(client=request.actor.client, command="people.change-password", key=request.POST.get("key", ""))
        try:
            commands.change_password(
                actor=request.actor,
                old=request.POST.get("old_password", ""),
                new=request.POST.get("new_password", ""),
                now=timezone.now(),
                key=key,
            )
        except Refused as refused:
            if not refused.refusal.fields:
                raise
            problems = refused.refusal.fields
        else:
            changed = queries.account_of(request.actor.person)
            assert changed is not None  # noqa: S101 -- its password was changed just now
            # Every other session of the account ends here; this one goes on under a new key.
            update_session_auth_hash(request, changed)
            messages.success(request, gettext("Your password is changed. You are signed out everywhere else."))
            return redirect(request, request.path)
    context = {
        "problems": problems,
        "rows": _rows(request.actor.person),
        "acts_from_posts": bool(agencies.posts_of(request.actor.person, timezone.now())),
        "key": str(uuid4()),
    }
    return render(request, "people/account.html", context, status=422 if problems else 200)


def _rows(person_id: str) -> list[SummaryRow]:
    person = queries.person(person_id)
    if person is None:
        raise Http404
    nothing = gettext("not given")
    rows = [
        SummaryRow(label=gettext("Full name"), value=person.full_name),
        SummaryRow(label=gettext("Phone number"), value=person.phone or nothing),
        SummaryRow(label=gettext("E-mail address"), value=person.email or nothing),
    ]
    names = {
        IdentifierKind.PERSONAL_NUMBER: gettext("Personal identification number"),
        IdentifierKind.OLD_NUMBER: gettext("Number of the old identity card"),
    }
    levels = {
        Assurance.DECLARED: gettext("as you declared it"),
        Assurance.VERIFIED: gettext("checked against your card"),
    }
    return rows + [
        SummaryRow(
            label=names[one.kind],
            value="•" * (len(one.value) - SHOWN_DIGITS) + one.value[-SHOWN_DIGITS:],
            source=levels[one.assurance],
        )
        for one in queries.identifiers(person_id)
    ]
