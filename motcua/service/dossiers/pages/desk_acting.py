"""Every verb of the office by one door: a form becomes a command, and its answer a page."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.clock.moments import local_day
from motcua.foundation.interface.answers import refusal_status
from motcua.foundation.interface.citations import source_text
from motcua.foundation.interface.htmx import redirect
from motcua.foundation.interface.parts import Typed
from motcua.foundation.law.refusals import Refusal, Refused
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import allowed
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.service.dossiers.commands.acting import new_key, no_such_dossier, perform
from motcua.service.dossiers.commands.deciding import grant
from motcua.service.dossiers.pages.desk_dossier import mark_name, show, told
from motcua.service.dossiers.pages.desk_forms import Choices, command_of, inputs_of, marks_for, typed_in
from motcua.service.dossiers.pages.desk_offers import offered, offers
from motcua.service.dossiers.pages.desk_opening import on_the_desk, part_of
from motcua.service.dossiers.pages.desk_queue import QUEUE_PARAMETER, around, queue_context, queue_of
from motcua.service.dossiers.pages.desk_timeline import Teller
from motcua.service.dossiers.pages.desk_words import FAULTS, OF_COMMAND, Act
from motcua.service.dossiers.pages.opening import OpenDossier
from motcua.service.dossiers.pages.receipt import track_url
from motcua.service.dossiers.queries import desk, opened, printed, versions
from motcua.service.dossiers.rules.matter import matter_of
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.state import DossierState

PHRASE, INSERT = "phrase", "insert"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("dossier.queue")
def act(request: ActingRequest, code: str, verb: Act) -> HttpResponse:
    """Show the form of one verb, or do it: refused, the form stays filled; somebody first, it says what happened."""
    if request.method != "POST":
        return show(request, on_the_desk(request, code), act=verb)
    if f"{verb.tag}.{INSERT}" in request.POST:
        return show(request, on_the_desk(request, code), act=verb, posted=_with_phrase(request, verb))
    state = part_of(request.actor, code)
    try:
        command = command_of(verb, request.POST)
        after = _do(request, state, command)
    except Refused as refused:
        return _refused(request, code, verb, refused.refusal)
    except Conflict as conflict:
        return _conflict(request, code, verb, conflict)
    said = f"{gettext(verb.done)} ({after.code})" if QUEUE_PARAMETER in request.GET else gettext(verb.done)
    say(request, said, after, verb.undo)
    return redirect(request, _next(request, verb, state, after))


def _with_phrase(request: ActingRequest, verb: Act) -> QueryDict:
    """Return what was typed, the chosen phrase put after it."""
    posted, note = request.POST.copy(), f"{verb.tag}.note"
    chosen = posted.get(f"{verb.tag}.{PHRASE}", "")
    text = next((one.text for one in desk.phrases_of(request.actor.person) if one.id == chosen), "")
    posted[note] = "\n".join(part for part in (posted.get(note, "").rstrip(), text) if part)
    return posted


def _do(request: ActingRequest, state: DossierState, command: Command) -> DossierState:
    key, now = request.POST.get("key", "") or new_key(), timezone.now()
    expected = seen(request)
    if not isinstance(command, asked.Grant):
        return perform(actor=request.actor, dossier=state.id, command=command, key=key, now=now, expected=expected)

    def printing() -> bytes:
        view = opened.view(state.code, now)
        if view is None:
            raise no_such_dossier()
        version = versions.of(state)
        return printed.result(view, version, track_url(request, state), official="", now=now)

    return grant(
        actor=request.actor, dossier=state.id, name=printed.RESULT_NAME.format(code=state.code), print_result=printing,
        key=key, now=now, note=command.note, expected=expected,
    )  # fmt: skip


def seen(request: ActingRequest) -> int | None:
    """Return the version of the dossier that the form was filled in over."""
    version = request.POST.get("version", "")
    return int(version) if version.isdecimal() and len(version) < 9 else None


def _refused(request: ActingRequest, code: str, verb: Act, refusal: Refusal) -> HttpResponse:
    if refusal.code == "no-such-dossier":
        raise Refused(refusal)
    found = on_the_desk(request, code)
    problems = tuple(
        (
            "marking" if problem.field == "marks" else f"{verb.tag}.{problem.field}",
            told(problem.message, problem.values, found.version),
        )
        for problem in refusal.fields
    )
    return show(
        request, found, act=verb, posted=request.POST, status=refusal_status(refusal), problems=problems,
        refused=told(refusal.message, refusal.values, found.version),
        sources=[source_text(source) for source in refusal.sources],
        typed=() if offered(offers(request.actor, found.state, found.now), verb) else _typed(verb, found, request.POST),
    )  # fmt: skip


def _conflict(request: ActingRequest, code: str, verb: Act, conflict: Conflict) -> HttpResponse:
    found = on_the_desk(request, code)
    entries = opened.behind(conflict)
    teller = Teller(found.state, found.version, entries, local_day(found.now))
    return show(
        request, found, act=verb, posted=request.POST, status=409, happened=teller.meanwhile(),
        typed=_typed(verb, found, request.POST), verb=verb,
    )  # fmt: skip


def _typed(verb: Act, found: OpenDossier, posted: QueryDict) -> list[Typed]:
    """Return everything that was typed into a form and marked for it, for the page that could not store it."""
    typed = typed_in(inputs_of(verb, Choices(found), posted))
    marks = marks_for(verb, posted)
    if marks:
        named = [
            f"{mark_name(f'{mark.kind}:{mark.code}', found.version)} ({gettext(FAULTS[mark.fault])})" for mark in marks
        ]
        typed.append(Typed(label=gettext("Marked"), value="; ".join(named)))
    return typed


def say(request: ActingRequest, done: str, after: DossierState, then: type[Command] | None) -> None:
    """Say what was done, and lead to the verb that takes it back or goes on from it."""
    verb = OF_COMMAND.get(then) if then is not None else None
    if verb is None:
        messages.success(request, done)
        return
    href = reverse("dossiers:act", args=[after.code, verb])
    messages.success(request, format_html('{} <a href="{}">{}</a>', done, href, gettext(verb.label)))


def _next(request: ActingRequest, verb: Act, before: DossierState, after: DossierState) -> str:
    """
    Return where to go on: inside a queue to its next dossier, else to the same one.

    At the end of the queue the one before comes; where none is left, the dossier stays while it is this agency's.
    """
    if QUEUE_PARAMETER in request.GET and not verb.stays:
        earlier, following = around(request, before, timezone.now())
        code = following or earlier
        if code:
            kept = urlencode(queue_context(request, queue_of(request)))
            return f"{reverse('dossiers:desk-dossier', args=[code])}?{kept}"
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    if after.subjects and allowed(registry.row("dossier.view"), request.actor, matter_of(after)):
        return reverse("dossiers:desk-dossier", args=[after.code]) + query
    return reverse("dossiers:queue", args=[queue_of(request)])
