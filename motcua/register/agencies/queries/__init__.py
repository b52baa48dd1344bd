"""Every way to read agencies, posts and opening times."""

from motcua.register.agencies.queries.calendars import calendar_of, opening_facts
from motcua.register.agencies.queries.catalogue import catalogue_records, unverified_values
from motcua.register.agencies.queries.posts import (
    administrators_of,
    holding,
    holding_of_post,
    leaders,
    officials_of,
    post,
    post_history,
    posts,
    posts_of,
    posts_page,
    vacant_posts,
)
from motcua.register.agencies.queries.tree import (
    agencies,
    agency,
    children,
    cities,
    communes,
    competent_commune,
    successors,
    terms,
    units,
    without_administrator,
)

__all__ = [
    "administrators_of",
    "agencies",
    "agency",
    "calendar_of",
    "catalogue_records",
    "children",
    "cities",
    "communes",
    "competent_commune",
    "holding",
    "holding_of_post",
    "leaders",
    "officials_of",
    "opening_facts",
    "post",
    "post_history",
    "posts",
    "posts_of",
    "posts_page",
    "successors",
    "terms",
    "units",
    "unverified_values",
    "vacant_posts",
    "without_administrator",
]
