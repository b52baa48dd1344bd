"""Every way to read who acts, what they may see, and who looked."""

from motcua.register.access.queries.actors import (
    actor_for,
    actor_for_token,
    scopes_for,
    scopes_known,
    token_is_valid,
    tokens_of,
)
from motcua.register.access.queries.filtering import sql_condition
from motcua.register.access.queries.matters import matter_of_agency, matter_of_post
from motcua.register.access.queries.readings import readings_about

__all__ = [
    "actor_for",
    "actor_for_token",
    "matter_of_agency",
    "matter_of_post",
    "readings_about",
    "scopes_for",
    "scopes_known",
    "sql_condition",
    "token_is_valid",
    "tokens_of",
]
