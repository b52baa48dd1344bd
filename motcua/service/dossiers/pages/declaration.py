"""The declaration, one thing per page. Whatever was typed is kept, right or wrong, by page and by autosave alike."""

import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any
from uuid import UUID

import msgspec
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from motcua.foundation.forms import binding
from motcua.foundation.forms.conditions import named_fields
from motcua.foundation.forms.declared import Field, Form, Page
from motcua.foundation.forms.paging import ShownPage, next_page, page_named, previous_page, visible_pages
from motcua.foundation.forms.parsing import Parsed, parse_page
from motcua.foundation.forms.summary import shown_value
from motcua.foundation.forms.values import Json, Values, at, blank, put
from motcua.foundation.interface import formats
from motcua.foundation.interface.htmx import redirect, render
from motcua.foundation.interface.parts import Meanwhile, Option, Typed
from motcua.foundation.interface.problems import sentence
from motcua.foundation.law.refusals import FieldProblem
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.service.dossiers.commands import drafts as commands
from motcua.service.dossiers.pages.opening import (
    OpenDraft,
    at_counter,
    code_of_submitted,
    commune_options,
    language,
    of_draft,
    open_draft,
    told_alike,
)
from motcua.service.dossiers.pages.start import place_of


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@told_alike
@policy("dossier.draft", matter=of_draft)
def declare(request: ActingRequest, draft: UUID, page: str) -> HttpResponse:
    """Show one page of the declaration, and take what was typed on it."""
    found = open_draft(request, draft)
    if found.view.submitted_at is not None:
        return redirect(request, reverse("dossiers:receipt", args=[code_of_submitted(found.view)]))
    codes = {one.code for one in found.form.pages}
    if page not in codes or page not in {one.code for one in visible_pages(found.form, found.view.values, on=found.on)}:
        return redirect(request, place_of(found, ""))
    if request.method == "POST":
        return _take(request, found, page_named(found.form, page))
    return render(request, "dossiers/citizen/declaration.html", context_of(found, page))


def _take(request: ActingRequest, draft: OpenDraft, page: Page) -> HttpResponse:
    data = binding.posted(page, request.POST)
    parsed = parse_page(draft.form, page.code, data, values=draft.view.values, on=draft.on, places=draft.places)
    values = with_typed(parsed)
    revealed = _revealed(draft, page, values)
    problems = tuple(one for one in parsed.problems if one.field not in revealed)
    stops = request.POST.get("then") == "stop"
    ahead = next_page(draft.form, page.code, values, on=draft.on)
    goes_on = not problems and not revealed
    place = page.code if stops or not goes_on else (ahead or "papers")
    seen = revision_of(request)
    try:
        revision = commands.save(
            actor=request.actor, draft=draft.view, values=values, page=place, now=draft.now, revision=seen
        )
    except Conflict:
        return _conflict(request, draft, page, values, parsed)
    if stops:
        return redirect(request, f"{reverse('dossiers:mine')}?kept={draft.view.id}")
    if goes_on:
        saved = msgspec.structs.replace(draft, view=msgspec.structs.replace(draft.view, values=values))
        changing = request.POST.get("back") == "review"
        return redirect(request, place_of(saved, "review" if changing and _complete(saved) else place))
    if not problems:
        return redirect(request, f"{reverse('dossiers:declare', args=[draft.view.id, page.code])}?more=1")
    kept = msgspec.structs.replace(draft.view, values=values, revision=revision)
    context = context_of(msgspec.structs.replace(draft, view=kept), page.code, problems=problems, typed=parsed.typed)
    return render(
        request, "dossiers/citizen/declaration.html", context | {"back": request.POST.get("back", "")}, status=422
    )


def _complete(draft: OpenDraft) -> bool:
    """Say whether a page that was mended from the review may lead back there: no page is left unanswered."""
    return place_of(draft, "") == reverse("dossiers:papers", args=[draft.view.id])


def revision_of(request: ActingRequest) -> int | None:
    """Return the revision that the page was shown with, None when it carries none."""
    seen = request.POST.get("revision", "")
    return int(seen) if seen.isdecimal() and len(seen) < 9 else None


def with_typed(parsed: Parsed) -> Values:
    """Return the values of the whole draft, with what is wrong as it was typed: nothing typed is lost."""
    values = deepcopy(parsed.values)
    for path, raw in parsed.typed.items():
        if not blank(raw):
            put(values, path, raw)
    return values


def _revealed(draft: OpenDraft, page: Page, values: Values) -> frozenset[str]:
    """
    Return the questions that an answer on this very page has brought up, and that could not be seen when it was sent.

    They are asked, not blamed. A page with a script shows them at once and sends them too.
    """
    before = _shown_codes(draft, page.code, draft.view.values)
    after = _shown_codes(draft, page.code, values)
    return frozenset(code for code in after - before if blank(at(values, code)))


def _shown_codes(draft: OpenDraft, page: str, values: Mapping[str, object]) -> set[str]:
    shown = next((one for one in visible_pages(draft.form, values, on=draft.on) if one.code == page), None)
    return {field.code for field in shown.fields} if shown else set()


def _conflict(request: ActingRequest, draft: OpenDraft, page: Page, values: Values, parsed: Parsed) -> HttpResponse:
    """Another device was first: show what it saved, keep what was typed here, let the person decide."""
    theirs = open_draft(request, UUID(draft.view.id))
    if theirs.view.submitted_at is not None:
        return redirect(request, reverse("dossiers:receipt", args=[code_of_submitted(theirs.view)]))
    mine = deepcopy(theirs.view.values)
    for field in page.fields:
        put(mine, field.code, at(values, field.code))
    shown = msgspec.structs.replace(theirs, view=msgspec.structs.replace(theirs.view, values=mine))
    context = context_of(shown, page.code, problems=parsed.problems, typed=parsed.typed)
    context["happened"] = [
        Meanwhile(
            what=gettext("You saved this declaration on another device or in another window"),
            who=gettext("You"),
            at=formats.near_moment(theirs.view.updated_at, draft.now),
        )
    ]
    context["theirs"] = _differences(theirs, page.fields, values)
    return render(request, "dossiers/citizen/declaration.html", context, status=409)


