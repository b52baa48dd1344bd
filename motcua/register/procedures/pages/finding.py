"""Finding a procedure, and all that there is to know before filing."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_safe

from motcua.foundation.clock.limits import Limit
from motcua.foundation.forms.words import Text
from motcua.foundation.interface import formats, keyset
from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import Fact, Link, Preparation
from motcua.foundation.policy.doors import policy
from motcua.register.procedures import queries, rules
from motcua.register.procedures.types import (
    Channel,
    DocumentRequirement,
    FeeRule,
    HandOver,
    PeriodUnit,
    ProcedureCase,
    ProcedureVersion,
    ResultType,
    Unknown,
)

PAGE = 20
RESULTS = 50


@require_safe
@policy("procedure.search")
def search(request: HttpRequest) -> HttpResponse:
    """Search by name, words or code; without a question, list all."""
    question = request.GET.get("q", "")
    at = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))
    found = queries.search(question, on=timezone.localdate(), at=at, size=PAGE)
    names = queries.names()
    context = {
        "question": question,
        "page": found,
        "rows": [{"found": one, "essential": names.essential(one.code)} for one in found.rows],
        "own_track": rules.asks_for_own_track(question),
    }
    return render(request, "procedures/search.html", context, fragment="results")


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
                "limits": () if case is not usual and _same_time(case, usual) else _limits(case, version),
                "note": None if _told_above(case, usual) else case.limit_note,
                "more": rules.papers_added(version, case),
            }
            for case in version.cases
        ],
        "fees": [
            {
                "name": fee.name,
                "exempt": fee.exempt,
                "amount": _amount(fee, today),
                "channels": [_channel(one) for one in fee.channels],
            }
            for fee in version.fees
        ],
        "results": [
            {"name": result.name, "code": result.code, "validity": _validity(result.code)} for result in version.results
        ],
        "joins": [Link(code, reverse("procedures:show", args=[code])) for code in version.joins],
        "counts": counts,
        "national": {"unknown": [_untold(one) for one in version.national.unknown]} if version.national else None,
        "start": _address(start, code) if version.is_offered else "",
    }
    return render(request, "procedures/show.html", context)


@require_safe
@policy("procedure.search")
def results(request: HttpRequest) -> HttpResponse:
    """List what procedures end in: each type of result with its official codes, its register, how long it is good for."""
    at = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))
    page = queries.result_types(at=at, size=RESULTS)
    registers = queries.names().registers
    rows = [
        {
            "name": one.name,
            "codes": one.official_codes,
            "held_by": registers[one.held_by].name if one.held_by else None,
            "validity": _good_for(one),
        }
        for one in page.rows
    ]
    return render(request, "procedures/results.html", {"page": page, "rows": rows, "trail": _results_trail()})


def _results_trail() -> list[Link]:
    return [Link(gettext("Procedures"), reverse("procedures:search")), Link(gettext("Types of results"))]


def _address(name: str, code: str) -> str:
    """Return where filing begins; empty while nobody serves it."""
    try:
        return reverse(name, args=[code]) if name else ""
    except NoReverseMatch:
        return ""


def in_words(text: Text | None) -> str:
    """Return a text in the language of the page; empty when there is none."""
    return text.shown(get_language() or "vi").text if text else ""


def _lang(text: Text) -> str:
    page = "en" if (get_language() or "vi").startswith("en") else "vi"
    lang = text.shown(page).lang
    return "" if lang == page else lang


def _trail(version: ProcedureVersion) -> list[Link]:
    return [
        Link(gettext("Procedures"), reverse("procedures:search")),
        Link(in_words(version.sector_name), f"{reverse('procedures:search')}?q={version.sector_name.vi}"),
        Link(in_words(version.name)),
    ]


def _facts(version: ProcedureVersion) -> list[Fact]:
    usual = version.cases[-1]
    limit = usual.limit_for(version.channels[0])
    time = Fact(label=gettext("Time"), value=formats.limit(limit), note=_cut_off(limit) or in_words(usual.limit_note))
    free = not rules.typical_fees(version)
    fee = Fact(
        label=gettext("Fee"),
        value=gettext("Free") if free else gettext("See below"),
        note=in_words(version.free_when) if free and version.fees else "",
    )
    where = Fact(label=gettext("Decided by"), value=in_words(version.competence.name))
    minutes = version.minutes_to_file
    filing = Fact(
        label=gettext("Filing takes"),
        value=ngettext("about %(minutes)d minute", "about %(minutes)d minutes", minutes) % {"minutes": minutes},
    )
    essential = queries.names().essential(version.code)
    marked = [
        Fact(label=gettext("Essential service"), value=gettext("No. %(number)d of Project 06") % {"number": one.number})
        for one in ([essential] if essential else [])
    ]
    return [time, fee, where, *([filing] if minutes else []), *marked]


def _untold(unknown: Unknown) -> str:
    """Say what a record of the national catalogue left open, and what that means for whoever files."""
    words = {
        Unknown.LIMIT: gettext("how long it takes: the time shown stands in"),
        Unknown.FEE: gettext("the exact fee: the agency tells you the amount"),
        Unknown.AGENCY: gettext("which agency of the city decides: we went by the field, and it may be passed on"),
        Unknown.PAPERS: gettext("which papers must be there: add those that you have; what is missing is told once"),
        Unknown.CASES: gettext("which papers belong to which case: all are listed"),
    }
    return words[unknown]


def _told_above(case: ProcedureCase, usual: ProcedureCase) -> bool:
    return case.limit_note == usual.limit_note and usual.limit.cut_off is None


def _cut_off(limit: Limit) -> str:
    if limit.cut_off is None:
        return ""
    return gettext("received after %(time)s: the next working day") % {"time": formats.clock_time(limit.cut_off)}


def _same_time(case: ProcedureCase, usual: ProcedureCase) -> bool:
    return (case.limit, case.limits) == (usual.limit, usual.limits)


def _limits(case: ProcedureCase, version: ProcedureVersion) -> list[str]:
    """Return the limit of a case in words, by channel where channels differ."""
    if not case.limits:
        return [formats.limit(case.limit)]
    by_channel = {channel: case.limit_for(channel) for channel in version.channels}
    return [f"{_channel(channel)}: {formats.limit(limit)}" for channel, limit in by_channel.items()]


def _channel(channel: Channel) -> str:
    words = {
        Channel.ONLINE: gettext("online"),
        Channel.COUNTER: gettext("at the counter"),
        Channel.POST: gettext("by post"),
    }
    return words[channel]


def _validity(official_code: str) -> str:
    found = queries.names().result_type(official_code)
    return _good_for(found) if found else ""


def _good_for(result: ResultType) -> str:
    good = result.validity
    if good is None:
        return ""
    words = {
        PeriodUnit.DAYS: ngettext("good for %(count)d day", "good for %(count)d days", good.amount),
        PeriodUnit.MONTHS: ngettext("good for %(count)d month", "good for %(count)d months", good.amount),
        PeriodUnit.YEARS: ngettext("good for %(count)d year", "good for %(count)d years", good.amount),
    }
    return words[good.unit] % {"count": good.amount}


def _preparation(paper: DocumentRequirement) -> Preparation:
    if not paper.is_needed:
        return Preparation(
            title=in_words(paper.name), note=in_words(paper.not_needed_because), needed=False, lang=_lang(paper.name)
        )
    note = in_words(paper.hint)
    if not note and paper.hand_over is HandOver.PRESENT:
        note = gettext("Only shown, and given back to you.")
    if paper.form:
        note = f"{note} ({paper.form})" if note else paper.form
    return Preparation(title=in_words(paper.name), note=note, lang=_lang(paper.name))


def _amount(fee: FeeRule, on: date) -> str:
    amount = rules.amount_on(fee, on)
    if amount is None:
        return gettext("The agency will tell you the amount.")
    if amount.amount_vnd is None:
        return in_words(amount.set_by) or gettext("The agency will tell you the amount.")
    if amount.amount_vnd == 0:
        return gettext("Free")
    each, thing = formats.money(amount.amount_vnd), in_words(fee.per)
    parts = [gettext("%(amount)s for each %(thing)s") % {"amount": each, "thing": thing} if thing else each]
    if amount.first:
        further = formats.money(amount.further_vnd)
        then = gettext("from %(thing)s %(next)d on, %(further)s")
        parts.append(then % {"thing": thing, "next": amount.first + 1, "further": further})
    if amount.most_vnd is not None:
        parts.append(gettext("at most %(most)s") % {"most": formats.money(amount.most_vnd)})
    return "; ".join(parts)
