"""The doors of dossiers: the citizen's pages, the desk's, and files."""

from motcua.service.dossiers.urls import citizen, desk

app_name = "dossiers"
urlpatterns = [*citizen.urlpatterns, *desk.urlpatterns]
