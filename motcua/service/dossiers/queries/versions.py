"""The version of its procedure that a dossier stays on; a part of linked procedures as that part."""

from typing import Protocol

from motcua.register.procedures import queries as procedures
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.types.state import Channel


class OnVersion(Protocol):
    """Whatever names a version of a procedure: a dossier's state, a row of a list."""

    @property
    def procedure(self) -> str: ...
    @property
    def procedure_version(self) -> int: ...
    @property
    def part(self) -> str: ...
    @property
    def channel(self) -> Channel: ...


def of(dossier: OnVersion) -> ProcedureVersion:
    """Return the version that a dossier stays on."""
    return procedures.version(
        dossier.procedure, dossier.procedure_version, dossier.part, counter=dossier.channel is Channel.COUNTER
    )


def numbered(procedure: str, number: int, *, counter: bool = False) -> ProcedureVersion:
    """Return a version by its number: what a draft is written on, online or at a counter."""
    return procedures.version(procedure, number, counter=counter)
