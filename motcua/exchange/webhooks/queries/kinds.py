"""What there is to be told of."""

from motcua.service.dossiers.types.events import VOCABULARY

KINDS: frozenset[str] = VOCABULARY.kinds
