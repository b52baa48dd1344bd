"""How a record of the national catalogue becomes a version, and what is said of whatever it leaves open."""

from motcua.register.procedures.rules.national.differing import content_of, differences, numbered
from motcua.register.procedures.rules.national.mapping import version_of

__all__ = ["content_of", "differences", "numbered", "version_of"]
