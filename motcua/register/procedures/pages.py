"""Finding a procedure, and all that there is to know before filing."""

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_safe

from motcua.foundation.forms.words import Text
from motcua.foundation.interface import formats, keyset
from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import Fact, Link, Preparation
from motcua.foundation.policy.doors import policy
from motcua.register.procedures import queries, rules
from motcua.register.procedures.types import DocumentRequirement, FeeAmount, HandOver, ProcedureVersion

PAGE = 20


@require_safe
@policy("procedure.search")
def search(request: HttpRequest) -> HttpResponse:
    """Search by name, words or code; without a question, list all."""
    question = request.GET.get("q", "")
    at = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))
    found = queries.search(question, on=timezone.localdate(), at=at, size=PAGE)
    return render(request, "procedures/search.html", {"question": question, "page": found}, fragment="results")


@require_safe
@policy("procedure.view")
def show(request: HttpRequest, code: str, *, start: str = "") -> HttpResponse:
    """Everything about one procedure as it is offered today."""
    today = timezone.localdate()
    version = queries.published(code, today)
    counts = rules.count_sources(version)
    usual = version.cases[-1]
    context = {
        "procedure": version,
        "trail": _trail(version),
        "facts": _facts(version),
        "prepare": [_preparation(paper) for paper in rules.typical_papers(version)],
        "perhaps": [_preparation(paper) for paper in rules.other_papers(version)],
        "cases": [
            {
                "name": case.name,
                "hint": case.hint,
                "limit": None if case.limit == usual.limit else case.limit,
                "more": rules.papers_added(version, case),
            }
            for case in version.cases
        ],
        "fees": [
            {"name": fee.name, "exempt": fee.exempt, "amount": _amount(rules.amount_on(fee, today))}
            for fee in version.fees
        ],
        "counts": counts,
        "start": _address(start, code),
    }
    return render(request, "procedures/show.html", context)


def _address(name: str, code: str) -> str:
    """Return where filing begins; empty while nobody serves it."""
    try:
        return reverse(name, args=[code]) if name else ""
    except NoReverseMatch:
        return ""


def _words(text: Text | None) -> str:
    return text.shown(get_language() or "vi").text if text else ""


def _lang(text: Text) -> str:
    page = "en" if (get_language() or "vi").startswith("en") else "vi"
    lang = text.shown(page).lang
    return "" if lang == page else lang


def _trail(version: ProcedureVersion) -> list[Link]:
    return [
        Link(gettext("Procedures"), reverse("procedures:search")),
        Link(_words(version.sector_name), f"{reverse('procedures:search')}?q={version.sector_name.vi}"),
        Link(_words(version.name)),
    ]


def _facts(version: ProcedureVersion) -> list[Fact]:
    usual = version.cases[-1]
    limit = Fact(label=gettext("Time"), value=formats.limit(usual.limit), note=_cut_off(version))
    free = not rules.typical_fees(version)
    fee = Fact(
        label=gettext("Fee"),
        value=gettext("Free") if free else gettext("See below"),
        note=_words(version.free_when) if free and version.fees else "",
    )
    where = Fact(label=gettext("Decided by"), value=_words(version.competence.name))
    minutes = version.minutes_to_file
    filing = Fact(
        label=gettext("Filing takes"),
        value=ngettext("about %(minutes)d minute", "about %(minutes)d minutes", minutes) % {"minutes": minutes},
    )
    return [limit, fee, where, *([filing] if minutes else [])]


def _cut_off(version: ProcedureVersion) -> str:
    cut_off = version.cases[-1].limit.cut_off
    if cut_off is None:
        return ""
    return gettext("received after %(time)s: the next working day") % {"time": formats.clock_time(cut_off)}


def _preparation(paper: DocumentRequirement) -> Preparation:
    if not paper.is_needed:
        return Preparation(
            title=_words(paper.name), note=_words(paper.not_needed_because), needed=False, lang=_lang(paper.name)
        )
    note = _words(paper.hint)
    if not note and paper.hand_over is HandOver.PRESENT:
        note = gettext("Only shown, and given back to you.")
    return Preparation(title=_words(paper.name), note=note, lang=_lang(paper.name))


def _amount(amount: FeeAmount | None) -> str:
    if amount is None:
        return gettext("The agency will tell you the amount.")
    if amount.amount_vnd is None:
        return _words(amount.set_by) or gettext("The agency will tell you the amount.")
    return gettext("Free") if amount.amount_vnd == 0 else formats.money(amount.amount_vnd)
