"""An owner's subscriptions, on pages: set up, looked at, tried, changed, ended."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.exchange.webhooks import queries
from motcua.exchange.webhooks.commands import owning
from motcua.exchange.webhooks.types import PING, Delivery, Made, Standing, State, Subscription
from motcua.foundation.interface import formats, keyset
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Cell, Column, SummaryRow, Tone
from motcua.foundation.law.refusals import FieldProblem, Refused
from motcua.foundation.machine.paging import moment_key
from motcua.foundation.policy.doors import ActingRequest, policy

PAGE_SIZE = 20
KIND = "kind."

# How the form puts what can be told together; what stands nowhere here would be offered to nobody, and a test says so.
GROUPS = {
    gettext_noop("Taking in, and what is asked of the applicant"): {
        "submitted": gettext_noop("Submitted"),
        "received": gettext_noop("Received"),
        "reception-refused": gettext_noop("Reception refused"),
        "reception-undone": gettext_noop("Reception undone"),
        "supplement-asked": gettext_noop("Supplement asked for"),
        "supplement-given": gettext_noop("Supplement given"),
        "presence-asked": gettext_noop("Asked to come in person"),
        "presence-recorded": gettext_noop("Came in person"),
        "payment-asked": gettext_noop("Payment asked for"),
        "payment-recorded": gettext_noop("Payment recorded"),
        "withdrawn": gettext_noop("Withdrawn by the applicant"),
    },
    gettext_noop("Work on it, from hand to hand"): {
        "assigned": gettext_noop("Assigned"),
        "opened": gettext_noop("Opened by whoever it was handed to"),
        "forwarded": gettext_noop("Forwarded to the next step"),
        "sent-back": gettext_noop("Sent back to an earlier step"),
        "recalled": gettext_noop("Recalled by whoever had handed it on"),
        "returned-for-correction": gettext_noop("Draft returned to be corrected"),
        "transferred": gettext_noop("Transferred to another agency"),
        "opinion-asked": gettext_noop("Opinion of another agency asked"),
        "opinion-given": gettext_noop("Opinion given"),
    },
    gettext_noop("Draft, signature and result"): {
        "draft-uploaded": gettext_noop("Draft uploaded"),
        "confirmation-asked": gettext_noop("Draft sent to the applicant to be confirmed"),
        "confirmation-answered": gettext_noop("Draft settled"),
        "submitted-for-signature": gettext_noop("Submitted for signature"),
        "opened-for-signature": gettext_noop("Draft opened to be signed"),
        "initialled": gettext_noop("Initialled"),
        "signature-recalled": gettext_noop("Recalled from signature"),
        "decided": gettext_noop("Decided"),
        "released": gettext_noop("The result it waited for is there"),
        "stopped": gettext_noop("Processing stopped"),
        "result-handed-over": gettext_noop("Result handed over"),
    },
}
_WORDS = {f"dossier.{verb}": words for verbs in GROUPS.values() for verb, words in verbs.items()}
_WORDS[PING] = gettext_noop("Trial")
STANDINGS = {
    Standing.ACTIVE: (gettext_noop("Active"), Tone.DONE),
    Standing.PAUSED: (gettext_noop("Paused"), Tone.NEUTRAL),
    Standing.DISABLED: (gettext_noop("Ended after days of failure"), Tone.LATE),
}
STATES = {
    State.WAITING: gettext_noop("Waiting"),
    State.DELIVERED: gettext_noop("Delivered"),
    State.FAILED: gettext_noop("Failed"),
    State.DROPPED: gettext_noop("Not sent: no longer allowed"),
}


@never_cache
@require_http_methods(["GET", "HEAD"])
@policy("webhook.use")
def webhooks(request: ActingRequest) -> HttpResponse:
    """List one's subscriptions."""
    rows = [
        {
            "href": reverse("webhooks:webhook", args=[one.id]),
            "name": one.name,
            "url": one.url,
            "status": gettext(STANDINGS[one.standing][0]),
            "tone": STANDINGS[one.standing][1],
        }
        for one in queries.subscriptions_of(request.actor)
    ]
    return render(request, "webhooks/webhooks.html", {"rows": rows})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("webhook.use")
