"""The addresses of agencies in the API, below `/api/v1/`."""

from django.urls import URLPattern
from dmr.routing import path

from motcua.register.agencies import api

ROUTES: list[URLPattern] = [
    path("agencies", api.Agencies.as_view(), name="agencies"),
    path("agencies/<str:agency>", api.OneAgency.as_view(), name="agency"),
    path("competent-commune", api.CompetentCommune.as_view(), name="competent-commune"),
]
