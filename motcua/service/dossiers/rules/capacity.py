"""The lines before a signature: on whose behalf, and as what, somebody signs."""

from motcua.foundation.law.citations import house_rule, law
from motcua.register.agencies.types import COMMUNE_LEVEL, TOP, AgencyKind
from motcua.service.dossiers.types.signing import Capacity

OPEN = "[Chức vụ của người ký]"
"""What the system does not know is left for the drafter to write."""
COMMITTEE = "Ủy ban nhân dân"
_COMMITTEES = COMMUNE_LEVEL | TOP | {AgencyKind.DISTRICT}
_BY_NAME = (("Văn phòng", "Chánh Văn phòng"), ("Thanh tra", "Chánh Thanh tra"))


@law("30-2020-nd-cp", article="13")
def signer_lines(capacity: Capacity, *, body: str, head: str) -> tuple[str, ...]:
    """
    Return the lines before the signature of a paper.

    `body` is the body that decides together (`Ủy ban nhân dân`; empty for an agency that one person heads), `head` the
    title of who heads it. A deputy signs for the head; of the others the title is left open.
    """
    together = (f"TM. {body}",) if body else ()
    match capacity:
        case Capacity.HEAD | Capacity.TM:
            return (*together, head)
        case Capacity.KT:
            return (*together, f"KT. {head}", f"Phó {head[:1].lower()}{head[1:]}")
        case Capacity.TL:
            return (f"TL. {head}", OPEN)
        case Capacity.TUQ:
            return (f"TUQ. {head}", OPEN)


@law("30-2020-nd-cp", article="13")
def capacities(*, body: str) -> tuple[Capacity, ...]:
    """Return the capacities in which a paper of this agency may be signed, the usual one first."""
    return (Capacity.TM if body else Capacity.HEAD, Capacity.KT, Capacity.TL, Capacity.TUQ)


@law("30-2020-nd-cp", article="13")
def body_of(kind: AgencyKind) -> str:
    """Return the body that decides together in an agency of this kind; empty where its head decides."""
    return COMMITTEE if kind in _COMMITTEES else ""


@house_rule("The title of a head follows from the kind of agency until posts name it; the drafter can mend it.")
def head_of(kind: AgencyKind, name: str) -> str:
    """Return the title of who heads an agency of this kind and Vietnamese name."""
    if kind in _COMMITTEES:
        return "Chủ tịch"
    if kind is AgencyKind.MANAGEMENT_BOARD:
        return "Trưởng ban"
    return next((title for beginning, title in _BY_NAME if name.startswith(beginning)), "Giám đốc")