def _differences(theirs: OpenDraft, fields: Sequence[Field], values: Values) -> list[Typed]:
    return [
        Typed(
            label=field.label.shown(language()).text, value=_as_text(theirs, field, at(theirs.view.values, field.code))
        )
        for field in fields
        if at(theirs.view.values, field.code) != at(values, field.code)
    ]


def _as_text(draft: OpenDraft, field: Field, value: Json) -> str:
    if blank(value):
        return gettext("nothing")
    try:
        return shown_value(draft.form, field, value, language(), draft.places).text
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        # What was saved half-typed has no shown form; it is told as it stands.
        return " ".join(str(part) for part in value.values()) if isinstance(value, Mapping) else str(value)


def context_of(
    draft: OpenDraft,
    page: str,
    *,
    problems: Sequence[FieldProblem] = (),
    typed: Mapping[str, Json] | None = None,
) -> dict[str, Any]:
    """Return what the page of a declaration is shown with."""
    pages = visible_pages(draft.form, draft.view.values, on=draft.on)
    place = next(number for number, one in enumerate(pages) if one.code == page)
    shelf = binding.Shelf(
        draft.form,
        language=language(),
        values=draft.view.values,
        typed=typed,
        problems=problems,
        communes=commune_options(draft.on),
        places=draft.places,
    )
    before = previous_page(draft.form, page, draft.view.values, on=draft.on)
    shown = shelf.page(pages[place])
    shown["fields"] = [with_options(one) for one in _all_fields(shelf, pages[place])]
    # A lone box to tick is no heading, and a question that brings up another has company.
    shown["single"] = shown["single"] and len(shown["fields"]) == 1 and shown["fields"][0]["kind"] != "checkbox"
    return {
        **at_counter(draft),
        "draft": draft.view,
        "procedure": draft.version,
        "page": shown,
        "number": place + 1,
        "total": len(pages) + 2,
        "problems": problems,
        "told": named(draft.form, problems),
        "previous": reverse("dossiers:declare", args=[draft.view.id, before]) if before else "",
        "autosave": reverse("dossiers:autosave", args=[draft.view.id, page]),
        "known": json.dumps(_known(draft, pages[place])),
    }


def named(form: Form, problems: Sequence[FieldProblem]) -> list[tuple[str, str]]:
    """Return the problems for the top of the page, each with the question that it is about."""
    labels = binding.labels(form, language())
    told = []
    for one in problems:
        text = sentence(one.message, one.values)
        about = next(
            (label for code, label in labels.items() if one.field == code or one.field.startswith(f"{code}.")), ""
        )
        told.append((one.field, f"{about}: {text}" if about else text))
    return told


def _all_fields(shelf: binding.Shelf, page: ShownPage) -> list[binding.Shown]:
    """
    Return the page's questions with those that an answer on it would bring up: `when` is their condition for the
    page's script, `hidden` says that they are not asked just now.
    """
    here = {field.code for field in page.page.fields}
    asked = {field.code for field in page.fields}
    filled = {field.code for field in page.filled}
    shown = []
    for field in page.page.fields:
        depends = any(name in here for name in named_fields(field.show_when))
        if field.code in filled or (field.code not in asked and not depends):
            continue
        when = json.dumps(msgspec.to_builtins(field.show_when)) if depends else ""
        shown.append(shelf.field(field) | {"when": when, "hidden": field.code not in asked})
    return shown


def with_options(shown: binding.Shown) -> binding.Shown:
    """Return a question with its options as the components take them."""
    options = [Option(one["value"], one["text"], one["hint"], one["lang"]) for one in shown["options"]]
    parts = [
        with_options(part) if isinstance(part, dict) else [with_options(cell) for cell in part]
        for part in shown["parts"]
    ]
    return shown | {"options": options, "parts": parts}


def _known(draft: OpenDraft, page: ShownPage) -> dict[str, Json]:
    """Return the answers of other pages that conditions on this one look at."""
    here = {field.code for field in page.page.fields}
    names = {name for field in page.page.fields for name in named_fields(field.show_when)} - here
    return {name: at(draft.view.values, name) for name in sorted(names)}


@never_cache
@require_POST
@told_alike
@policy("dossier.draft", matter=of_draft)
def autosave(request: ActingRequest, draft: UUID, page: str) -> HttpResponse:
    """
    Keep one page as it stands, half typed or not. Answers with the new revision, or 409 with the one that is there.
    """
    found = open_draft(request, draft)
    if found.view.submitted_at is not None or page not in {one.code for one in found.form.pages}:
        return JsonResponse({"code": "already-submitted"}, status=410)
    data = binding.posted(page_named(found.form, page), request.POST)
    parsed = parse_page(found.form, page, data, values=found.view.values, on=found.on, places=found.places)
    try:
        revision = commands.save(
            actor=request.actor, draft=found.view, values=with_typed(parsed), page=page, now=found.now,
            revision=revision_of(request),
        )  # fmt: skip
    except Conflict:
        return JsonResponse({"code": "conflict", "revision": open_draft(request, draft).view.revision}, status=409)
    return JsonResponse({"revision": revision, "at": formats.clock_time(found.now)})
