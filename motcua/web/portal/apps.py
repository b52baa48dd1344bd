"""The citizen's house as a Django application."""

from django.apps import AppConfig

from motcua.foundation.policy import registry
from motcua.web.portal.types import POLICIES


class PortalConfig(AppConfig):
    name = "motcua.web.portal"
    label = "portal"

    def ready(self) -> None:
        registry.register(POLICIES)
