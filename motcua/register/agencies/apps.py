from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from motcua.foundation.policy import registry
from motcua.register.agencies.types import POLICIES


class AgenciesConfig(AppConfig):
    """`catalogue` is the folder from which the national calendar is read."""

    name = "motcua.register.agencies"
    label = "agencies"
    verbose_name = "Agencies"
    catalogue: Path

    def ready(self) -> None:
        self.catalogue = Path(settings.MOTCUA_CATALOGUE)
        registry.register(POLICIES)
