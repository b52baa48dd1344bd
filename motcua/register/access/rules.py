"""Who somebody acts as, which readings are recorded, what a token may do. Pure."""

from datetime import datetime, timedelta

from motcua.foundation.law.citations import HouseRule, house_rule
from motcua.foundation.law.refusals import refuse
from motcua.foundation.policy.types import Actor, ActorKind, PolicyRow
from motcua.foundation.text import gettext_noop
from motcua.register.access.types import Reading
from motcua.register.agencies.types import Holding

FOLDED_WITHIN = timedelta(minutes=15)
LONGEST_TOKEN = timedelta(days=366)

_NARROW = HouseRule(why="A token can do what its scopes name, and a token without scopes could do everything.")
_ENDS = HouseRule(why="A token that never ends is found by whoever looks longest.")


@house_rule("Whoever holds no post, or has not chosen one, acts as a citizen.")
def actor_of(
    person: str,
    holding: Holding | None,
    *,
    client: str = "",
    scopes: frozenset[str] = frozenset(),
    name: str = "",
) -> Actor:
    """Return who a signed-in person acts as, from a post held at this moment or as a citizen."""
    if holding is None:
        return Actor(
            kind=ActorKind.CITIZEN, id=person, person=person, scopes=scopes, client=client or person, name=name
        )
    return Actor(
        kind=ActorKind.OFFICIAL,
        id=person,
        person=person,
        agency=holding.post.agency,
        unit=holding.post.unit,
        post=holding.post.id,
        roles=holding.roles,
        sectors=holding.sectors,
        scopes=scopes,
        client=client or person,
        name=name,
    )


@house_rule("An official's reading of anybody's data but their own is recorded; a citizen sees their own only.")
def is_recorded(actor: Actor, reading: Reading) -> bool:
    """Say whether this reading leaves an entry."""
    if actor.kind is not ActorKind.OFFICIAL:
        return False
    others = reading.subjects - {actor.person}
    return bool(others) or (not reading.subjects and bool(reading.matter))


@house_rule("Looking again within a quarter of an hour, for the same purpose at the same people, is the same reading.")
def is_repeat(*, recorded_at: datetime | None, now: datetime) -> bool:
    """Say whether the same reading was recorded so shortly before that it is not recorded again."""
    return recorded_at is not None and timedelta() <= now - recorded_at < FOLDED_WITHIN


@house_rule("A page that shows nothing of the data is no reading: refusals, redirections and errors.")
def shows_data(status: int) -> bool:
    """Say whether an HTTP answer of this status carries the page; 409 and 422 show it again, with what is wrong."""
    return 200 <= status < 300 or status in {409, 422}


@house_rule("A token names its scopes and ends within a year.")
def check_token(*, scopes: frozenset[str], known: frozenset[str], now: datetime, expires_at: datetime) -> None:
    """Refuse `no-scope`, `unknown-scope`, `expires-too-late`, `expires-in-the-past`."""
    if not scopes:
        raise refuse("no-scope", gettext_noop("Name at least one thing that the token may do."), _NARROW)
    if strangers := scopes - known:
        raise refuse(
            "unknown-scope",
            gettext_noop("No token can be given the scope %(scope)s."),
            _NARROW,
            scope=", ".join(sorted(strangers)),
        )
    if expires_at <= now:
        raise refuse("expires-in-the-past", gettext_noop("A token ends in the future."), _ENDS)
    if expires_at - now > LONGEST_TOKEN:
        raise refuse(
            "expires-too-late",
            gettext_noop("A token ends within %(days)s days."),
            _ENDS,
            days=LONGEST_TOKEN.days,
        )


@house_rule("When a token was used is noted to the quarter of an hour: a row written for each request would cost more.")
def is_worth_noting(*, used_at: datetime | None, now: datetime) -> bool:
    """Say whether a use of a token is noted."""
    return used_at is None or now - used_at >= FOLDED_WITHIN


@house_rule(
    "Somebody is offered the scopes that their kind and roles could ever use; what each matter allows is asked later."
)
def could_use(actor: Actor, row: PolicyRow) -> bool:
    """Say whether a policy could ever let this actor do something."""
    return any(each.kind is actor.kind and (not each.roles or each.roles & actor.roles) for each in row.grants)


@house_rule("Nobody passes on more than they have, and nothing for longer than they have it.")
def check_passed_on(actor: Actor, *, scopes: frozenset[str], expires_at: datetime, ends: datetime | None) -> None:
    """Refuse `scope-not-held` and `outlives-its-maker` for a token that a token makes; `ends` is when that one does."""
    if actor.scopes and (more := scopes - actor.scopes):
        raise refuse(
            "scope-not-held",
            gettext_noop("This token cannot pass on the scope %(scope)s, which it does not have itself."),
            _NARROW,
            scope=", ".join(sorted(more)),
        )
    if ends is not None and expires_at > ends:
        raise refuse(
            "outlives-its-maker", gettext_noop("A token that a token makes ends no later than that one does."), _ENDS
        )
