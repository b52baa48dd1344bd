"""The one decision: do the grants of a policy let this actor act on this matter? Pure, free of Django."""

from motcua.foundation.policy.types import Actor, ActorKind, Denied, Grant, Matter, PolicyRow, Tie


def tied(tie: Tie, actor: Actor, matter: Matter) -> bool:
    """Say whether `actor` is tied to `matter` as `tie` asks; an empty fact never ties."""
    if tie is Tie.ANY:
        return True
    if tie is Tie.SUBJECT:
        return bool(actor.person) and actor.person in matter.subjects
    if tie is Tie.AGENCY:
        return bool(actor.agency) and actor.agency == matter.agency
    if tie is Tie.RECEIVING:
        return bool(actor.agency) and actor.agency == matter.receiving
    if tie is Tie.PARTICIPANT:
        return bool(actor.agency) and actor.agency in matter.agencies
    return bool(actor.id) and actor.id == matter.holder


def applies(grant: Grant, actor: Actor, matter: Matter) -> bool:
    """Say whether one grant lets `actor` act on `matter`."""
    if grant.kind is not actor.kind:
        return False
    if grant.roles and not (grant.roles & actor.roles):
        return False
    if actor.kind is ActorKind.OFFICIAL and actor.sectors and matter.sector and matter.sector not in actor.sectors:
        return False
    return tied(grant.tie, actor, matter)


def in_scope(row: PolicyRow, actor: Actor) -> bool:
    """Say whether a token's scopes name what the policy asks; who acts without a token has no scopes to lack."""
    return not actor.scopes or row.needs in actor.scopes


def allowed(row: PolicyRow, actor: Actor, matter: Matter) -> bool:
    """Say whether `row` lets `actor` act on `matter`. A token's scopes narrow what its holder may do."""
    if not in_scope(row, actor):
        return False
    return any(applies(grant, actor, matter) for grant in row.grants)


def authorise(row: PolicyRow, actor: Actor, matter: Matter) -> None:
    """Raise `Denied` unless `row` lets `actor` act on `matter`; to a token that lacks the scope it names the scope."""
    if not in_scope(row, actor):
        raise Denied(row.needs, signed_in=True)
    if not allowed(row, actor, matter):
        raise Denied(row.name, signed_in=actor.kind is not ActorKind.ANONYMOUS)
