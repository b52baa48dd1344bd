"""The 25 essential services of Project 06: where each stands, and what can be done here now."""

from datetime import date

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.foundation.forms.words import Text
from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import Link, Tone
from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy.doors import policy
from motcua.register.procedures import queries, rules
from motcua.register.procedures.pages.finding import in_words
from motcua.register.procedures.types import Channel, EssentialService, Level, ProcedureVersion


class Offered(msgspec.Struct, frozen=True):
    """One procedure of a service, as it is offered today."""

    name: Text
    href: str
    time: str
    fee: str
    decided_by: Text


class Standing(msgspec.Struct, frozen=True):
    """Where a service stands: its state in a word, its procedures, and where it is done when not here."""

    number: int
    name: Text
    state: str
    tone: Tone
    offered: tuple[Offered, ...]
    elsewhere: Text | None


@require_safe
@policy("procedure.search")
def services(request: HttpRequest) -> HttpResponse:
    """List all of them by number."""
    today = timezone.localdate()
    found = [_standing(one, today) for one in queries.names().essential_services]
    trail = [Link(gettext("Procedures"), reverse("procedures:search")), Link(gettext("Essential services"))]
    here = sum(bool(one.offered) and one.tone is not Tone.NEUTRAL for one in found)
    context = {"services": found, "here": here, "total": len(found), "trail": trail}
    return render(request, "procedures/essential.html", context)


def _standing(service: EssentialService, today: date) -> Standing:
    versions = [version for version in (_offered(code, today) for code in service.procedures) if version is not None]
    state, tone = _state(versions)
    return Standing(
        number=service.number,
        name=service.name,
        state=state,
        tone=tone,
        offered=tuple(_told(version) for version in versions),
        elsewhere=service.elsewhere,
    )


def _offered(code: str, today: date) -> ProcedureVersion | None:
    try:
        return queries.published(code, today)
    except Refused:
        return None  # of the list, and not in this catalogue


def _state(versions: list[ProcedureVersion]) -> tuple[str, Tone]:
    online = [version for version in versions if Channel.ONLINE in version.channels]
    if not online:
        return (gettext("at the counter only") if versions else gettext("not here")), Tone.NEUTRAL
    if len(online) == len(versions) and all(version.level is Level.FULLY_ONLINE for version in online):
        return gettext("online, all the way"), Tone.DONE
    return gettext("online in part"), Tone.INFO


def _told(version: ProcedureVersion) -> Offered:
    limit = version.cases[-1].limit_for(version.channels[0])
    return Offered(
        name=version.name,
        href=reverse("procedures:show", args=[version.code]),
        time=formats.limit(limit),
        fee=_fee(version),
        decided_by=version.competence.name,
    )


def _fee(version: ProcedureVersion) -> str:
    if rules.typical_fees(version):
        return gettext("a fee, see the procedure")
    when = in_words(version.free_when) if version.fees else ""
    return f"{gettext('Free')} ({when})" if when else gettext("Free")
