"""A policy as an SQL condition, so that a list shows exactly what the rule would allow row by row."""

from typing import Any

from motcua.foundation.policy.types import Actor, ActorKind, Grant, PolicyRow, Tie
from motcua.register.access.types import Columns

Condition = tuple[str, tuple[Any, ...]]

_NEVER: Condition = ("FALSE", ())


def sql_condition(row: PolicyRow, actor: Actor, columns: Columns) -> Condition:
    """
    Return an SQL condition, and its parameters, that holds for exactly the rows that `row` lets `actor` act on.

    `columns` are the list's own expressions for the facts of its matters; a tie to a fact that the list does not have
    never holds. A test compares this with `policy.decide.allowed` on random rows.
    """
    if actor.scopes and row.needs not in actor.scopes:
        return _NEVER
    found = [condition for grant in row.grants if (condition := _of_grant(grant, actor, columns)) != _NEVER]
    if not found:
        return _NEVER
    sql = " OR ".join(f"({text})" for text, _ in found)
    return f"({sql})", tuple(value for _, values in found for value in values)


def _of_grant(grant: Grant, actor: Actor, columns: Columns) -> Condition:
    if grant.kind is not actor.kind or (grant.roles and not grant.roles & actor.roles):
        return _NEVER
    tied = _of_tie(grant.tie, actor, columns)
    if tied == _NEVER or actor.kind is not ActorKind.OFFICIAL or not actor.sectors or not columns.sector:
        return tied
    sql, values = tied
    sector = columns.sector
    return f"{sql} AND (coalesce({sector}, '') = '' OR {sector} = ANY(%s))", (*values, sorted(actor.sectors))


def _of_tie(tie: Tie, actor: Actor, columns: Columns) -> Condition:
    if tie is Tie.ANY:
        return "TRUE", ()
    column, fact, is_array = {
        Tie.SUBJECT: (columns.subjects, actor.person, True),
        Tie.PARTICIPANT: (columns.agencies, actor.agency, True),
        Tie.RECEIVING: (columns.receiving, actor.agency, False),
        Tie.AGENCY: (columns.agency, actor.agency, False),
        Tie.HOLDER: (columns.holder, actor.id, False),
    }[tie]
    if not column or not fact:
        return _NEVER
    # `@>` and not `= ANY(column)`: only the former is served by a GIN index.
    return (f"{column} @> ARRAY[%s]" if is_array else f"{column} = %s"), (fact,)
