"""The city's colours: a stylesheet and the mark, made from its pack, at addresses that change when they do."""

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from motcua.foundation.pack.chosen import pack
from motcua.foundation.pack.types import Theme
from motcua.foundation.policy.doors import policy

_ASSETS = Path(__file__).parent / "assets"
TOKENS = _ASSETS / "styles/tokens.css"
MARK = _ASSETS / "mark.svg"

TEXT = 4.5  # WCAG 2.2, 1.4.3
SHAPE = 3.0  # WCAG 2.2, 1.4.11
# Every pair of colours that carries a meaning: what is in front, what it lies on, the least contrast.
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "ink-2", "jade", "jade-deep", "red") for ground in ("paper", "sheet")),
    *(("ink", wash, TEXT) for wash in ("jade-wash", "gold-wash", "red-wash", "blue-wash", "line")),
    *((tone, f"{tone}-wash", TEXT) for tone in ("jade", "gold", "red", "blue")),
    ("jade-deep", "jade-wash", TEXT),
    ("ink-2", "jade-wash", TEXT),
    ("ink-2", "gold-wash", TEXT),
    ("jade", "gold-wash", TEXT),
    ("jade", "blue-wash", TEXT),
    ("jade", "line", TEXT),
    ("gold", "sheet", TEXT),
    ("blue", "sheet", TEXT),
    ("on-jade", "jade", TEXT),
    ("on-jade", "jade-deep", TEXT),
    ("on-red", "red", TEXT),
    ("focus-ink", "focus", TEXT),
    ("on-side", "side", TEXT),
    ("on-side", "side-2", TEXT),
    ("on-side-2", "side", TEXT),
    ("field-border", "sheet", SHAPE),
    ("field-border", "paper", SHAPE),
    ("jade", "paper", SHAPE),
    ("gold", "paper", SHAPE),
]
_YEAR = 31_536_000


@cache
def _defaults() -> tuple[dict[str, str], dict[str, str]]:
    light, dark = (
        dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", part))
        for part in TOKENS.read_text(encoding="utf-8").split("@media screen and (prefers-color-scheme: dark)")
    )
    return light, dark


def schemes(theme: Theme) -> dict[str, dict[str, str]]:
    """Return all colours by token, light and dark, as a city with this theme shows them."""
    light, dark = _defaults()
    return {"light": light | theme.light, "dark": light | dark | theme.dark}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours as WCAG measures it, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def unreadable(theme: Theme) -> Iterator[str]:
    """Yield a sentence for each pair of colours that cannot be read with this theme."""
    for scheme, colours in schemes(theme).items():
        for front, ground, least in PAIRS:
            measured = contrast(colours[front], colours[ground])
            if measured < least:
                yield f"{front} on {ground} measures {measured:.2f} in the {scheme} scheme; {least} is the least"


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def stylesheet(theme: Theme) -> str:
    """Return the rules that colour the pages; paper stays as it is printed everywhere."""
    return "".join(
        f"@media screen and (prefers-color-scheme:{scheme}){{:root{{"
        + "".join(f"--{name}:{colour};" for name, colour in sorted(colours.items()))
        + "}}\n"
        for scheme, colours in (("light", theme.light), ("dark", theme.dark))
        if colours
    )


def mark(theme: Theme) -> str:
    """Return the mark, as an icon, in the colours of the light scheme."""
    ours, theirs = schemes(Theme())["light"], schemes(theme)["light"]
    picture = MARK.read_text(encoding="utf-8")
    for token in ("jade", "jade-deep"):
        picture = picture.replace(ours[token], theirs[token])
    return picture


def digest(theme: Theme) -> str:
    """Return what stands in the addresses of a theme, so that they may be kept for ever."""
    return hashlib.sha256(msgspec.json.encode((stylesheet(theme), mark(theme)))).hexdigest()[:12]


@require_safe
@cache_control(public=True, max_age=_YEAR, immutable=True)
@policy("interface.use", asks_who=False)
def show_stylesheet(_request: HttpRequest, version: str) -> HttpResponse:  # noqa: ARG001 -- for the caches between
    """The city's colours."""
    return HttpResponse(stylesheet(pack().theme), content_type="text/css; charset=utf-8")


@require_safe
@cache_control(public=True, max_age=_YEAR, immutable=True)
@policy("interface.use", asks_who=False)
def show_mark(_request: HttpRequest, version: str) -> HttpResponse:  # noqa: ARG001 -- for the caches between
    """The mark in the city's colours."""
    return HttpResponse(mark(pack().theme), content_type="image/svg+xml")
