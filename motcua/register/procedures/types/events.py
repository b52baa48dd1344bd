"""What the ledger keeps of procedures, and who may do what here."""

from datetime import date

from motcua.foundation.ledger.events import Event, Vocabulary
from motcua.foundation.policy.types import ActorKind, Grant, PolicyRow, Role


class VersionPublished(Event, frozen=True, kw_only=True, tag="procedure.version-published"):
    """A version of a procedure was published; `digest` is the SHA-256 of its body."""

    code: str
    version: int
    valid_from: date
    valid_until: date | None = None
    digest: str


VOCABULARY: Vocabulary[VersionPublished] = Vocabulary((VersionPublished,))

_EVERYONE = (
    Grant(kind=ActorKind.ANONYMOUS),
    Grant(kind=ActorKind.CITIZEN),
    Grant(kind=ActorKind.OFFICIAL),
    Grant(kind=ActorKind.SYSTEM),
)

SEARCH = PolicyRow("procedure.search", _EVERYONE)
VIEW = PolicyRow("procedure.view", _EVERYONE)
PUBLISH = PolicyRow(
    "procedure.publish",
    (Grant(kind=ActorKind.OFFICIAL, roles=frozenset({Role.ADMINISTRATOR})), Grant(kind=ActorKind.SYSTEM)),
)
POLICIES: tuple[PolicyRow, ...] = (SEARCH, VIEW, PUBLISH)


def stream_of(code: str) -> str:
    """Return the ledger stream of a procedure."""
    return f"procedure/{code}"
