"""Components: `{% load interface %}`. Each takes plain values; `docs/interface.md` lists them with their parameters."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from motcua.foundation.forms.words import Text
from motcua.foundation.interface.barchart import BarChart
from motcua.foundation.interface.keyset import CURSOR_PARAMETER, Page
from motcua.foundation.interface.parts import (
    Cell,
    Column,
    Fact,
    Happening,
    KeyHint,
    Link,
    Meanwhile,
    Preparation,
    SummaryRow,
    Tone,
    Typed,
    WorkRow,
)
from motcua.foundation.interface.theme import digest, schemes
from motcua.foundation.interface.timebar import TimeBar
from motcua.foundation.pack.chosen import pack

register = template.Library()
COLUMNS_TO_STACK = 4
Values = dict[str, Any]


def _include(name: str, values: Mapping[str, Any]) -> SafeString:
    return render_to_string(f"interface/components/{name}.html", dict(values))


@register.inclusion_tag("interface/components/mark.html")
def mark() -> Values:
    """The mark: a door in a wall."""
    return {}


@register.simple_tag
def portal() -> Text:
    """What the city calls its house, in both languages."""
    return pack().portal


@register.inclusion_tag("interface/components/theme.html")
def theme() -> Values:
    """The city's colours for the head of a page: nothing but the icon where a city has none of its own."""
    colours = pack().theme
    return {"version": digest(colours) if colours else "", "colour": schemes(colours)["light"]["jade"]}


@register.inclusion_tag("interface/components/button.html")
def button(
    text: str,
    *,
    kind: str = "primary",
    href: str = "",
    name: str = "",
    value: str = "",
    key: str = "",
    form: str = "",
    type: str = "submit",  # noqa: A002 -- the attribute's name
    busy: str = "",
) -> Values:
    """
    A button, or a link that looks like one when `href` is given.

    `kind` is primary, secondary, warning or quiet; `key` a letter that presses it at the desk; `busy` what it says
    while the page waits.
    """
    return {
        "text": text,
        "kind": kind,
        "href": href,
        "name": name,
        "value": value,
        "key": key,
        "form": form,
        "type": type,
        "busy": busy,
    }


@register.inclusion_tag("interface/components/facts.html")
def facts(items: Iterable[Fact]) -> Values:
    """What matters about a thing, two by two."""
    return {"items": items}


@register.inclusion_tag("interface/components/prepare.html")
def prepare(items: Iterable[Preparation]) -> Values:
    """What to prepare, and what not, with the reason."""
    return {"items": items}


@register.inclusion_tag("interface/components/status.html")
def status(text: str, tone: str = Tone.NEUTRAL) -> Values:
    """A state in a word, a colour and a shape."""
    return {"text": text, "tone": str(tone)}


@register.inclusion_tag("interface/components/summary_list.html")
def summary_list(rows: Iterable[SummaryRow], *, title: str = "", level: int = 2) -> Values:
    """What was declared, with a link to change each line."""
    return {"rows": rows, "title": title, "level": level}


@register.inclusion_tag("interface/components/timeline.html")
def timeline(events: Iterable[Happening]) -> Values:
    """What happened, the newest first."""
    return {"events": events}


@register.inclusion_tag("interface/components/time_account.html")
def time_account(bar: TimeBar, *, caption: str = "") -> Values:
    """Whose days were used: a bar, and a table that says the same."""
    return {"bar": bar, "caption": caption}


@register.inclusion_tag("interface/components/bar_chart.html")
def chart(bars: BarChart, *, caption: str, late: str = "") -> Values:
    """Bars side by side; `caption` names what they count, `late` the red part. A table beside it says the same."""
    return {"chart": bars, "caption": caption, "late": late}


@register.inclusion_tag("interface/components/tabs.html")
def tabs(links: Iterable[Link], *, label: str) -> Values:
    """Links to the parts of one thing, one of them current."""
    return {"links": links, "label": label}


@register.inclusion_tag("interface/components/breadcrumbs.html")
def breadcrumbs(links: Iterable[Link]) -> Values:
    """The way here; the last link may have no address."""
    return {"links": links}


@register.inclusion_tag("interface/components/back.html")
def back(href: str, text: str) -> Values:
    """One step back, named by where it leads."""
    return {"href": href, "text": text}


