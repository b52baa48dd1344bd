from django.apps import AppConfig

from motcua.foundation.ledger import readers as ledger_readers
from motcua.foundation.policy import registry
from motcua.register.incidents.readers import Stopped
from motcua.register.incidents.types import POLICIES


class IncidentsConfig(AppConfig):
    name = "motcua.register.incidents"
    label = "incidents"
    verbose_name = "Incidents"

    def ready(self) -> None:
        registry.register(POLICIES)
        ledger_readers.register(Stopped())
