"""To whom an absent official's dossiers go when they are spread over several."""

from collections.abc import Sequence

from motcua.foundation.law.citations import house_rule
from motcua.service.dossiers.types.batches import Load


@house_rule("Work that is spread goes to whoever holds least, so that nobody is late for another's absence.")
def spread(sectors: Sequence[str], loads: Sequence[Load]) -> tuple[str, ...]:
    """
    Return to whom each dossier goes, given the sector of each: to whoever holds least, the first of equals.

    Whoever is limited to other sectors gets none of it; where nobody is left the answer is empty.
    """
    held = {load.official: load.open for load in loads}
    given = []
    for sector in sectors:
        able = [load.official for load in loads if not load.sectors or not sector or sector in load.sectors]
        to = min(able, key=held.__getitem__, default="")
        if to:
            held[to] += 1
        given.append(to)
    return tuple(given)
