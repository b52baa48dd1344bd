"""The addresses of the citizen's house, and those of the rooms that serve citizens."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from motcua.foundation.interface.kit import kit
from motcua.web.portal import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include(([path("", pages.home, name="home")], "portal"))),
    path("", include("motcua.foundation.interface.urls")),
    path("", include("motcua.register.people.urls")),
    path("", include("motcua.register.access.urls")),
    path("", include("motcua.register.incidents.urls")),
    path("", include("motcua.register.procedures.urls")),
    path("", include("motcua.service.notices.urls")),
    path("", include("motcua.service.counters.urls")),
    path("", include("motcua.service.dossiers.urls")),
    path("", include("motcua.exchange.webhooks.urls")),
]
if settings.ENVIRONMENT.demo:
    urlpatterns.append(path("_kit", kit, name="kit"))
