"""What browsers are told: the content security policy, cookies, transport."""

from typing import Any
from urllib.parse import urlsplit

from csp.constants import NONE, SELF

from motcua.web.settings.environment import Environment


def browser_policy() -> dict[str, Any]:
    """Return the content security policy: nothing inline, nothing from elsewhere, every script a file of ours."""
    return {
        "DIRECTIVES": {
            "default-src": [NONE],
            "script-src": [SELF],
            "style-src": [SELF],
            "img-src": [SELF, "data:", "blob:"],
            "font-src": [SELF],
            "connect-src": [SELF],
            "manifest-src": [SELF],
            "worker-src": [SELF],
            "frame-src": [SELF],
            "form-action": [SELF],
            "frame-ancestors": [SELF],
            "base-uri": [NONE],
            "object-src": [NONE],
        }
    }


def transport(environment: Environment) -> dict[str, Any]:
    """Return Django's settings for cookies and transport; plain http is for one machine's demonstration only."""
    secure = urlsplit(environment.public_url).scheme == "https"
    settings: dict[str, Any] = {
        "SESSION_COOKIE_SECURE": secure,
        "CSRF_COOKIE_SECURE": secure,
        "LANGUAGE_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_HTTPONLY": True,
        "LANGUAGE_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Lax",
        "LANGUAGE_COOKIE_SAMESITE": "Lax",
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "SAMEORIGIN",
        "SECURE_HSTS_SECONDS": 31_536_000 if secure else 0,
        "CSRF_TRUSTED_ORIGINS": [environment.public_url],
    }
    if environment.proxies:
        settings["SECURE_PROXY_SSL_HEADER"] = ("HTTP_X_FORWARDED_PROTO", "https")
    return settings