def new_webhook(request: ActingRequest) -> HttpResponse:
    """Say where to tell what; the secret is shown once, on the page that answers."""
    known = sorted(queries.KINDS)
    chosen = [kind for kind in known if request.POST.get(KIND + kind)] if request.method == "POST" else known
    typed = {name: request.POST.get(name, "").strip() for name in ("name", "url")}
    problems: tuple[FieldProblem, ...] = ()
    if request.method == "POST":
        try:
            made = owning.open_webhook(
                actor=request.actor, name=typed["name"], url=typed["url"], kinds=chosen, now=timezone.now(),
                key=request.POST.get("key") or str(uuid4()),
            )  # fmt: skip
        except Refused as refused:
            problems = _problems(refused)
        else:
            return _made(request, made)
    context = {
        "problems": problems,
        "typed": typed,
        "groups": [(words, _offered(kinds, chosen)) for words, kinds in _groups()],
        "is_open": any(one.field.startswith(KIND) for one in problems),
        "key": request.POST.get("key") or str(uuid4()),
    }
    return render(request, "webhooks/new.html", context, status=422 if problems else 200)


def _groups() -> list[tuple[str, list[str]]]:
    groups = [(title, [f"dossier.{verb}" for verb in verbs]) for title, verbs in GROUPS.items()]
    return [
        (gettext("%(group)s: %(count)s kinds") % {"group": gettext(title), "count": len(kinds)}, kinds)
        for title, kinds in groups
    ]


def _offered(kinds: list[str], chosen: list[str]) -> list[tuple[str, str, str, bool]]:
    return [
        (KIND + kind, _words(kind), format_html('<code lang="en">{}</code>', kind), kind in chosen) for kind in kinds
    ]


def _words(kind: str) -> str:
    """Return what happened; what another version has told may have only its code."""
    return gettext(_WORDS[kind]) if kind in _WORDS else kind


@never_cache
@require_http_methods(["GET", "HEAD"])
@policy("webhook.manage", matter=queries.matter)
def webhook(request: ActingRequest, webhook: UUID) -> HttpResponse:
    """Show a subscription, what was delivered, and what can be done with it."""
    found = queries.own(str(webhook), request.actor)
    at = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))
    rows = queries.deliveries_of(found.id, after=moment_key(at), backward=bool(at and at.backward), limit=PAGE_SIZE + 1)
    page = keyset.page(rows, size=PAGE_SIZE, key=lambda one: (one.made_at, one.id), at=at)
    text, tone = STANDINGS[found.standing]
    context = {
        "webhook": found,
        "status": gettext(text),
        "tone": tone,
        "is_active": found.standing is Standing.ACTIVE,
        "rows": _facts(found),
        "page": page,
        "columns": [Column(gettext("When")), Column(gettext("Event")), Column(gettext("State"))],
        "deliveries": [_line(found, one) for one in page.rows],
        "key": str(uuid4()),
    }
    return render(request, "webhooks/webhook.html", context)


@never_cache
@require_http_methods(["GET", "HEAD"])
@policy("webhook.manage", matter=lambda webhook, **_: queries.matter(webhook))
def delivery(request: ActingRequest, webhook: UUID, delivery: UUID) -> HttpResponse:
    """Show one delivery with every attempt."""
    found = queries.own(str(webhook), request.actor)
    one = queries.logged(str(delivery), found.id)
    attempts = [
        {
            "number": each.number,
            "rows": [
                SummaryRow(label=gettext("When"), value=formats.moment(each.at)),
                SummaryRow(label=gettext("Answer"), value=str(each.status or gettext("none"))),
                SummaryRow(label=gettext("Took"), value=gettext("%(ms)s ms") % {"ms": each.milliseconds}),
                *([SummaryRow(label=gettext("What went wrong"), value=each.error)] if each.error else []),
                *([SummaryRow(label=gettext("The answer begins"), value=each.excerpt)] if each.excerpt else []),
            ],
        }
        for each in queries.attempts_of(one.id)
    ]
    context = {
        "webhook": found,
        "delivery": one,
        "what": _words(one.told.kind),
        "state": gettext(STATES[one.state]),
        "next_at": formats.moment(one.next_at) if one.next_at else "",
        "attempts": attempts,
        "is_active": found.standing is Standing.ACTIVE,
        "key": str(uuid4()),
    }
    return render(request, "webhooks/delivery.html", context)


