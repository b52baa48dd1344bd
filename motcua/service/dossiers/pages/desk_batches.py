"""Many dossiers at once: which acts a queue offers for a batch, and the page that says how each line ended."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import Option, Tone
from motcua.foundation.interface.problems import sentence
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import allowed
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.policy.types import Actor, Matter
from motcua.foundation.text import gettext_noop
from motcua.service.dossiers.commands.acting import new_key
from motcua.service.dossiers.commands.batching import perform_each
from motcua.service.dossiers.pages.desk_forms import Input, command_of, officials_of
from motcua.service.dossiers.pages.desk_rows import masked
from motcua.service.dossiers.pages.desk_words import HANDED_OVER, OF_COMMAND, OF_PATH, Act
from motcua.service.dossiers.pages.opening import words
from motcua.service.dossiers.pages.statuses import TO_ANYBODY
from motcua.service.dossiers.queries import desk, lists
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.batches import LARGEST, Line, LineAnswer, Outcome, Seen
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.queues import Queue
from motcua.service.dossiers.types.state import Status
from motcua.service.dossiers.types.views import DossierRow

LINE, CHOSEN = "hs", "viec"
_OFFERED: dict[Queue, tuple[type[Command], ...]] = {
    Queue.TO_RECEIVE: (asked.Receive,),
    Queue.MINE: (asked.Forward, asked.Assign),
    Queue.UNIT: (asked.Receive, asked.Assign, asked.Forward),
    Queue.UNASSIGNED: (asked.Assign, asked.Take),
    Queue.DUE_TODAY: (asked.Assign, asked.Forward),
    Queue.OVERDUE: (asked.Assign, asked.Forward),
    Queue.WAITING: (asked.Assign,),
    Queue.ASKED_OF_US: (),
    Queue.TO_HAND_OVER: (asked.HandOverResult,),
    Queue.SENT: (asked.Recall,),
    Queue.TO_SIGN: (),
    Queue.FOR_OTHERS: (),
}
_ANY = {path: act for path, act in OF_PATH.items() if any(act.command in acts for acts in _OFFERED.values())}
_MARKED = HouseRule(gettext_noop("A batch does what was marked, and nothing else."))


def batch_acts(queue: Queue, actor: Actor) -> tuple[Act, ...]:
    """Return the acts that a queue offers for many dossiers at once, of those that this post may do."""
    own = Matter(agency=actor.agency, agencies=frozenset({actor.agency}), receiving=actor.agency, holder=actor.id)
    return tuple(OF_COMMAND[each] for each in _OFFERED[queue] if allowed(registry.row(each.POLICY), actor, own))


@never_cache
@require_POST
@policy("dossier.queue")
def batch(request: ActingRequest) -> HttpResponse:
    """Do one act on every dossier that was marked; where the act asks something, ask it first, once for all."""
    now = timezone.now()
    act = _ANY.get(request.POST.get(CHOSEN, ""))
    seen = seen_of(request.POST.getlist(LINE))
    if act is None or not seen:
        message = gettext_noop("Mark at least one dossier in the list, then choose what to do with them.")
        raise refuse("nothing-marked", message, _MARKED)
    rows = lists.seen_rows([one.code for one in seen], request.actor)
    inputs = _inputs(act, request.actor, now)
    if inputs and not any(one.name in request.POST for one in inputs):
        return _ask(request, act, seen, rows, inputs, ())
    try:
        command = command_of(act, request.POST)
    except Refused as refused:
        problems = tuple(
            (f"{act.tag}.{one.field}", sentence(one.message, one.values)) for one in refused.refusal.fields
        )
        return _ask(request, act, seen, rows, inputs, problems)
    lines = [Line(seen=one, id=rows[one.code].id if one.code in rows else "", command=command) for one in seen]
    answers = perform_each(
        actor=request.actor, lines=lines, key=request.POST.get("key", "") or new_key(), now=now, largest=LARGEST
    )
    context = {"act": act, "title": gettext(act.label), **told_answers(answers, rows), "back_href": _back(request)}
    return render(request, "dossiers/desk/batch_done.html", context)


def seen_of(marked: Sequence[str]) -> list[Seen]:
    """Return what was marked: each `<code>@<version>`, or `<code>@<version>@<person>`; what cannot be read is left out."""
    found = {}
    for one in marked:
        code, _, rest = one.partition("@")
        version, _, to = rest.partition("@")
        if code and version.isdecimal() and len(version) < 9:
            found[code] = Seen(code=code, version=int(version), to=to)
    return list(found.values())


def _inputs(act: Act, actor: Actor, now: datetime) -> tuple[Input, ...]:
    """Return what is asked once for the whole batch."""
    if act.command is asked.HandOverResult:
        how = tuple(Option(value=value, text=gettext(text)) for value, text in HANDED_OVER.items())
        return (Input("choice", f"{act.tag}.how", gettext("How"), options=how, value="counter"),)
    if act.command is asked.Assign:
        return (Input("select", f"{act.tag}.to", gettext("To whom"), options=officials_of(actor.agency, now)),)
    if act.command is asked.Forward:
        hint = gettext("Each goes to the step that comes next in its own procedure.")
        nobody = gettext("Nobody yet: the unit’s queue")
        officials = officials_of(actor.agency, now)
        return (Input("select", f"{act.tag}.to", gettext("To whom"), hint=hint, options=officials, empty=nobody),)
    return ()


def _ask(
    request: ActingRequest,
    act: Act,
    seen: Sequence[Seen],
    rows: dict[str, DossierRow],
    inputs: Sequence[Input],
    problems: tuple[tuple[str, str], ...],
) -> HttpResponse:
    versions = desk.versions_of(rows.values())
    context: dict[str, Any] = {
        "act": act,
        "title": gettext(act.label),
        "inputs": [msgspec.structs.replace(one, value=str(request.POST.get(one.name, one.value))) for one in inputs],
        "problems": problems,
        "lines": [
            (
                f"{one.code}@{one.version}",
                one.code,
                words(versions[row.procedure, row.procedure_version, row.part].name) if row else "",
                masked(row.applicant_name) if row else "",
            )
            for one in seen
            for row in (rows.get(one.code),)
        ],
        "key": request.POST.get("key", "") or new_key(),
        "query": request.GET.urlencode(),
        "back_href": _back(request),
    }
    return render(request, "dossiers/desk/batch_ask.html", context, status=422 if problems else 200)


def told_answers(answers: Sequence[LineAnswer], rows: dict[str, DossierRow]) -> dict[str, Any]:
    """Return how each line ended, in words, and how many ended so."""
    versions = desk.versions_of(rows.values())
    told = []
    for answer in answers:
        row = rows.get(answer.line.seen.code)
        told.append(
            {
                "code": answer.line.seen.code,
                "href": reverse("dossiers:desk-dossier", args=[answer.line.seen.code]) if row else "",
                "title": words(versions[row.procedure, row.procedure_version, row.part].name) if row else "",
                "who": masked(row.applicant_name) if row else "",
                "status": _OUTCOMES[answer.outcome],
                "why": _why(answer),
            }
        )
    counts = {outcome: sum(one.outcome is outcome for one in answers) for outcome in Outcome}
    return {
        "lines": told,
        "done": counts[Outcome.DONE],
        "refused": counts[Outcome.REFUSED],
        "conflicts": counts[Outcome.CONFLICT],
        "total": len(answers),
    }


_OUTCOMES: dict[Outcome, tuple[str, Tone]] = {
    Outcome.DONE: (gettext_noop("Done"), Tone.DONE),
    Outcome.REFUSED: (gettext_noop("Not done"), Tone.LATE),
    Outcome.CONFLICT: (gettext_noop("Changed meanwhile"), Tone.LOOK),
}


def _why(answer: LineAnswer) -> str:
    if answer.outcome is Outcome.CONFLICT:
        return gettext("Somebody changed this dossier after your list was shown. Open it, then decide once more.")
    if answer.outcome is Outcome.DONE:
        return ""
    if answer.refusal is None:
        return gettext("Your post may not do this with this dossier.")
    values = dict(answer.refusal.values)
    if "status" in values:
        values["status"] = gettext(TO_ANYBODY[Status(str(values["status"]))][0])
    return sentence(answer.refusal.message, values)


def _back(request: ActingRequest) -> str:
    query = request.GET.copy()
    try:
        queue = Queue(query.pop("hang-doi", [""])[0])
    except ValueError:
        return reverse("dossiers:desk")
    more = query.urlencode()
    return reverse("dossiers:queue", args=[queue]) + (f"?{more}" if more else "")
