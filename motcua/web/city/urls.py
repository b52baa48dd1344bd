"""The addresses of the house of leaders and the public, and those of the rooms that tell figures."""

from django.urls import URLPattern, URLResolver, include, path

from motcua.web.city import pages

urlpatterns: list[URLPattern | URLResolver] = [
    path("city/", include(([path("", pages.home, name="home")], "city"))),
    path("", include("motcua.insight.statistics.urls")),
]
