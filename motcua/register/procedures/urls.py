"""
The addresses of procedures. `start` names the page where filing begins; whoever serves dossiers gives it.

`ROUTES` are those of the API, below `/api/v1/`.
"""

from django.urls import URLPattern, path
from dmr.routing import path as api_path

from motcua.register.procedures.api import offered, results, shared
from motcua.register.procedures.pages import essential, finding, guidance

app_name = "procedures"

urlpatterns = [
    path("thu-tuc", finding.search, name="search"),
    path("danh-muc-ket-qua", finding.results, name="results"),
    path("dich-vu-thiet-yeu", essential.services, name="essential"),
    path("khieu-nai-to-cao", guidance.own_track, name="own-track"),
    path("thu-tuc/<str:code>", finding.show, {"start": "dossiers:start"}, name="show"),
]

ROUTES: list[URLPattern] = [
    api_path("procedures", offered.Procedures.as_view(), name="procedures"),
    api_path("procedures/<str:code>", offered.OneProcedure.as_view(), name="procedure"),
    api_path(
        "procedures/<str:code>/declaration-schema", offered.DeclarationSchema.as_view(), name="declaration-schema"
    ),
    api_path("procedures/<str:code>/competent-agency", shared.CompetentAgency.as_view(), name="competent-agency"),
    api_path("sectors", shared.Sectors.as_view(), name="sectors"),
    api_path("paper-types", shared.PaperTypes.as_view(), name="paper-types"),
    api_path("result-types", results.ResultTypes.as_view(), name="result-types"),
]
