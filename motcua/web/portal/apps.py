"""The citizen's house as a Django application."""

from functools import cached_property

from django.apps import AppConfig
from django.conf import settings

from motcua.foundation.forms.words import Text
from motcua.foundation.policy import registry
from motcua.register.agencies.queries.catalogue import city_area
from motcua.web.portal.types import POLICIES


class PortalConfig(AppConfig):
    name = "motcua.web.portal"
    label = "portal"

    def ready(self) -> None:
        registry.register(POLICIES)

    @cached_property
    def city(self) -> Text:
        """The city's name, as its catalogue has it."""
        return city_area(settings.MOTCUA_CATALOGUE)
