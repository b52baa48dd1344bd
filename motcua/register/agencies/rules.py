"""Who follows whom, which commune answers, and who may fill a post: pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import pairwise

from motcua.foundation.law.citations import HouseRule, house_rule
from motcua.foundation.law.refusals import refuse
from motcua.foundation.policy.types import Role
from motcua.foundation.text import gettext_noop
from motcua.register.agencies.types import (
    COMMUNE_LEVEL,
    TOP,
    Agency,
    AgencyRecord,
    Competence,
    Holding,
    PostEvent,
    PostFilled,
    PostRolesChanged,
    PostVacated,
    Share,
    Succession,
    Term,
)

_ONE_HOLDER = HouseRule(why="A post has one holder at a time, so that every act has one name.")
_NO_EMPTY_POST = HouseRule(why="A holder without a role could do nothing; the post is ended instead.")
_KEEP_A_KEY = HouseRule(why="An agency's last administrator cannot lock the agency out by ending their own post.")


@house_rule("A code that was split or merged is followed through every later succession, so that it resolves for ever.")
def successors_on(code: str, on: date, followed_by: Callable[[str], Sequence[Succession]]) -> tuple[Succession, ...]:
    """
    Return who has on day `on` what `code` had, as successions from `code`; none when nobody took over by then.

    `followed_by` gives the direct successions of a code. The share of a chain is whole only if every link is.
    """
    found: dict[str, Succession] = {}

    def follow(here: str, share: Share, since: date, path: frozenset[str]) -> None:
        links = [link for link in followed_by(here) if since <= link.on <= on]
        if not links and here != code:
            known = found.get(here)
            both = Share.WHOLE if known and Share.WHOLE in {known.share, share} else share
            found[here] = Succession(predecessor=code, successor=here, share=both, on=since)
        for link in links:
            if link.successor in path:
                continue
            joined = Share.WHOLE if share is link.share is Share.WHOLE else Share.PART
            follow(link.successor, joined, link.on, path | {link.successor})

    follow(code, Share.WHOLE, date.min, frozenset({code}))
    return tuple(found[key] for key in sorted(found))


@house_rule("The commune where a person lives answers; where a split commune's code cannot say which, the person does.")
def competent_communes(asked: str, resolved: Iterable[Agency]) -> Competence:
    """Return the existing communes among `resolved`, the agencies that have today what `asked` had."""
    communes = {agency.code for agency in resolved if agency.exists and agency.kind in COMMUNE_LEVEL}
    return Competence(asked=asked, candidates=tuple(sorted(communes)))


@house_rule("Periods are half open and of one agency never overlap; whoever is above it or follows it exists by then.")
def problems_of(records: Mapping[str, AgencyRecord]) -> tuple[str, ...]:
    """Return what is wrong with a set of agency records taken together, as English sentences; none when all is well."""
    return tuple(
        f"{record.code}{problem}"
        for record in records.values()
        for problem in (*_problems_of_terms(record, records), *_problems_of_successors(record, records))
    )


def _problems_of_terms(record: AgencyRecord, records: Mapping[str, AgencyRecord]) -> Iterator[str]:
    ordered = sorted(record.terms, key=lambda term: term.valid_from)
    if not ordered:
        yield " has no term"
    for before, after in pairwise(ordered):
        if before.valid_until is None or before.valid_until > after.valid_from:
            yield f": the term from {before.valid_from} overlaps the term from {after.valid_from}"
    for term in ordered:
        if term.valid_until is not None and term.valid_until <= term.valid_from:
            yield f": the term from {term.valid_from} ends before it begins"
        if not term.parent and term.kind not in TOP:
            yield f": nobody is above it in the term from {term.valid_from}"
        elif term.parent and term.parent not in records:
            yield f": the parent {term.parent} is not recorded"
        elif term.parent and not _exists_throughout(records[term.parent], term):
            yield f": the parent {term.parent} does not exist all through the term from {term.valid_from}"


def _exists_throughout(record: AgencyRecord, term: Term) -> bool:
    reached = term.valid_from
    for one in sorted(record.terms, key=lambda each: each.valid_from):
        if one.valid_from <= reached:
            reached = max(reached, one.valid_until or date.max)
    return reached >= (term.valid_until or date.max)


def _problems_of_successors(record: AgencyRecord, records: Mapping[str, AgencyRecord]) -> Iterator[str]:
    for link in record.successors:
        successor = records.get(link.successor)
        if successor is None:
            yield f": the successor {link.successor} is not recorded"
        elif not any(term.valid_from <= link.on < (term.valid_until or date.max) for term in successor.terms):
            yield f": the successor {link.successor} does not exist on {link.on}"
    whole = [link for link in record.successors if link.share is Share.WHOLE]
    if whole and len(record.successors) > 1:
        yield f": {whole[0].successor} has the whole, so nobody else can have a part"


@house_rule("A post has one holder at a time, with at least one role.")
def fill(
    holding: Holding | None, *, official: str, roles: frozenset[Role], sectors: frozenset[str]
) -> tuple[PostEvent, ...]:
    """Return what filling a post records. Refuses `post-is-held` and `no-role`."""
    if holding is not None:
        raise refuse("post-is-held", gettext_noop("Somebody holds this post. End that first."), _ONE_HOLDER)
    _some(roles)
    return (PostFilled(official=official, roles=tuple(sorted(roles)), sectors=tuple(sorted(sectors))),)


@house_rule("Changed roles are a new holding, so that what somebody could do then stays known.")
def change_roles(
    holding: Holding | None, *, roles: frozenset[Role], sectors: frozenset[str], at: datetime, administrators: int
) -> tuple[PostEvent, ...]:
    """
    Return what changing a holder's roles `at` a moment records; nothing when they have exactly these.

    `administrators` counts the posts of the agency that hold the administrator's role now. Refuses `post-is-vacant`,
    `no-role`, `ends-before-it-began`, `last-administrator`.
    """
    held = _held(holding)
    _some(roles)
    if held.roles == roles and held.sectors == sectors:
        return ()
    _began_before(held, at)
    if Role.ADMINISTRATOR not in roles:
        _keeps_an_administrator(held, administrators)
    return (PostRolesChanged(official=held.official, roles=tuple(sorted(roles)), sectors=tuple(sorted(sectors))),)


@house_rule("Ending a post keeps everything that was done from it.")
def vacate(holding: Holding | None, *, at: datetime, administrators: int) -> tuple[PostEvent, ...]:
    """
    Return what ending a holding `at` a moment records.

    Refuses `post-is-vacant`, `ends-before-it-began`, `last-administrator`.
    """
    held = _held(holding)
    _began_before(held, at)
    _keeps_an_administrator(held, administrators)
    return (PostVacated(official=held.official),)


def _held(holding: Holding | None) -> Holding:
    if holding is None:
        raise refuse("post-is-vacant", gettext_noop("Nobody holds this post any more."), _ONE_HOLDER)
    return holding


def _began_before(held: Holding, at: datetime) -> None:
    if at <= held.held_from:
        raise refuse(
            "ends-before-it-began",
            gettext_noop("A post cannot end before it began."),
            HouseRule(why="A period ends after it begins."),
        )


def _some(roles: frozenset[Role]) -> None:
    if not roles:
        raise refuse("no-role", gettext_noop("Choose at least one role, or end the post."), _NO_EMPTY_POST)


def _keeps_an_administrator(held: Holding, administrators: int) -> None:
    if Role.ADMINISTRATOR in held.roles and administrators <= 1:
        raise refuse(
            "last-administrator",
            gettext_noop("This is the agency's last administrator. Give the role to somebody else first."),
            _KEEP_A_KEY,
        )
