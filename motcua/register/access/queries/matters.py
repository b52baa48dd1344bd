"""What the doors of posts are about, as plain facts."""

from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import refuse
from motcua.foundation.policy.types import Matter
from motcua.foundation.text import gettext_noop
from motcua.register.agencies import queries as agencies


def matter_of_agency(agency: str) -> Matter:
    """Return the facts of an agency."""
    return Matter(agency=agency, agencies=frozenset({agency}))


def matter_of_post(post: object) -> Matter:
    """Return the facts of a post, by its id. Refuses `no-such-post`."""
    found = agencies.post(str(post))
    if found is None:
        raise refuse(
            "no-such-post",
            gettext_noop("There is no such post."),
            HouseRule(why="Only a post that was opened can be shown."),
        )
    return Matter(agency=found.agency, agencies=frozenset({found.agency}), unit=found.unit)
