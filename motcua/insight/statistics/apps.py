"""The room of statistics as a Django application."""

from django.apps import AppConfig

from motcua.foundation.ledger import readers as ledger_readers
from motcua.foundation.policy import registry
from motcua.insight.statistics.readers import Months
from motcua.insight.statistics.types import POLICIES


class StatisticsConfig(AppConfig):
    name = "motcua.insight.statistics"
    label = "statistics"
    verbose_name = "Statistics"

    def ready(self) -> None:
        registry.register(POLICIES)
        ledger_readers.register(Months())
