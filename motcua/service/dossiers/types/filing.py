"""How a declaration comes in: online by whoever it concerns, or at a counter by the official who serves them."""

import msgspec

from motcua.service.dossiers.types.state import Channel


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    """
    `counter` is the agency whose counter takes it in, `person` whoever stands there (by id; the actor when empty).

    `helper` says in words who helps them: name, relation. With `receive` the counter receives it at the same moment.
    """

    channel: Channel = Channel.ONLINE
    counter: str = ""
    person: str = ""
    helper: str = ""
    receive: bool = False

    @classmethod
    def at_counter(cls, counter: str, person: str, helper: str = "", *, receive: bool) -> "Filing":
        """Return a filing at the counter of an agency."""
        return cls(channel=Channel.COUNTER, counter=counter, person=person, helper=helper, receive=receive)


ONLINE = Filing()
