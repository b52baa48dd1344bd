"""The address of notices. `about` names the page of the dossier that a notice is about; whoever serves it gives it."""

from django.urls import path

from motcua.service.notices import pages

app_name = "notices"

urlpatterns = [path("thong-bao", pages.mine, {"about": "dossiers:show"}, name="mine")]
