from django.apps import AppConfig

from motcua.foundation.ledger import readers as ledger_readers
from motcua.foundation.policy import registry
from motcua.register.access.readers import Readings
from motcua.register.access.types import POLICIES


class AccessConfig(AppConfig):
    name = "motcua.register.access"
    label = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        registry.register(POLICIES)
        ledger_readers.register(Readings())
