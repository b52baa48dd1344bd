"""The headers that make a request safe to send twice, and that name the version it was decided on."""

from typing import Annotated

import msgspec

from motcua.foundation.machine.doors import IdempotencyKey
from motcua.foundation.machine.problems import header_name


class Once(msgspec.Struct, frozen=True, rename=header_name):
    """What makes a request safe to send twice."""

    idempotency_key: Annotated[str, IdempotencyKey]


class OnceAt(Once, frozen=True, kw_only=True, rename=header_name):
    """What makes a change safe to send twice, and the version that it was decided on."""

    if_match: Annotated[
        str,
        msgspec.Meta(
            pattern=r'^("\d{1,9}"|\*)?$',
            description="The `ETag` that you decided on; without it the change is made on whatever version is current.",
        ),
    ] = ""

    @property
    def expected(self) -> int | None:
        """The version, None when any will do."""
        named = self.if_match.strip('"')
        return int(named) if named.isdecimal() else None
