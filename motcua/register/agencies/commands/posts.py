"""Who fills a post, with which roles, until when."""

from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

import msgspec
from django.db.backends.utils import CursorWrapper

from motcua.foundation.forms.words import Text
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import Refused, refuse
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.writing import Writing, writing
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter, Role
from motcua.foundation.text import gettext_noop
from motcua.register.agencies import queries, rules
from motcua.register.agencies.types import (
    MANAGE_POSTS,
    Post,
    PostEvent,
    PostFilled,
    PostId,
    PostOpened,
    PostRolesChanged,
    PostVacated,
)

_NONE: frozenset[str] = frozenset()


def appoint(
    *,
    actor: Actor,
    agency: str,
    title: Text,
    official: str,
    roles: frozenset[Role],
    now: datetime,
    key: Key,
    unit: str = "",
    sectors: frozenset[str] = _NONE,
    held_from: datetime | None = None,
) -> PostId:
    """
    Open a post in an agency and let a person (by id) hold it from `held_from`, or from `now`; return the post's id.

    Sent again with the same key it returns the same post. Refuses `no-role`, `no-such-agency`; raises `Denied`.
    """
    authorise(MANAGE_POSTS, actor, Matter(agency=agency))
    post_id = PostId(str(uuid5(NAMESPACE_URL, f"motcua:post:{key.client}:{key.key}")))
    events = (
        PostOpened(agency=agency, unit=unit, title=title),
        *rules.fill(None, official=official, roles=roles, sectors=sectors),
    )
    if queries.agency(agency, now.date()) is None:
        raise refuse(
            "no-such-agency",
            gettext_noop("There is no agency with the code %(agency)s."),
            HouseRule(why="A post belongs to a recorded agency."),
            agency=agency,
        )
    begins = held_from or now
    with writing(f"post/{post_id}", key=key) as book:
        if book.replay is not None:
            return post_id
        book.cursor.execute(
            "INSERT INTO agencies_post (id, agency_id, unit_id, title_vi, title_en, opened_at) "
            "VALUES (%s, %s, %s, %s, %s, %s)",
            [post_id, agency, unit or None, title.vi, title.en, begins],
        )
        _write(book.cursor, post_id, events, begins)
        _append(book, post_id, events, actor=actor, agency=agency, now=now)
    return post_id


def fill_post(
    *,
    actor: Actor,
    post: str,
    official: str,
    roles: frozenset[Role],
    now: datetime,
    key: Key,
    sectors: frozenset[str] = _NONE,
) -> None:
    """Let a person (by id) hold a vacant post from `now`. Refuses `post-is-held`, `no-role`; raises `Denied`."""
    found = _authorised(actor, post)
    with writing(f"post/{post}", key=key) as book:
        if book.replay is None:
            held = queries.holding_of_post(post, now)
            events = rules.fill(held, official=official, roles=roles, sectors=sectors)
            _record(book, found, events, actor=actor, now=now)


def change_roles(
    *,
    actor: Actor,
    post: str,
    roles: frozenset[Role],
    now: datetime,
    key: Key,
    sectors: frozenset[str] = _NONE,
    version: int | None = None,
) -> None:
    """
    Give the holder of a post other roles or sectors from `now`; nothing happens when they have exactly these.

    `version` is the post's version that the decision was taken on. Refuses `post-is-vacant`, `no-role`,
    `last-administrator`; raises `Denied` and `Conflict`.
    """
    found = _authorised(actor, post)
    with writing(f"post/{post}", f"agency-posts/{found.agency}", key=key) as book:
        if book.replay is None:
            held = queries.holding_of_post(post, now)
            administrators = len(queries.administrators_of(found.agency, now))
            events = rules.change_roles(held, roles=roles, sectors=sectors, at=now, administrators=administrators)
            if events:
                _record(book, found, events, actor=actor, now=now, version=version)


def vacate_post(*, actor: Actor, post: str, now: datetime, key: Key, version: int | None = None) -> None:
    """
    End the holding of a post `now`; what was done from it stays. Arguments as in `change_roles`.

    Refuses `post-is-vacant`, `last-administrator`; raises `Denied` and `Conflict`.
    """
    found = _authorised(actor, post)
    # The second lock lets no two administrators end each other's post at the same time.
    with writing(f"post/{post}", f"agency-posts/{found.agency}", key=key) as book:
        if book.replay is None:
            held = queries.holding_of_post(post, now)
            administrators = len(queries.administrators_of(found.agency, now))
            events = rules.vacate(held, at=now, administrators=administrators)
            _record(book, found, events, actor=actor, now=now, version=version)


def _authorised(actor: Actor, post: str) -> Post:
    found = queries.post(post)
    if found is None:
        raise _unknown(post)
    authorise(MANAGE_POSTS, actor, Matter(agency=found.agency))
    return found


def _unknown(post: str) -> Refused:
    return refuse(
        "no-such-post",
        gettext_noop("There is no such post."),
        HouseRule(why="Only a post that was opened can be held."),
        post=post,
    )


def _record(
    book: Writing,
    post: Post,
    events: tuple[PostEvent, ...],
    *,
    actor: Actor,
    now: datetime,
    version: int | None = None,
) -> None:
    _write(book.cursor, post.id, events, now)
    _append(book, post.id, events, actor=actor, agency=post.agency, now=now, version=version)


def _append(
    book: Writing,
    post: str,
    events: tuple[PostEvent, ...],
    *,
    actor: Actor,
    agency: str,
    now: datetime,
    version: int | None = None,
) -> None:
    stream = f"post/{post}"
    expected = book.versions[stream] if version is None else version
    book.append_one(stream, expected, *events, actor=actor.id, occurred_at=now, agency=agency)


def _write(cursor: CursorWrapper, post: str, events: tuple[PostEvent, ...], at: datetime) -> None:
    for event in events:
        match event:
            case PostFilled():
                _begin(cursor, post, event, at)
            case PostRolesChanged():
                _end(cursor, post, at)
                _begin(cursor, post, event, at)
            case PostVacated():
                _end(cursor, post, at)
            case _:
                pass


def _begin(cursor: CursorWrapper, post: str, event: PostFilled | PostRolesChanged, at: datetime) -> None:
    cursor.execute(
        "INSERT INTO agencies_holding (post_id, official, roles, sectors, held_from) VALUES (%s, %s, %s, %s, %s)",
        [
            post,
            event.official,
            msgspec.json.encode(event.roles).decode(),
            msgspec.json.encode(event.sectors).decode(),
            at,
        ],
    )


def _end(cursor: CursorWrapper, post: str, at: datetime) -> None:
    cursor.execute(
        "UPDATE agencies_holding SET held_until = %s WHERE post_id = %s AND held_until IS NULL AND held_from < %s",
        [at, post, at],
    )
