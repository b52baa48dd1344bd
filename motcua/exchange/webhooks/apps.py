from django.apps import AppConfig
from django.conf import settings

from motcua.exchange.webhooks.readers import Tell
from motcua.exchange.webhooks.rules import Network
from motcua.exchange.webhooks.types import POLICIES
from motcua.foundation.ledger import readers as ledger_readers
from motcua.foundation.policy import registry


class WebhooksConfig(AppConfig):
    """`networks` are those inside which addresses may be called; `public_url` is the source of every event."""

    name = "motcua.exchange.webhooks"
    label = "webhooks"
    verbose_name = "Webhooks"
    networks: tuple[Network, ...] = ()
    public_url: str = ""

    def ready(self) -> None:
        self.networks = tuple(settings.MOTCUA_WEBHOOK_NETWORKS)
        self.public_url = settings.MOTCUA_PUBLIC_URL
        registry.register(POLICIES)
        ledger_readers.register(Tell())
