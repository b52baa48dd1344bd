"""The interface room as a Django application: templates, tags, translations."""

from django.apps import AppConfig

from motcua.foundation.interface.types import POLICIES
from motcua.foundation.policy import registry


class InterfaceConfig(AppConfig):
    name = "motcua.foundation.interface"
    label = "interface"

    def ready(self) -> None:
        registry.register(POLICIES)