@require_POST
@policy("webhook.manage", matter=lambda webhook, **_: queries.matter(webhook))
def redeliver(request: ActingRequest, webhook: UUID, delivery: UUID) -> HttpResponse:
    """Have a delivery made once more."""
    owning.redeliver(
        actor=request.actor, webhook=str(webhook), which=str(delivery), now=timezone.now(), key=_key(request)
    )
    messages.success(request, gettext("It is sent once more."))
    return redirect(request, reverse("webhooks:delivery", args=[webhook, delivery]))


@require_POST
@policy("webhook.manage", matter=lambda webhook, **_: queries.matter(webhook))
def act(request: ActingRequest, webhook: UUID) -> HttpResponse:
    """Try, pause, wake or end a subscription, or give it a new secret."""
    what, now, key = request.POST.get("what", ""), timezone.now(), _key(request)
    here = redirect(request, reverse("webhooks:webhook", args=[webhook]))
    if what == "rotate":
        return _made(request, owning.rotate(actor=request.actor, webhook=str(webhook), now=now, key=key))
    if what == "close":
        owning.close(actor=request.actor, webhook=str(webhook), now=now, key=key)
        messages.success(request, gettext("The subscription has ended."))
        return redirect(request, reverse("webhooks:webhooks"))
    if what == "ping":
        owning.ping(actor=request.actor, webhook=str(webhook), now=now, key=key)
        messages.success(request, gettext("A trial is on its way. Reload this page to see what came of it."))
    elif what in {"active", "paused"}:
        owning.change(actor=request.actor, webhook=str(webhook), now=now, key=key, standing=Standing(what))
    return here


def _made(request: ActingRequest, made: Made) -> HttpResponse:
    return render(request, "webhooks/made.html", {"webhook": made.subscription, "secret": made.secret})


def _key(request: ActingRequest) -> str:
    return request.POST.get("key") or str(uuid4())


def _problems(refused: Refused) -> tuple[FieldProblem, ...]:
    refusal = refused.refusal
    if not refusal.fields:
        return (FieldProblem("name", refusal.code, refusal.message, refusal.values),)
    first = KIND + min(queries.KINDS)
    return tuple(
        FieldProblem(first if one.field == "kinds" else one.field, one.code, one.message, one.values)
        for one in refusal.fields
    )


def _facts(one: Subscription) -> list[SummaryRow]:
    def when(moment: datetime | None) -> str:
        return formats.moment(moment) if moment else gettext("never")

    rows = [
        SummaryRow(label=gettext("Address"), value=one.url),
        SummaryRow(label=gettext("Told of"), value=_told_of(one.kinds)),
        SummaryRow(label=gettext("Last taken"), value=when(one.succeeded_at)),
    ]
    if one.failing_since is not None:
        rows.append(SummaryRow(label=gettext("Failing since"), value=when(one.failing_since)))
    if one.previous_secret_until is not None and one.previous_secret_until > timezone.now():
        rows.append(SummaryRow(label=gettext("The old secret works until"), value=when(one.previous_secret_until)))
    return rows


def _told_of(kinds: Sequence[str]) -> str:
    if set(kinds) >= queries.KINDS:
        return gettext("Everything that happens")
    return ", ".join(_words(kind) for kind in kinds)


def _line(found: Subscription, one: Delivery) -> list[Cell | str]:
    href = reverse("webhooks:delivery", args=[found.id, one.id])
    return [
        Cell(formats.moment(one.made_at), href=href),
        Cell(_words(one.told.kind), note=one.told.code),
        Cell(gettext(STATES[one.state]), note=gettext("%(number)s attempt(s)") % {"number": one.attempts}),
    ]
