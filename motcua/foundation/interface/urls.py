"""The address of this room: the language switch."""

from django.urls import path

from motcua.foundation.interface.language import choose_language

app_name = "interface"

urlpatterns = [
    path("language", choose_language, name="language"),
]
