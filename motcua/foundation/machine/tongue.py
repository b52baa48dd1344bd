"""The language of an answer to a machine: what its request asks for, else Vietnamese."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

LANGUAGES = frozenset({"vi", "en"})


def language_of(request: HttpRequest) -> str:
    """Return the language that `Accept-Language` likes best among ours."""
    for wanted, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "").lower()):
        language = wanted.split("-")[0]
        if language in LANGUAGES:
            return language
    return settings.LANGUAGE_CODE


def speak(request: HttpRequest) -> None:
    """
    Answer this request in its own language, whatever a browser's cookie says.

    It stays on after the view, so that what the view raises is answered in it too; the next request begins anew.
    """
    language = language_of(request)
    translation.activate(language)
    request.LANGUAGE_CODE = language
