"""The headers that make a request safe to send twice, and that name the version it was decided on."""

from typing import Annotated

import msgspec

from motcua.foundation.machine.doors import IdempotencyKey
from motcua.foundation.machine.problems import header_name

IfMatch = Annotated[
    str,
    msgspec.Meta(
        pattern=r'^("\d{1,9}"|\*)?$',
        description="The `ETag` that you decided on; without it the change is made on whatever version is current.",
    ),
]


class Once(msgspec.Struct, frozen=True, rename=header_name):
    """What makes a request safe to send twice."""

    idempotency_key: Annotated[str, IdempotencyKey]


class AtVersion(msgspec.Struct, frozen=True, kw_only=True, rename=header_name):
    """The version that a change was decided on."""

    if_match: IfMatch = ""

    @property
    def expected(self) -> int | None:
        """The version, None when any will do."""
        return expected(self.if_match)


class OnceAt(Once, frozen=True, kw_only=True, rename=header_name):
    """What makes a change safe to send twice, and the version that it was decided on."""

    if_match: IfMatch = ""

    @property
    def expected(self) -> int | None:
        """The version, None when any will do."""
        return expected(self.if_match)


def expected(if_match: str) -> int | None:
    """Return the version that `If-Match` names, None when any will do."""
    named = if_match.strip('"')
    return int(named) if named.isdecimal() else None
