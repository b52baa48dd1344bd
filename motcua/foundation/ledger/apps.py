from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "motcua.foundation.ledger"
    label = "ledger"
    verbose_name = "Ledger"
