from django.apps import AppConfig
from django.conf import settings

from motcua.foundation.policy import registry
from motcua.register.people.types import POLICIES


class PeopleConfig(AppConfig):
    """`public_url` is the address that links in letters begin with."""

    name = "motcua.register.people"
    label = "people"
    verbose_name = "People"
    public_url: str

    def ready(self) -> None:
        self.public_url = settings.MOTCUA_PUBLIC_URL
        registry.register(POLICIES)
