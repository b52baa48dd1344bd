"""Keys for programs: a person gives a program of theirs a part of their own rights, for a while."""

from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Option, SummaryRow
from motcua.foundation.law.refusals import FieldProblem, Refused
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.register.access import commands, queries
from motcua.register.access.pages.confirming import key_of
from motcua.register.access.types import TokenView
from motcua.register.agencies import queries as agencies

DAYS = (30, 90, 180, 365)
USUAL = 90
SCOPE = "scope."


@never_cache
@require_http_methods(["GET", "HEAD"])
@policy("access.use-tokens")
def tokens(request: ActingRequest) -> HttpResponse:
    """List one's keys: what each may do, until when, when it was last used."""
    now = timezone.now()
    shown = queries.tokens_of(request.actor.person)
    words = {name: gettext(text) for name, text in queries.scopes_known()}
    posts = {str(code): post for code, post in agencies.posts({one.post for one in shown if one.post}).items()}
    rows = [
        {
            "id": one.id,
            "name": one.name,
            "is_over": one.revoked_at is not None or one.expires_at <= now,
            "rows": _rows(one, words, posts[one.post].title.vi if one.post in posts else ""),
        }
        for one in shown
    ]
    return render(request, "access/tokens.html", {"rows": rows, "key": str(uuid4())})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("access.use-tokens")
def new_token(request: ActingRequest) -> HttpResponse:
    """Choose what a program may do and for how long; its key is shown once, on the page that answers."""
    offered = queries.scopes_for(request.actor)
    chosen = frozenset(name for name, _ in offered if request.POST.get(SCOPE + name))
    typed = request.POST.get("name", "").strip()
    days = request.POST.get("days", str(USUAL))
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        now = timezone.now()
        lasting = int(days) if days in {str(each) for each in DAYS} else USUAL
        try:
            made = commands.issue_token(
                actor=request.actor, person=request.actor.person, post=request.actor.post, name=typed, scopes=chosen,
                expires_at=now + timedelta(days=lasting), now=now,
                key=key_of(request, "access.issue-token", typed, sorted(chosen), lasting),
            )  # fmt: skip
        except Refused as refused:
            first = f"{SCOPE}{offered[0][0]}" if offered else "name"
            found = refused.refusal
            problems = found.fields or (FieldProblem(first, found.code, found.message, found.values),)
        else:
            return render(request, "access/token_made.html", {"name": typed, "secret": made.secret})
    context = {
        "problems": problems,
        "name": typed,
        "scopes": [(SCOPE + name, gettext(text), name in chosen) for name, text in offered],
        "days": days,
        "lengths": [Option(str(each), gettext("%(days)s days") % {"days": each}) for each in DAYS],
        "key": request.POST.get("key") or str(uuid4()),
    }
    return render(request, "access/token_new.html", context, status=422 if problems else 200)


@require_POST
@policy("access.use-tokens")
def end_token(request: ActingRequest, token: UUID) -> HttpResponse:
    """End a key now."""
    commands.revoke_token(
        actor=request.actor, person=request.actor.person, token=str(token), now=timezone.now(),
        key=key_of(request, "access.revoke-token", str(token)),
    )  # fmt: skip
    messages.success(request, gettext("The key no longer works."))
    return redirect(request, reverse("access:tokens"))


def _rows(one: TokenView, words: dict[str, str], post: str) -> list[SummaryRow]:
    never = gettext("never")
    ends = (
        gettext("ended by you on %(moment)s") % {"moment": formats.moment(one.revoked_at)}
        if one.revoked_at
        else formats.moment(one.expires_at)
    )
    allowed = sorted(words.get(name, name) for name in one.scopes)
    rows = [
        SummaryRow(label=gettext("May do"), value="; ".join(allowed)),
        SummaryRow(label=gettext("Works until"), value=ends),
        SummaryRow(label=gettext("Last used"), value=formats.moment(one.used_at) if one.used_at else never),
    ]
    return [SummaryRow(label=gettext("Acts from the post"), value=post), *rows] if post else rows
