from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from motcua.foundation.files import storage


class FilesConfig(AppConfig):
    name = "motcua.foundation.files"
    label = "files"
    verbose_name = "Files"

    def ready(self) -> None:
        storage.configure(folder=Path(settings.MOTCUA_FILES), scanner=settings.MOTCUA_CLAMAV)
