"""
The addresses of counters. `NEXT` names the pages on which an official goes on with whoever stands at the window; whoever
serves them gives them, and one that nobody serves is not shown. `ROUTES` are those of the API, below `/api/v1/`.
"""

from django.urls import URLPattern, path
from dmr.routing import path as api_path

from motcua.foundation.text import gettext_noop
from motcua.service.counters.api import tickets as api
from motcua.service.counters.api import windows
from motcua.service.counters.pages import board, card, console, kiosk, setting_up, ticket, waiting
from motcua.service.counters.pages.console import NextLink

app_name = "counters"

NEXT = (NextLink(address="dossiers:counter", text=gettext_noop("Start a dossier for this person")),)

urlpatterns: list[URLPattern] = [
    path("cho-doi", waiting.everywhere, name="everywhere"),
    path("cho-doi.csv", waiting.table, name="table"),
    path("quay/<str:agency>", waiting.place, name="place"),
    path("quay/<str:agency>/lay-so", kiosk.kiosk, name="kiosk"),
    path("quay/<str:agency>/lay-so/<uuid:ticket>", kiosk.printed, name="printed"),
    path("quay/<str:agency>/phieu/<uuid:ticket>", ticket.ticket, name="ticket"),
    path("quay/<str:agency>/bang", board.board, name="board"),
    path("ban-lam-viec/quay", console.console, {"next_links": NEXT}, name="console"),
    path("ban-lam-viec/quay/the", card.card, name="card"),
    path("co-quan/<str:agency>/quay", setting_up.set_up, name="set-up"),
]

ROUTES: list[URLPattern] = [
    api_path("counters", api.Counters.as_view(), name="counters"),
    api_path("counters/<str:agency>", api.OneCounter.as_view(), name="counter"),
    api_path("counters/<str:agency>/days", api.Days.as_view(), name="counter-days"),
    api_path("counters/<str:agency>/tickets", api.Tickets.as_view(), name="counter-tickets"),
    api_path("counters/<str:agency>/tickets/<uuid:ticket>", api.OneTicket.as_view(), name="counter-ticket"),
    api_path("counters/<str:agency>/windows", windows.AllWindows.as_view(), name="counter-windows"),
    *(
        api_path(f"counters/<str:agency>/acts/{verb}", door.as_view(), name=f"counter-{verb}")
        for verb, door in windows.ACTS.items()
    ),
]
