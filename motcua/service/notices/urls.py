"""The address of notices. `about` names the page of the dossier that a notice is about; whoever serves it gives it."""

from django.urls import URLPattern, path
from dmr.routing import path as api_path

from motcua.service.notices import api, pages

app_name = "notices"

urlpatterns = [path("thong-bao", pages.mine, {"about": "dossiers:show"}, name="mine")]

ROUTES: list[URLPattern] = [
    api_path("notices", api.Notices.as_view(), name="notices"),
    api_path("notices/seen", api.NoticesSeen.as_view(), name="notices-seen"),
]
