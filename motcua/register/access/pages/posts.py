"""An agency's posts: who holds them, and who held them."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.foundation.forms.words import Text
from motcua.foundation.interface import keyset
from motcua.foundation.interface.formats import short_moment
from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.parts import Cell, Column, Meanwhile, Typed
from motcua.foundation.interface.problems import sentence
from motcua.foundation.law.refusals import Refused
from motcua.foundation.ledger import reading as ledger
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.policy.decide import allowed
from motcua.foundation.policy.doors import ActingRequest, policy
from motcua.foundation.policy.types import Actor, Matter, Role
from motcua.register.access.pages import roles
from motcua.register.access.queries import matter_of_agency, matter_of_post
from motcua.register.agencies import queries
from motcua.register.agencies.types import MANAGE_POSTS, Holding, Post, PostKey
from motcua.register.people import queries as people
from motcua.register.people.types import PersonId, PersonView

PAGE_SIZE = 50


@never_cache
@require_safe
@policy("post.see", matter=matter_of_agency)
def posts(request: ActingRequest, agency: str) -> HttpResponse:
    """Who holds which post. A leader of a unit sees that unit's posts, an administrator all of the agency."""
    now = timezone.now()
    found = queries.agency(agency, now.date())
    if found is None:
        raise Http404
    actor = request.actor
    cursor = keyset.decode(request.GET.get(keyset.CURSOR_PARAMETER, ""))
    rows = queries.posts_page(
        agency,
        now,
        unit="" if Role.ADMINISTRATOR in actor.roles else actor.unit,
        after=PostKey(title=str(cursor.key[0]), id=str(cursor.key[1])) if cursor else None,
        backward=bool(cursor and cursor.backward),
        limit=PAGE_SIZE + 1,
    )
    page = keyset.page(rows, size=PAGE_SIZE, key=lambda one: (one.post.title.vi, one.post.id), at=cursor)
    manages = _manages(actor, agency)
    context = {
        "agency": found,
        "manages": manages,
        "page": page,
        "columns": [Column(gettext("Post")), Column(gettext("Official")), Column(gettext("Since"))],
        "rows": _rows(page.rows),
        "vacant": [
            Cell(text=in_words(one.title), href=reverse("access:post", args=[one.id]))
            for one in (queries.vacant_posts(agency, now) if manages else ())
        ],
    }
    return render(request, "access/posts.html", context)


@never_cache
@require_safe
@policy("post.see", matter=matter_of_post)
def post(request: ActingRequest, post: UUID) -> HttpResponse:
    """One post: its holder, everybody who held it, and what can be done."""
    return show(request, found_post(post))


def show(
    request: ActingRequest, found: Post, *, answer: Refused | Conflict | None = None, typed: tuple[Typed, ...] = ()
) -> HttpResponse:
    """Show a post, and what came of an attempt to change it: a refusal, or who was first and what was typed."""
    now = timezone.now()
    history = queries.post_history(found.id)
    names = people.people({holding.official for holding in history})
    refused = sentence(answer.refusal.message, answer.refusal.values) if isinstance(answer, Refused) else ""
    context = {
        "post": found,
        "agency": queries.agency(found.agency, now.date()),
        "holding": queries.holding_of_post(found.id, now),
        "manages": _manages(request.actor, found.agency),
        "problems": [("", refused)] if refused else [],
        "meanwhile": _meanwhile(found.id, answer.expected) if isinstance(answer, Conflict) else [],
        "typed": typed,
        "columns": [Column(gettext("Official")), Column(gettext("From")), Column(gettext("Until"))],
        "rows": [
            (
                Cell(text=_shown(one.official, names), note=roles.named(one.roles)),
                short_moment(one.held_from),
                short_moment(one.held_until) if one.held_until else gettext("now"),
            )
            for one in history
        ],
    }
    status = 409 if isinstance(answer, Conflict) else 422 if answer else 200
    return render(request, "access/post.html", context, status=status)


def found_post(post: UUID) -> Post:
    """Return a post, or answer 404."""
    found = queries.post(str(post))
    if found is None:
        raise Http404
    return found


def in_words(text: Text) -> str:
    """Return a text of the catalogue in the language of the page."""
    return text.shown(get_language() or "vi").text


def _rows(held: tuple[Holding, ...]) -> list[list[Cell | str]]:
    names = people.people({one.official for one in held})
    return [
        [
            Cell(
                text=in_words(one.post.title),
                href=reverse("access:post", args=[one.post.id]),
                note=roles.named(one.roles),
            ),
            _shown(one.official, names),
            short_moment(one.held_from),
        ]
        for one in held
    ]


def _meanwhile(post: str, version: int) -> list[Meanwhile]:
    words = {
        "post.filled": gettext("The post was given"),
        "post.roles-changed": gettext("The roles were changed"),
        "post.vacated": gettext("The post was ended"),
    }
    entries = ledger.entries(f"post/{post}", after=version)
    names = people.people({entry.actor for entry in entries if not entry.actor.startswith("system/")})
    return [
        Meanwhile(
            what=words.get(entry.kind, entry.kind),
            who=_shown(entry.actor, names),
            at=short_moment(entry.occurred_at),
        )
        for entry in entries
    ]


def _shown(person: str, names: dict[PersonId, PersonView]) -> str:
    found = names.get(PersonId(person))
    return found.full_name if found else person


def _manages(actor: Actor, agency: str) -> bool:
    return allowed(MANAGE_POSTS, actor, Matter(agency=agency))
