from django.apps import AppConfig


class FormsConfig(AppConfig):
    """An application for its messages alone: this room has no tables."""

    name = "motcua.foundation.forms"
    label = "forms"
    verbose_name = "Forms"
