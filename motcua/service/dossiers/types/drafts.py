"""A draft as its owner sees it."""

from datetime import datetime
from typing import Any

import msgspec

from motcua.service.dossiers.types.state import PaperRef


class DraftView(msgspec.Struct, frozen=True):
    """
    A draft with its values decrypted. `page` is where to go on; `revision` goes into every form.

    At a counter `counter` is its agency, `person` the id of whoever stands there, `helper` says who helps them.
    """

    id: str
    owner: str
    procedure: str
    procedure_version: int
    page: str
    revision: int
    values: dict[str, Any]
    papers: tuple[PaperRef, ...]
    updated_at: datetime
    submitted_at: datetime | None = None
    counter: str = ""
    person: str = ""
    helper: str = ""
