"""The pack of the city that this installation serves."""

from typing import Any

from django.apps import apps

from motcua.foundation.pack.types import Pack


def pack() -> Pack:
    """Return the pack that `MOTCUA_CITY` chose; a process reads it once. Raises `CatalogueError`."""
    config: Any = apps.get_app_config("pack")
    found: Pack = config.pack
    return found
