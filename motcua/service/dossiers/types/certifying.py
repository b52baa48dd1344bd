"""The fast lane: certified copies and signatures, done while somebody waits."""

from typing import Any

import msgspec


class Certified(msgspec.Struct, frozen=True, kw_only=True):
    """
    One case of the fast lane as the counter has it before it: for whom (a person's id), what is declared, who signed
    (an official's id), and the number of the receipt for the fee (empty: the dossier's own code stands for it).
    """

    person: str
    values: dict[str, Any]
    signer: str
    receipt_no: str = ""


class CertifiedRow(msgspec.Struct, frozen=True):
    """A case of today in the fast lane's list."""

    code: str
    name: str
    procedure: str
    procedure_version: int
    amount_vnd: int
