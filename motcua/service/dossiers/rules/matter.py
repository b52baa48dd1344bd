"""What the policies are asked about."""

from motcua.foundation.law.citations import house_rule
from motcua.foundation.policy.types import Matter
from motcua.service.dossiers.types.state import DossierState


@house_rule("A policy sees plain facts of the dossier, never its content.")
def matter_of(state: DossierState) -> Matter:
    """Return the dossier as a matter."""
    return Matter(
        agency=state.agency,
        agencies=state.agencies,
        receiving=state.receiving_agency,
        holder=state.holder,
        subjects=state.subjects,
        sector=state.sector,
    )