@register.inclusion_tag("interface/components/table.html")
def table(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell | str]], *, caption: str, hide_caption: bool = False
) -> Values:
    """
    A table; cells are `Cell`s or plain strings, figures stand right in `numeric` columns.

    One that is too wide for a phone stacks there: each row a block, each cell under its column's name.
    """
    return {
        "columns": columns,
        "stacks": len(columns) >= COLUMNS_TO_STACK,
        "rows": [list(zip(columns, (_cell(cell) for cell in row), strict=True)) for row in rows],
        "caption": caption,
        "hide_caption": hide_caption,
    }


def _cell(cell: Cell | str) -> Cell:
    return cell if isinstance(cell, Cell) else Cell(text=cell)


@register.inclusion_tag("interface/components/pager.html", takes_context=True)
def pager(context: template.Context, page: Page[Any]) -> Values:
    """Links to the rows before and after, keeping the other parameters of the address."""
    request = context["request"]

    def address(cursor: str) -> str:
        query = request.GET.copy()
        query[CURSOR_PARAMETER] = cursor
        return f"{request.path}?{query.urlencode()}"

    return {
        "next_url": address(page.next) if page.next else "",
        "previous_url": address(page.previous) if page.previous else "",
    }


@register.inclusion_tag("interface/components/empty_state.html")
def empty_state(title: str, text: str = "", *, href: str = "", link: str = "") -> Values:
    """What will be here, and the first step."""
    return {"title": title, "text": text, "href": href, "link": link}


@register.inclusion_tag("interface/components/keys.html")
def keys(items: Iterable[KeyHint]) -> Values:
    """A line of keys and what they do."""
    return {"items": items}


@register.inclusion_tag("interface/components/message.html")
def message(text: str, tone: str = Tone.DONE) -> Values:
    """What has just been done, where it was done; read out by screen readers."""
    return {"text": text, "tone": str(tone)}


@register.inclusion_tag("interface/components/step.html")
def step(number: int, total: int) -> Values:
    """`Câu 3 trong 9`, with a thin bar."""
    return {"number": number, "total": total}


@register.inclusion_tag("interface/components/viewer.html")
def viewer(src: str, *, kind: str, title: str, download: str = "") -> Values:
    """A paper to look at: `kind` is `image`, `pdf` or `other`; `src` its address."""
    return {"src": src, "kind": kind, "title": title, "download": download or src}


@register.inclusion_tag("interface/components/work_list.html")
def work_list(rows: Iterable[WorkRow], *, label: str) -> Values:
    """The desk's list: J and K walk through it."""
    return {"rows": rows, "label": label}


@register.inclusion_tag("interface/components/language_switch.html", takes_context=True)
def language_switch(context: template.Context) -> Values:
    """Two buttons that keep the page and change its language."""
    request = context.get("request")
    return {
        "action": reverse("interface:language"),
        "next": request.get_full_path() if request is not None else "/",
        "csrf_token": context.get("csrf_token", ""),
    }


@register.simple_block_tag
def banner(content: str, tone: str = Tone.INFO, title: str = "") -> SafeString:
    """`{% banner tone="look" title=… %}…{% endbanner %}`: news about this page, above its content."""
    return _include("banner", {"content": content, "tone": str(tone), "title": title})


@register.simple_block_tag
def panel(content: str, title: str, code: str = "") -> SafeString:
    """`{% panel title=… code=… %}…{% endpanel %}`: it is done; the code to keep stands large."""
    return _include("panel", {"content": content, "title": title, "code": code})


@register.simple_block_tag
def inset(content: str, tone: str = Tone.NEUTRAL) -> SafeString:
    """`{% inset %}…{% endinset %}`: a remark set apart."""
    return _include("inset", {"content": content, "tone": str(tone)})


@register.simple_block_tag
def details(content: str, summary: str, open: bool = False) -> SafeString:  # noqa: A002 -- the attribute's name
    """`{% details summary=… %}…{% enddetails %}`: more for who wants it."""
    return _include("details", {"content": content, "summary": summary, "open": open})


@register.simple_block_tag
def conflict(content: str, happened: Sequence[Meanwhile], typed: Sequence[Typed] = ()) -> SafeString:
    """
    `{% conflict happened=… typed=… %}…{% endconflict %}`: somebody was first.

    Lists what happened meanwhile and by whom, and keeps what was typed; the content says what can be done now.
    """
    return _include("conflict", {"content": content, "happened": happened, "typed": typed})
