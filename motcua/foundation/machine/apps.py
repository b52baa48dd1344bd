from django.apps import AppConfig


class MachineConfig(AppConfig):
    """An application for its messages alone: this room has no tables."""

    name = "motcua.foundation.machine"
    label = "machine"
    verbose_name = "Doors for machines"
