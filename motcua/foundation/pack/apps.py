"""The city's pack as a Django application."""

from functools import cached_property
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from motcua.foundation.pack.reading import read_pack
from motcua.foundation.pack.types import Pack


class PackConfig(AppConfig):
    name = "motcua.foundation.pack"
    label = "pack"

    @cached_property
    def pack(self) -> Pack:
        """The pack that was chosen, read when it is first asked for: checking a broken catalogue must be possible."""
        return read_pack(Path(settings.MOTCUA_CATALOGUE), settings.MOTCUA_CITY)
