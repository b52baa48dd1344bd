"""The official's house as a Django application."""

from django.apps import AppConfig

from motcua.foundation.policy import registry
from motcua.web.desk.types import POLICIES


class DeskConfig(AppConfig):
    name = "motcua.web.desk"
    label = "desk"

    def ready(self) -> None:
        registry.register(POLICIES)
