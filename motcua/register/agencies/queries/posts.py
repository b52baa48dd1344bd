"""Posts, who holds them, and who held them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

import msgspec
from django.db import connection

from motcua.foundation.forms.words import Text
from motcua.foundation.policy.types import Role
from motcua.register.agencies.types import AgencyCode, Holding, Post, PostId, PostKey

_POST = "p.id::text, p.agency_id, coalesce(p.unit_id, ''), p.title_vi, p.title_en, p.opened_at, p.closed_at"
_HELD = "h.id, h.official::text, h.roles::text, h.sectors::text, h.held_from, h.held_until"
_HELD_AT = "h.held_from <= %s AND (h.held_until IS NULL OR h.held_until > %s)"
_FROM = "FROM agencies_holding h JOIN agencies_post p ON p.id = h.post_id"


def post(post_id: str) -> Post | None:
    """Return a post by its id, closed or not; None when there is none."""
    return posts([post_id]).get(PostId(post_id))


def posts(post_ids: Iterable[str]) -> dict[PostId, Post]:
    """Return these posts by id; an unknown id is left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_POST} FROM agencies_post p WHERE p.id = ANY(%s::uuid[])",  # noqa: S608
            [list(post_ids)],
        )
        found = [_post(row) for row in cursor.fetchall()]
    return {item.id: item for item in found}


def posts_of(person: str, at: datetime) -> tuple[Holding, ...]:
    """Return what a person holds at a moment, the longest held first."""
    return _holdings(f"WHERE h.official = %s AND {_HELD_AT} ORDER BY h.held_from, h.id", [person, at, at])


def holding(person: str, post_id: str, at: datetime) -> Holding | None:
    """Return the person's holding of this post at a moment, or None."""
    found = _holdings(f"WHERE h.post_id = %s AND h.official = %s AND {_HELD_AT}", [post_id, person, at, at])
    return found[0] if found else None


def holding_of_post(post_id: str, at: datetime) -> Holding | None:
    """Return who holds a post at a moment, or None."""
    found = _holdings(f"WHERE h.post_id = %s AND {_HELD_AT}", [post_id, at, at])
    return found[0] if found else None


def officials_of(agency: str, at: datetime, *, roles: frozenset[Role] = frozenset()) -> tuple[Holding, ...]:
    """Return who holds a post of an agency at a moment (with one of `roles`, if any are given), by post."""
    found = _holdings(f"WHERE p.agency_id = %s AND {_HELD_AT} ORDER BY p.id", [agency, at, at])
    return tuple(held for held in found if not roles or roles & held.roles)


def leaders(agency: str, at: datetime) -> tuple[Holding, ...]:
    """Return who leads an agency at a moment."""
    return officials_of(agency, at, roles=frozenset({Role.LEADER}))


def administrators_of(agency: str, at: datetime) -> tuple[Holding, ...]:
    """Return who manages an agency's posts at a moment."""
    return officials_of(agency, at, roles=frozenset({Role.ADMINISTRATOR}))


def posts_page(
    agency: str, at: datetime, *, unit: str = "", after: PostKey | None = None, backward: bool = False, limit: int = 50
) -> tuple[Holding, ...]:
    """
    Return up to `limit` posts held in an agency (in one unit, if given) at a moment, by title.

    Paged by key: `after` is the last post seen; `backward` asks for those before it, the last first.
    """
    condition = f"WHERE p.agency_id = %s AND {_HELD_AT}"
    values: list[Any] = [agency, at, at]
    if unit:
        condition += " AND p.unit_id = %s"
        values.append(unit)
    if after is not None:
        condition += f" AND (p.title_vi, p.id) {'<' if backward else '>'} (%s, %s)"
        values += [after.title, after.id]
    order = "DESC" if backward else "ASC"
    return _holdings(f"{condition} ORDER BY p.title_vi {order}, p.id {order} LIMIT %s", [*values, limit])


def vacant_posts(agency: str, at: datetime) -> tuple[Post, ...]:
    """Return the posts of an agency that nobody holds at a moment, by id."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_POST} FROM agencies_post p WHERE p.agency_id = %s AND p.closed_at IS NULL AND NOT EXISTS ("  # noqa: S608
            f"SELECT 1 FROM agencies_holding h WHERE h.post_id = p.id AND {_HELD_AT}) ORDER BY p.id",
            [agency, at, at],
        )
        return tuple(_post(row) for row in cursor.fetchall())


def post_history(post_id: str) -> tuple[Holding, ...]:
    """Return everybody who ever held a post, the latest first."""
    return _holdings("WHERE h.post_id = %s ORDER BY h.held_from DESC, h.id DESC", [post_id])


def _holdings(condition: str, values: list[Any]) -> tuple[Holding, ...]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {_POST}, {_HELD} {_FROM} {condition}", values)
        return tuple(_holding(row) for row in cursor.fetchall())


def _post(row: Sequence[Any]) -> Post:
    return Post(
        id=PostId(row[0]),
        agency=AgencyCode(row[1]),
        unit=row[2],
        title=Text(vi=row[3], en=row[4]),
        opened_at=row[5],
        closed_at=row[6],
    )


def _holding(row: Sequence[Any]) -> Holding:
    return Holding(
        post=_post(row[:7]),
        id=row[7],
        official=row[8],
        roles=frozenset(msgspec.json.decode(row[9], type=list[Role])),
        sectors=frozenset(msgspec.json.decode(row[10], type=list[str])),
        held_from=row[11],
        held_until=row[12],
    )
