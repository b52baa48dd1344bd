"""Roles as pages show and ask for them."""

from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop

from motcua.foundation.policy.types import Role

NAMES = {
    Role.DESK: gettext_noop("One-stop desk"),
    Role.SPECIALIST: gettext_noop("Specialist"),
    Role.LEADER: gettext_noop("Leader"),
    Role.ADMINISTRATOR: gettext_noop("Administrator"),
}
EXPLAINED = {
    Role.DESK: gettext_noop("One-stop desk: receives and hands over"),
    Role.SPECIALIST: gettext_noop("Specialist: works on dossiers"),
    Role.LEADER: gettext_noop("Leader: decides"),
    Role.ADMINISTRATOR: gettext_noop("Administrator: manages posts, sees no dossier"),
}


def named(roles: frozenset[Role]) -> str:
    """Return the names of roles in one line."""
    return ", ".join(gettext(text) for role, text in NAMES.items() if role in roles)


def explained(roles: frozenset[Role]) -> str:
    """Return what roles may do, one a line."""
    return "\n".join(gettext(text) for role, text in EXPLAINED.items() if role in roles)


def choices(chosen: frozenset[Role]) -> list[tuple[str, str, bool]]:
    """Return a checkbox for every role: its name, its label, whether it is ticked."""
    return [(f"role.{role}", gettext(text), role in chosen) for role, text in EXPLAINED.items()]


def chosen(request: HttpRequest) -> frozenset[Role]:
    """Return the roles that were ticked."""
    return frozenset(role for role in Role if request.POST.get(f"role.{role}"))
