"""The two roles of the database: one owns and migrates, one serves."""

from django.db import connections

APPLICATION = "default"
OWNER = "owner"


def application_role() -> str:
    """Return the name of the role that serves."""
    return str(connections[APPLICATION].settings_dict["USER"])
