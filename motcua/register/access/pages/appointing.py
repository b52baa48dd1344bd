"""An administrator gives a new post to somebody who has an account."""

from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.forms.words import Text
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Option, SummaryRow
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.policy.types import Role
from motcua.register.access.pages import roles
from motcua.register.access.pages.confirming import confirm, key_of
from motcua.register.access.pages.posts import in_words
from motcua.register.access.queries import matter_of_agency
from motcua.register.agencies import commands, queries
from motcua.register.people import queries as people

FIELDS = ("login", "title_vi", "title_en", "unit")
LONGEST = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("post.manage", matter=matter_of_agency)
def appoint(request: ActingRequest, agency: str) -> HttpResponse:
    """Say who and what, look once more, confirm."""
    now = timezone.now()
    found = queries.agency(agency, now.date())
    if found is None:
        raise Http404
    chosen = roles.chosen(request)
    typed = {name: request.POST.get(name, "").strip()[:LONGEST] for name in FIELDS}
    units: dict[str, str] = {unit.code: in_words(unit.name) for unit in queries.units(agency, now.date())}
    official = people.person_with_login(typed["login"])
    problems = _problems(typed, chosen, is_known=official is not None, units=units) if request.method == "POST" else []
    if request.method != "POST" or official is None or problems:
        context = {
            "agency": found,
            "problems": problems,
            "typed": typed,
            "roles": roles.choices(chosen),
            "units": [Option(value=code, text=name) for code, name in units.items()],
            "key": request.POST.get("key") or str(uuid4()),
        }
        return render(request, "access/appoint.html", context, status=422 if problems else 200)
    if "confirmed" not in request.POST:
        rows = [
            SummaryRow(label=gettext("Official"), value=official.full_name),
            SummaryRow(label=gettext("Post"), value=typed["title_vi"]),
            SummaryRow(label=gettext("Unit"), value=units.get(typed["unit"], gettext("The whole agency"))),
            SummaryRow(label=gettext("Roles"), value=roles.explained(chosen)),
        ]
        return confirm(
            request, gettext("Give this post?"), rows, key=request.POST.get("key") or str(uuid4()), back=request.path
        )
    made = commands.appoint(
        actor=request.actor,
        agency=agency,
        unit=typed["unit"],
        title=Text(vi=typed["title_vi"], en=typed["title_en"]),
        official=official.id,
        roles=chosen,
        now=now,
        key=key_of(request, "agencies.appoint", agency, sorted(typed.items()), sorted(chosen)),
    )
    messages.success(request, gettext("%(name)s holds this post now.") % {"name": official.full_name})
    return redirect(request, reverse("access:post", args=[made]))


def _problems(
    typed: dict[str, str], chosen: frozenset[Role], *, is_known: bool, units: dict[str, str]
) -> list[tuple[str, str]]:
    problems = []
    if not is_known:
        text = gettext("Nobody has an account with this phone number or e-mail address yet.")
        problems.append(("login", text))
    if not typed["title_vi"]:
        problems.append(("title_vi", gettext("Enter what the post is called.")))
    if typed["unit"] and typed["unit"] not in units:
        problems.append(("unit", gettext("Choose a unit of this agency.")))
    if not chosen:
        problems.append((f"role.{Role.DESK}", gettext("Choose at least one role.")))
    return problems
