"""An administrator changes somebody's roles, or ends their post."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.interface.formats import short_moment
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import SummaryRow, Typed
from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger import reading as ledger
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.policy.types import Role
from motcua.register.access.pages import roles
from motcua.register.access.pages.confirming import confirm, key_of, typed_version
from motcua.register.access.pages.posts import found_post, in_words, show
from motcua.register.access.queries import matter_of_post
from motcua.register.agencies import commands, queries
from motcua.register.people import queries as people


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("post.manage", matter=matter_of_post)
def change_roles(request: ActingRequest, post: UUID) -> HttpResponse:
    """Choose other roles, look once more, confirm."""
    found = found_post(post)
    held = queries.holding_of_post(found.id, timezone.now())
    chosen = roles.chosen(request)
    if held is not None and (request.method != "POST" or not chosen):
        text = gettext("Choose at least one role, or end the post.")
        problems = [(f"role.{Role.DESK}", text)] if request.method == "POST" else []
        context = {
            "post": found,
            "problems": problems,
            "roles": roles.choices(held.roles),
            "key": str(uuid4()),
            "version": request.POST.get("version") or _version(found.id),
        }
        return render(request, "access/change_roles.html", context, status=422 if problems else 200)
    if held is not None and "confirmed" not in request.POST:
        rows = [
            SummaryRow(label=gettext("Official"), value=_name(held.official)),
            SummaryRow(label=gettext("Until now"), value=roles.explained(held.roles)),
            SummaryRow(label=gettext("From now on"), value=roles.explained(chosen)),
        ]
        key = request.POST.get("key") or str(uuid4())
        return confirm(request, gettext("Change these roles?"), rows, key=key, back=request.path)
    try:
        commands.change_roles(
            actor=request.actor,
            post=found.id,
            roles=chosen,
            sectors=held.sectors if held else frozenset(),
            now=timezone.now(),
            key=key_of(request, "agencies.change-roles", found.id, sorted(chosen)),
            version=typed_version(request),
        )
    except (Refused, Conflict) as answer:
        typed = (Typed(label=gettext("Roles"), value=roles.explained(chosen)),)
        return show(request, found, answer=answer, typed=typed)
    messages.success(request, gettext("The roles are changed."))
    return redirect(request, reverse("access:post", args=[found.id]))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("post.manage", matter=matter_of_post)
def end(request: ActingRequest, post: UUID) -> HttpResponse:
    """Look once more, confirm."""
    found = found_post(post)
    held = queries.holding_of_post(found.id, timezone.now())
    back = reverse("access:post", args=[found.id])
    if request.method != "POST":
        if held is None:
            return redirect(request, back)
        rows = [
            SummaryRow(label=gettext("Official"), value=_name(held.official)),
            SummaryRow(label=gettext("Post"), value=in_words(found.title)),
            SummaryRow(label=gettext("Since"), value=short_moment(held.held_from)),
        ]
        question = gettext("End this post?")
        return confirm(request, question, rows, key=str(uuid4()), back=back, version=_version(found.id), danger=True)
    try:
        commands.vacate_post(
            actor=request.actor,
            post=found.id,
            now=timezone.now(),
            key=key_of(request, "agencies.vacate-post", found.id),
            version=typed_version(request),
        )
    except (Refused, Conflict) as answer:
        return show(request, found, answer=answer)
    messages.success(request, gettext("The post is ended. What was done from it stays."))
    return redirect(request, back)


def _name(official: str) -> str:
    found = people.person(official)
    return found.full_name if found else official


def _version(post: str) -> str:
    head = ledger.head(f"post/{post}")
    return str(head.sequence) if head else "0"
