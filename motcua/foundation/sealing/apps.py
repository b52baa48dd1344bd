from django.apps import AppConfig
from django.conf import settings

from motcua.foundation.sealing import ring


class SealingConfig(AppConfig):
    """A room without tables: the app only says where the key file is."""

    name = "motcua.foundation.sealing"
    label = "sealing"
    verbose_name = "Sealing"

    def ready(self) -> None:
        ring.configure(settings.MOTCUA_KEY_FILE)
