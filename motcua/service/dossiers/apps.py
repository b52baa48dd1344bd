from django.apps import AppConfig

from motcua.foundation.ledger import readers
from motcua.foundation.policy import registry
from motcua.foundation.policy.types import said
from motcua.service.dossiers.types.policies import POLICIES
from motcua.service.dossiers.types.scopes import SAYS


class DossiersConfig(AppConfig):
    name = "motcua.service.dossiers"
    label = "dossiers"
    verbose_name = "Dossiers"

    def ready(self) -> None:
        from motcua.service.dossiers.readers import FollowLinked, TellApplicant  # noqa: PLC0415 -- models are not loaded before

        registry.register(said(POLICIES, SAYS))
        readers.register(TellApplicant(), FollowLinked())
