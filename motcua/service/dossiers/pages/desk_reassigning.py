"""Giving an absent official's dossiers to others: choose, see what would happen, confirm, read how each line ended."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import Option
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.policy.types import Actor
from motcua.register.agencies import queries as agencies
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.commands import batching
from motcua.service.dossiers.commands.acting import new_key
from motcua.service.dossiers.pages.desk_batches import LINE, seen_of, told_answers
from motcua.service.dossiers.pages.desk_forms import officials_of
from motcua.service.dossiers.pages.desk_rows import due_words, end_of_day, masked
from motcua.service.dossiers.pages.opening import words
from motcua.service.dossiers.pages.statuses import TO_ANYBODY
from motcua.service.dossiers.queries import desk, lists
from motcua.service.dossiers.rules.spreading import spread
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.batches import LARGEST_REASSIGNMENT, Held, Line, Load, Proposal

FROM, TO, EVENLY = "nguoi", "cho", "chia-deu"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@policy("dossier.reassign")
def reassign(request: ActingRequest) -> HttpResponse:
    """Ask whose dossiers go to whom, show what would happen, and do what was shown."""
    if request.method == "POST":
        return _done(request)
    now = timezone.now()
    officials = officials_of(request.actor.agency, now)
    loads = _loads(request.actor, now)
    absent = request.GET.get(FROM, "")
    context: dict[str, Any] = {
        "absent": absent,
        "to": request.GET.get(TO, EVENLY),
        "evenly": EVENLY,
        "absent_options": [_with_load(one, loads) for one in officials],
        "to_options": [
            Option(value=EVENLY, text=gettext("Spread evenly by how many each holds")),
            *(_with_load(one, loads) for one in officials if one.value != absent),
        ],
    }
    if absent in {one.value for one in officials}:
        context |= _preview(request.actor, absent, context["to"], officials, loads, now)
    return render(request, "dossiers/desk/reassign.html", context)


def _loads(actor: Actor, now: datetime) -> dict[str, Load]:
    """Return how much each official of the agency holds; whoever has two posts is limited to the sectors of neither."""
    sectors: dict[str, frozenset[str]] = {}
    for held in agencies.officials_of(actor.agency, now):
        before = sectors.get(held.official)
        both = before is None or (before and held.sectors)
        sectors[held.official] = (before or frozenset()) | held.sectors if both else frozenset()
    return {load.official: load for load in desk.loads(actor.agency, sectors)}


def _with_load(one: Option, loads: dict[str, Load]) -> Option:
    holds = gettext("holds %(count)s") % {"count": loads[one.value].open if one.value in loads else 0}
    return Option(value=one.value, text=one.text, hint=f"{one.hint} · {holds}")


def _takers(actor: Actor, absent: str, to: str, loads: dict[str, Load], now: datetime) -> list[Load]:
    """Return to whom work may go: the one chosen, else whoever shares a role with the absent official."""
    if to != EVENLY:
        return [loads[to]] if to in loads and to != absent else []
    holdings = agencies.officials_of(actor.agency, now)
    roles = frozenset(role for held in holdings if held.official == absent for role in held.roles)
    able = {held.official for held in holdings if held.roles & roles}
    return [load for official, load in loads.items() if official in able and official != absent]


def _preview(
    actor: Actor, absent: str, to: str, officials: tuple[Option, ...], loads: dict[str, Load], now: datetime
) -> dict[str, Any]:
    held = desk.held_by(absent, actor=actor, now=now, end_of_day=end_of_day(now), limit=LARGEST_REASSIGNMENT)
    versions = desk.versions_of(held.rows)
    takers = _takers(actor, absent, to, loads, now)
    sectors = [versions[row.procedure, row.procedure_version, row.part].sector for row in held.rows]
    proposals = [Proposal(row, one) for row, one in zip(held.rows, spread(sectors, takers), strict=True)]
    names = {one.value: one.text for one in officials}
    return {
        "absent_name": names[absent],
        "held": held,
        "lines": [_line(one, versions, names, actor, held) for one in proposals],
        "moved": sum(bool(one.to) for one in proposals),
        "shares": [
            (names[load.official], load.open, load.open + count)
            for load in takers
            if load.official in names and (count := sum(one.to == load.official for one in proposals))
        ],
        "key": new_key(),
    }


def _line(
    one: Proposal,
    versions: dict[tuple[str, int, str], ProcedureVersion],
    names: dict[str, str],
    actor: Actor,
    held: Held,
) -> dict[str, Any]:
    row = one.row
    due, tone = due_words(row, held.at, agencies.calendar_of(actor.agency, held.at))
    return {
        "mark": f"{row.code}@{row.version}@{one.to}" if one.to else "",
        "code": row.code,
        "href": reverse("dossiers:desk-dossier", args=[row.code]),
        "title": words(versions[row.procedure, row.procedure_version, row.part].name),
        "who": masked(row.applicant_name),
        "status": gettext(TO_ANYBODY[row.status][0]),
        "due": due,
        "tone": tone,
        "to": names.get(one.to, ""),
    }


def _done(request: ActingRequest) -> HttpResponse:
    """Do what was shown: to whom each goes and the version that was seen come with the form."""
    seen = [one for one in seen_of(request.POST.getlist(LINE)) if one.to]
    rows = lists.seen_rows([one.code for one in seen], request.actor)
    lines = [
        Line(seen=one, id=rows[one.code].id if one.code in rows else "", command=asked.Assign(to=one.to))
        for one in seen
    ]
    answers = batching.reassign(
        actor=request.actor, lines=lines, key=request.POST.get("key", "") or new_key(), now=timezone.now()
    )
    back = f"{reverse('dossiers:reassign')}?{FROM}={request.POST.get(FROM, '')}&{TO}={request.POST.get(TO, EVENLY)}"
    context = {"title": gettext("Reassign"), **told_answers(answers, rows), "back_href": back, "is_reassignment": True}
    return render(request, "dossiers/desk/batch_done.html", context)
