"""The interface without a database: its pages are served by a server of the test's own."""

import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError
from django.http import HttpRequest, HttpResponseBase
from django.test import Client, override_settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import trans_real

from motcua.foundation.policy.types import ANONYMOUS, Actor, ActorKind, Role

ROOT = Path(__file__).parents[3]
ASSETS = ROOT / "build" / "assets"
NODE = ROOT / ".venv" / "bin" / "node"
ROOMS = ("foundation/interface", "web/portal", "web/desk", "web/city")


def _unreachable() -> Actor:
    raise OperationalError("connection refused")


class WhoActs:
    """Stands for the access room: `?as=official` or `?as=citizen` says who acts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> HttpResponseBase:
        if request.GET.get("as") == "unknowable":
            request.actor = SimpleLazyObject(_unreachable)
            return self.get_response(request)
        request.actor = {
            "official": Actor(kind=ActorKind.OFFICIAL, id="o", person="o", agency="a", roles=frozenset({Role.DESK})),
            "administrator": Actor(
                kind=ActorKind.OFFICIAL, id="a", person="a", agency="a", roles=frozenset({Role.ADMINISTRATOR})
            ),
            "citizen": Actor(kind=ActorKind.CITIZEN, id="c", person="c"),
        }.get(request.GET.get("as", ""), ANONYMOUS)
        request.unseen_notices = 3
        request.own_filters = ()
        request.queue_counts = {"to-receive": 23, "mine": 64, "overdue": 2, "unit": 418}
        return self.get_response(request)


SETTINGS: dict[str, Any] = {
    "ROOT_URLCONF": "tests.foundation.interface.kit_urls",
    "ALLOWED_HOSTS": ["*"],
    "MIDDLEWARE": [
        "csp.middleware.CSPMiddleware",
        "motcua.web.language.LanguageMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "motcua.foundation.interface.answers.AnswersMiddleware",
        "tests.foundation.interface.conftest.WhoActs",
    ],
    "MESSAGE_STORAGE": "django.contrib.messages.storage.cookie.CookieStorage",
    "CSRF_FAILURE_VIEW": "motcua.foundation.interface.answers.csrf_failure",
    "LOGIN_URL": "people:sign-in",
    "STATICFILES_DIRS": [ASSETS],
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [Path(__file__).parent / "templates"],
            "OPTIONS": {
                "loaders": [
                    (
                        "template_partials.loader.Loader",
                        [
                            "django.template.loaders.filesystem.Loader",
                            "django.template.loaders.app_directories.Loader",
                        ],
                    )
                ],
                "context_processors": [
                    "django.template.context_processors.request",
                    "django.template.context_processors.i18n",
                    "django.contrib.messages.context_processors.messages",
                    "motcua.web.portal.shell.context",
                ],
            },
        }
    ],
}


@pytest.fixture(scope="session", autouse=True)
def _words() -> None:
    """Compile what the rooms say in Vietnamese, where the written words are newer."""
    for room in ROOMS:
        written = ROOT / "motcua" / room / "locale/vi/LC_MESSAGES/django.po"
        compiled = written.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < written.stat().st_mtime:
            with written.open("rb") as source, compiled.open("wb") as target:
                write_mo(target, read_po(source))
    trans_real._translations.clear()


@pytest.fixture(scope="session")
def built() -> Path:
    """The folder of the built stylesheets and scripts, built anew where a source is newer."""
    sheet = ASSETS / "interface" / "interface.css"
    sources = [
        *(ROOT / "motcua").rglob("assets/**/*"),
        *(ROOT / "motcua").rglob("*.html"),
        *(ROOT / "tools").glob("*.mjs"),
    ]
    if not sheet.exists() or any(one.stat().st_mtime > sheet.stat().st_mtime for one in sources):
        subprocess.run([NODE, "tools/assets.mjs"], cwd=ROOT, check=True, capture_output=True)
    return ASSETS


@pytest.fixture
def interface() -> Iterator[None]:
    with override_settings(**SETTINGS):
        yield


@pytest.fixture
def pages(interface: None) -> Client:
    return Client(raise_request_exception=False)


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the name it has above
        pass


@pytest.fixture
def served(interface: None, built: Path) -> Iterator[str]:
    """The address of a server with the kit and the houses."""
    server = make_server("127.0.0.1", 0, StaticFilesHandler(get_wsgi_application()), WSGIServer, _Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
