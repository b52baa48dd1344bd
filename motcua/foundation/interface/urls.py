"""The addresses of this room: the language switch, the city's colours."""

from django.urls import path

from motcua.foundation.interface.language import choose_language
from motcua.foundation.interface.theme import show_mark, show_stylesheet

app_name = "interface"

urlpatterns = [
    path("language", choose_language, name="language"),
    path("theme/<slug:version>.css", show_stylesheet, name="theme"),
    path("theme/<slug:version>.svg", show_mark, name="mark"),
]
