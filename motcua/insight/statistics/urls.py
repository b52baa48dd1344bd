"""The permanent addresses of the public's statistics. `ROUTES` are those of the API, below `/api/v1/`."""

from datetime import date

from django.urls import URLPattern, path, register_converter
from dmr.routing import path as api_path

from motcua.insight.statistics import api
from motcua.insight.statistics.pages import corrections, files, results, series

app_name = "statistics"


class MonthConverter:
    """A month as `2026-10`."""

    regex = "[0-9]{4}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Return its first day; a month that is none is no address."""
        return date.fromisoformat(f"{value}-01")

    def to_url(self, value: date) -> str:
        """Return how an address writes it."""
        return f"{value:%Y-%m}"


register_converter(MonthConverter, "month")

urlpatterns = [
    path("so-lieu.csv", files.city_file, name="city-file"),
    path("so-lieu/co-quan", series.all_agencies, name="agencies"),
    path("so-lieu/co-quan/<str:code>.csv", files.agency_file, name="agency-file"),
    path("so-lieu/co-quan/<str:code>", series.agency, name="agency"),
    path("so-lieu/dinh-chinh", corrections.corrections, name="corrections"),
    path("so-lieu/dinh-chinh.csv", files.corrections_file, name="corrections-file"),
    path("so-lieu/cach-tinh", corrections.method, name="method"),
    path("so-lieu/sitemap.xml", files.addresses, name="addresses"),
    path("so-lieu/<month:month>", series.month, name="month"),
    path("so-lieu/<month:month>.csv", files.month_file, name="month-file"),
    path("ket-qua-da-giai-quyet", results.results, name="results"),
    path("ket-qua-da-giai-quyet.csv", files.results_file, name="results-file"),
]

ROUTES: list[URLPattern] = [
    api_path("statistics/months", api.Months.as_view(), name="statistics-months"),
    api_path("statistics/months/<str:month>/agencies", api.MonthAgencies.as_view(), name="statistics-month"),
    api_path("statistics/corrections", api.Corrections.as_view(), name="statistics-corrections"),
    api_path("statistics/results", api.Results.as_view(), name="statistics-results"),
]
