"""A browser without a window: it keeps cookies, follows nothing, and sends forms as they stand on the page."""

import html
import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.factories.city import PASSWORD

LOGIN = "0901234567"
_FORM = re.compile(r"<form[^>]*method=\"post\".*?</form>", re.DOTALL)
_INPUT = re.compile(r"<input[^>]*type=\"hidden\"[^>]*>")
_ATTRIBUTE = re.compile(r"(name|value)=\"([^\"]*)\"")


class Answer(NamedTuple):
    status: int
    headers: Any
    text: str


class _Still(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


class Browser:
    def __init__(self, url: str) -> None:
        self.url = url
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(_Still, jar)

    def get(self, path: str) -> Answer:
        return self._send(urllib.request.Request(self.url + path))

    def post(self, path: str, form: Mapping[str, str]) -> Answer:
        body = urllib.parse.urlencode(form).encode()
        return self._send(urllib.request.Request(self.url + path, data=body))

    def post_json(self, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
        sent = {"Content-Type": "application/json", **headers}
        return self._send(urllib.request.Request(self.url + path, data=body, headers=sent))

    def sign_in(self, login: str = LOGIN) -> None:
        page = self.get("/dang-nhap")
        form = hidden_of(page.text, "csrfmiddlewaretoken") | {"login": login, "password": PASSWORD}
        answer = self.post("/dang-nhap", form)
        assert answer.status in {302, 303}, answer.text

    def _send(self, request: urllib.request.Request) -> Answer:
        try:
            with self._opener.open(request, timeout=60) as answer:
                return Answer(answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read().decode())


def hidden_of(page: str, name: str) -> dict[str, str]:
    """The hidden fields of the first form of a page that has one called `name`."""
    for form in _FORM.findall(page):
        found = {}
        for field in _INPUT.findall(form):
            attributes = dict(_ATTRIBUTE.findall(field))
            found[attributes["name"]] = html.unescape(attributes.get("value", ""))
        if name in found:
            return found
    raise AssertionError(f"no form with {name}:\n{page}")
