"""Agencies as they are on a day, who followed them, and which commune answers for an address."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection

from motcua.foundation.forms.words import Text
from motcua.foundation.ledger import reference
from motcua.foundation.policy.types import Role
from motcua.register.agencies.rules import competent_communes, successors_on
from motcua.register.agencies.types import (
    COMMUNE_LEVEL,
    Agency,
    AgencyCode,
    AgencyKind,
    Competence,
    Share,
    Succession,
    Term,
)

_TERM = (
    "t.agency_id, t.kind, t.name_vi, t.name_en, t.area_vi, t.area_en, t.gso, coalesce(t.parent_id, ''), "
    "t.valid_from, t.valid_until, t.source, t.unverified"
)
_TRUE_ON = "t.valid_from <= %s AND (t.valid_until IS NULL OR t.valid_until > %s)"


def agency(code: str, on: date) -> Agency | None:
    """
    Return the agency of this code as it is on day `on`, or else in the term nearest to it: a code resolves for ever.

    None only for a code that was never given.
    """
    return agencies([code], on).get(code)


def agencies(codes: Iterable[str], on: date) -> dict[str, Agency]:
    """Return the agencies of these codes by code, as `agency` does; a code that was never given is left out."""
    return {item.code: item for item in _nearest(tuple(sorted(set(codes))), on)}


@reference.kept(most=4096)
def _nearest(codes: tuple[str, ...], on: date) -> tuple[Agency, ...]:
    return _select(
        f"SELECT DISTINCT ON (t.agency_id) {_TERM} FROM agencies_term t WHERE t.agency_id = ANY(%s) "  # noqa: S608
        f"ORDER BY t.agency_id, NOT ({_TRUE_ON}), abs(t.valid_from - %s), t.valid_from",
        [list(codes), on, on, on],
        on,
    )


def terms(code: str) -> tuple[Term, ...]:
    """Return all terms of an agency, the earliest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {_TERM} FROM agencies_term t WHERE t.agency_id = %s ORDER BY t.valid_from",  # noqa: S608
            [code],
        )
        return tuple(_term(row) for row in cursor.fetchall())


def cities() -> tuple[str, ...]:
    """Return the codes of the agencies that govern a city and still exist: one, once a city is loaded."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT agency_id FROM agencies_term WHERE kind = %s AND valid_until IS NULL ORDER BY agency_id",
            [AgencyKind.CITY.value],
        )
        return tuple(code for (code,) in cursor.fetchall())


@reference.kept(most=1024)
def children(code: str, on: date) -> tuple[Agency, ...]:
    """Return the agencies directly below `code` on day `on`, by code."""
    return _select(
        f"SELECT {_TERM} FROM agencies_term t WHERE t.parent_id = %s AND {_TRUE_ON} ORDER BY t.agency_id",  # noqa: S608
        [code, on, on],
        on,
    )


def without_administrator(at: datetime) -> tuple[Agency, ...]:
    """
    Return the agencies that exist at a moment and whose posts nobody manages then, by code.

    Units within an agency are their agency's, and a neighbourhood has no posts: both are left out.
    """
    on = at.date()
    return _select(
        f"SELECT {_TERM} FROM agencies_term t WHERE t.kind <> ALL(%s) AND {_TRUE_ON} AND NOT EXISTS ("  # noqa: S608
        "SELECT 1 FROM agencies_holding h JOIN agencies_post p ON p.id = h.post_id "
        "WHERE p.agency_id = t.agency_id AND h.roles @> %s::jsonb "
        "AND h.held_from <= %s AND (h.held_until IS NULL OR h.held_until > %s)) ORDER BY t.agency_id",
        [[AgencyKind.ONE_STOP.value, AgencyKind.NEIGHBOURHOOD.value], on, on, f'["{Role.ADMINISTRATOR}"]', at, at],
        on,
    )


def units(code: str, on: date) -> tuple[Agency, ...]:
    """Return the units within an agency on day `on` (its one-stop unit), by code."""
    return tuple(child for child in children(code, on) if child.kind is AgencyKind.ONE_STOP)


@reference.kept(most=1024)
def communes(on: date) -> tuple[Agency, ...]:
    """Return the commune-level agencies that exist on day `on`, by code."""
    return _select(
        f"SELECT {_TERM} FROM agencies_term t WHERE t.kind = ANY(%s) AND {_TRUE_ON} ORDER BY t.agency_id",  # noqa: S608
        [sorted(COMMUNE_LEVEL), on, on],
        on,
    )


@reference.kept(most=1024)
def successors(code: str, on: date) -> tuple[Succession, ...]:
    """Return who has on day `on` what `code` had, through every succession since; none while nobody took over."""
    links = _all_links(code)

    def followed_by(predecessor: str) -> Sequence[Succession]:
        return [link for link in links if link.predecessor == predecessor]

    return successors_on(code, on, followed_by)


def competent_commune(code: str, on: date, *, written_on: date | None = None) -> Competence:
    """
    Return which commune answers on day `on` for an address in the area `code`, or the communes among which to ask.

    `code` is an agency's code, old or new, or a five-digit statistical code. The state gives those again, so
    `written_on` (the day of the paper that carries it) tells which area was meant; without it every area that ever had
    the code is followed, and the answer may be a list to ask.
    """
    resolved: set[str] = set()
    for start in _meant(code, written_on):
        found = agency(start, on)
        if found and found.exists:
            resolved.add(start)
        else:
            resolved.update(link.successor for link in successors(start, on))
    return competent_communes(code, agencies(resolved, on).values())


def _meant(code: str, written_on: date | None) -> list[str]:
    if not code.isdigit():
        return [code]
    condition, values = ("", []) if written_on is None else (f" AND {_TRUE_ON}", [written_on, written_on])
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT t.agency_id FROM agencies_term t WHERE t.gso = %s{condition} ORDER BY 1",  # noqa: S608
            [code, *values],
        )
        return [row[0] for row in cursor.fetchall()]


def _all_links(code: str) -> list[Succession]:
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE reached (code) AS (SELECT %s::text UNION "
            "SELECT s.successor_id FROM agencies_succession s JOIN reached r ON r.code = s.predecessor_id) "
            'SELECT s.predecessor_id, s.successor_id, s.share, s."on", s.source, s.unverified '
            "FROM agencies_succession s JOIN reached r ON r.code = s.predecessor_id ORDER BY s.successor_id",
            [code],
        )
        return [
            Succession(
                predecessor=row[0],
                successor=row[1],
                share=Share(row[2]),
                on=row[3],
                source=row[4],
                unverified=row[5],
            )
            for row in cursor.fetchall()
        ]


def _select(sql: str, values: list[Any], on: date) -> tuple[Agency, ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    return tuple(_agency(row[0], _term(row), on) for row in rows)


def _agency(code: str, term: Term, on: date) -> Agency:
    exists = term.valid_from <= on and (term.valid_until is None or term.valid_until > on)
    return Agency(code=AgencyCode(code), term=term, exists=exists)


def _term(row: Sequence[Any]) -> Term:
    return Term(
        kind=AgencyKind(row[1]),
        name=Text(vi=row[2], en=row[3]),
        area=Text(vi=row[4], en=row[5]),
        gso=row[6],
        parent=row[7],
        valid_from=row[8],
        valid_until=row[9],
        source=row[10],
        unverified=row[11],
    )
