"""The house of leaders and the public as a Django application."""

from django.apps import AppConfig

from motcua.foundation.policy import registry
from motcua.web.city.types import POLICIES


class CityConfig(AppConfig):
    name = "motcua.web.city"
    label = "city"

    def ready(self) -> None:
        registry.register(POLICIES)
