"""A text that lies beside the ledger: an entry names it and proves it, and has none of its words."""

import msgspec


class NoteRef(msgspec.Struct, frozen=True):
    """A text kept encrypted beside the dossier: its id, and the HMAC that proves it was not changed."""

    id: str
    commitment: str
