"""How a procedure can be done: how far online, and by which ways a dossier comes in."""

from enum import StrEnum


class Level(StrEnum):
    """How far a procedure can be done online (Decree 42/2022, Article 11)."""

    FULLY_ONLINE = "fully-online"
    PARTLY_ONLINE = "partly-online"
    INFORMATIONAL = "informational"


class Channel(StrEnum):
    ONLINE = "online"
    COUNTER = "counter"
    POST = "post"
