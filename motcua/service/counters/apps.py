from django.apps import AppConfig

from motcua.foundation.policy import registry
from motcua.service.counters.types.policies import POLICIES


class CountersConfig(AppConfig):
    name = "motcua.service.counters"
    label = "counters"
    verbose_name = "Counters"

    def ready(self) -> None:
        registry.register(POLICIES)
