from django.apps import AppConfig

from motcua.foundation.policy import registry
from motcua.service.notices.types import POLICIES


class NoticesConfig(AppConfig):
    name = "motcua.service.notices"
    label = "notices"
    verbose_name = "Notices"

    def ready(self) -> None:
        registry.register(POLICIES)
