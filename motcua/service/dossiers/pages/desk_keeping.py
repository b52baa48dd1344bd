"""An official's own phrases and filters: keep them, put them in order, remove them."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Option
from motcua.foundation.interface.problems import sentence
from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.service.dossiers.commands import keeping
from motcua.service.dossiers.commands.acting import new_key
from motcua.service.dossiers.pages.desk_narrowing import asked_narrowing, said
from motcua.service.dossiers.pages.desk_words import ACTS, Act
from motcua.service.dossiers.queries import desk
from motcua.service.dossiers.types.keeping import Phrase, SavedFilter
from motcua.service.dossiers.types.queues import NAMES, Queue, address_of

WITH_A_NOTE: dict[str, Act] = {act.tag: act for act in ACTS if act.note}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("dossier.keep-own")
def phrases(request: ActingRequest) -> HttpResponse:
    """Show one's phrases by act, and keep one: new, or the one that `sua` names in the address."""
    if request.method != "POST":
        return _shown(request, request.GET.get("sua", ""), None, ())
    said_in = request.POST
    phrase = Phrase(
        id=_id(said_in.get("id", "")),
        act=said_in.get("act", "") if said_in.get("act", "") in WITH_A_NOTE else next(iter(WITH_A_NOTE)),
        title=said_in.get("title", "").strip(),
        text=said_in.get("text", "").strip(),
    )
    try:
        keeping.keep_phrase(actor=request.actor, phrase=phrase, key=_key(request), now=timezone.now())
    except Refused as refused:
        problems = tuple((one.field, sentence(one.message, one.values)) for one in refused.refusal.fields)
        if not problems:
            raise
        return _shown(request, said_in.get("id", ""), said_in, problems)
    messages.success(request, gettext("The phrase is kept. Insert it where you write."))
    return redirect(request, reverse("dossiers:phrases"))


def _shown(
    request: ActingRequest, changed: str, posted: QueryDict | None, problems: tuple[tuple[str, str], ...]
) -> HttpResponse:
    kept = desk.phrases_of(request.actor.person)
    found = next((one for one in kept if one.id == changed), None)
    start = Phrase(id="", act=request.GET.get("viec", ""), title="", text="")
    one = found or start
    context = {
        "groups": [
            (gettext(act.label), own) for tag, act in WITH_A_NOTE.items() if (own := [p for p in kept if p.act == tag])
        ],
        "changed": found,
        "values": {
            name: posted.get(name, "") if posted is not None else getattr(one, name)
            for name in ("act", "title", "text")
        },
        "id": found.id if found else str(uuid4()),
        "act_options": [Option(value=tag, text=gettext(act.label)) for tag, act in WITH_A_NOTE.items()],
        "problems": problems,
        "key": new_key(),
    }
    return render(request, "dossiers/desk/phrases.html", context, status=422 if problems else 200)


@require_POST
@policy("dossier.keep-own")
def move_phrase(request: ActingRequest, phrase: UUID) -> HttpResponse:
    """Put a phrase one place up."""
    keeping.move_phrase(actor=request.actor, phrase=str(phrase), key=_key(request), now=timezone.now())
    return redirect(request, reverse("dossiers:phrases"))


@require_POST
@policy("dossier.keep-own")
def remove_phrase(request: ActingRequest, phrase: UUID) -> HttpResponse:
    """Remove a phrase."""
    keeping.remove_phrase(actor=request.actor, phrase=str(phrase), key=_key(request), now=timezone.now())
    messages.success(request, gettext("The phrase is removed."))
    return redirect(request, reverse("dossiers:phrases"))


@never_cache
@require_safe
@policy("dossier.keep-own")
def filters(request: ActingRequest) -> HttpResponse:
    """Show one's filters."""
    now = timezone.now()
    context = {
        "filters": [
            (
                found,
                f"{reverse('dossiers:queue', args=[found.queue])}?{address_of(found.narrowing)}",
                gettext(NAMES[found.queue]),
                " · ".join(said(found.narrowing, now)),
            )
            for found in desk.filters_of(request.actor.person)
        ],
        "key": new_key(),
    }
    return render(request, "dossiers/desk/filters.html", context)


@require_POST
@policy("dossier.keep-own")
def keep_filter(request: ActingRequest, queue: Queue) -> HttpResponse:
    """Keep the filter of a queue that is shown, under a name."""
    narrowing = asked_narrowing(request.POST)
    name = request.POST.get("name", "").strip()
    found = SavedFilter(id=_of_key(_key(request)), name=name, queue=queue, narrowing=narrowing)
    try:
        keeping.keep_filter(actor=request.actor, found=found, key=_key(request), now=timezone.now())
    except Refused as refused:
        messages.error(request, sentence(refused.refusal.message, refused.refusal.values))
    else:
        messages.success(request, gettext("The filter is kept: you find it in the navigation."))
    return redirect(request, f"{reverse('dossiers:queue', args=[queue])}?{address_of(narrowing)}")


@require_POST
@policy("dossier.keep-own")
def remove_filter(request: ActingRequest, found: UUID) -> HttpResponse:
    """Remove a filter."""
    keeping.remove_filter(actor=request.actor, found=str(found), key=_key(request), now=timezone.now())
    messages.success(request, gettext("The filter is removed."))
    return redirect(request, reverse("dossiers:filters"))


def _key(request: ActingRequest) -> str:
    return request.POST.get("key", "") or new_key()


def _of_key(key: str) -> str:
    """The same form sent twice is the same filter."""
    return _id(key)


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return str(uuid4())
