from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from motcua.foundation.policy import registry
from motcua.register.procedures.types import POLICIES


class ProceduresConfig(AppConfig):
    """`catalogue` is the folder from which procedures are loaded."""

    name = "motcua.register.procedures"
    label = "procedures"
    verbose_name = "Procedures"
    catalogue: Path

    def ready(self) -> None:
        self.catalogue = Path(settings.MOTCUA_CATALOGUE)
        registry.register(POLICIES)
