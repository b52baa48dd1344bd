"""The citizen's house as a Django application."""

from functools import cached_property

from django.apps import AppConfig
from django.conf import settings

from motcua.foundation.forms.words import Text
from motcua.foundation.policy import registry
from motcua.register.agencies.queries.catalogue import catalogue_records
from motcua.register.agencies.types import AgencyKind
from motcua.web.portal.types import POLICIES


class PortalConfig(AppConfig):
    name = "motcua.web.portal"
    label = "portal"

    def ready(self) -> None:
        registry.register(POLICIES)

    @cached_property
    def city(self) -> Text:
        """The city's name, as its catalogue has it."""
        terms = (term for record in catalogue_records(settings.MOTCUA_CATALOGUE).values() for term in record.terms)
        newest = max((term for term in terms if term.kind is AgencyKind.CITY), key=lambda term: term.valid_from)
        return newest.area
