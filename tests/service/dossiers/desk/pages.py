"""Filling in the desk's forms as they stand on the page."""

import re
from typing import Any

from django.db import connections

HIDDEN = re.compile(r'name="(key|version)" value="([^"]*)"')


def form_of(page: str, path: str) -> dict[str, str]:
    """The hidden fields of the form that is sent to this verb's address."""
    form = re.search(rf'<form[^>]*action="[^"]*/{path}[?"].*?</form>', page, re.DOTALL)
    assert form, f"no form for {path}"
    return dict(HIDDEN.findall(form.group()))


def address(code: str, path: str = "") -> str:
    return f"/ban-lam-viec/ho-so/{code}" + (f"/{path}" if path else "")


def do(browser: Any, code: str, path: str, **typed: Any) -> Any:
    """Open the dossier and send the form of a verb; names of fields are written without the verb."""
    page = browser.get(address(code, path))
    assert page.status_code == 200, page.status_code
    return browser.post(address(code, path), {**form_of(page.content.decode(), path), **typed})


def status(browser: Any, path: str) -> int:
    """The status of an answer that is read to its end, as a browser reads it."""
    answer = browser.get(path)
    if answer.streaming:
        b"".join(answer.streaming_content)
    return int(answer.status_code)


def readers_of(state: Any) -> set[str]:
    """Who is on record as having read this dossier, by the streams of readings."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT actor, convert_from(data, 'UTF8') FROM ledger_entry WHERE stream LIKE 'access/%%'")
        return {actor for actor, data in cursor.fetchall() if f"dossier/{state.id}" in data}
