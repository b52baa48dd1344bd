"""Filing a birth as a person does it: page after page, each answer where it is asked."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.factories.birth import birth_declaration
from tests.factories.city import PASSWORD
from tests.journeys.city import AXE

PHONE = {"width": 360, "height": 780}
DESKTOP = {"width": 1440, "height": 900}
START = "/nop-ho-so/1.001193"


def flat(values: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Return every answer by the name of its input, as a person types or chooses it."""
    typed: dict[str, str] = {}
    for name, value in values.items():
        path = f"{prefix}{name}"
        if isinstance(value, Mapping):
            typed |= flat(value, f"{path}.")
        elif isinstance(value, bool):
            typed[path] = "yes" if value else "no"
        elif isinstance(value, list):
            typed |= flat({f"{place}": row for place, row in enumerate(value)}, f"{path}.")
        elif isinstance(value, str) and path.endswith(("born_on", "_on")):
            parts = zip(("year", "month", "day"), value.split("-"), strict=False)  # of the old, often the year alone
            typed |= {f"{path}.{part}": each for part, each in parts}
        else:
            typed[path] = str(value)
    return typed


ANSWERS = flat(birth_declaration())


def sign_in(page: Any, url: str, login: str, *, to: str = "/", password: str = PASSWORD) -> None:
    page.goto(f"{url}/dang-nhap?next={to}")
    page.fill("[name=login]", login)
    page.fill("[name=password]", password)
    page.click("main form button[type=submit]")
    page.wait_for_load_state()


def answer_page(page: Any, answers: Mapping[str, str] = ANSWERS) -> None:
    """Answer every question that is visible on the page, until no new one comes up."""
    done: set[str] = set()
    for _ in range(4):
        fresh = [name for name in _asked(page) if name not in done]
        if not fresh:
            return
        for name in fresh:
            done.add(name)
            if name in answers:
                _answer(page, name, answers[name])


def _asked(page: Any) -> list[str]:
    names: list[str] = page.eval_on_selector_all(
        "main form [name]",
        "all => [...new Set(all.filter(one => one.type !== 'hidden' && one.type !== 'submit' && !one.closest('[hidden]'))"
        ".map(one => one.name))]",
    )
    return names


def _answer(page: Any, name: str, value: str) -> None:
    field = page.locator(f'main form [name="{name}"]').first
    kind = field.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
    if kind == "radio":
        page.locator(f'main form [name="{name}"][value="{value}"]').check()
    elif kind == "checkbox":
        field.set_checked(value == "yes")
    elif kind == "select":
        field.select_option(value)
    else:
        field.fill(value)


def go_on(page: Any) -> None:
    """Press the page's own button and wait for the next one."""
    with page.expect_navigation():
        page.locator("main form .govuk-button[type=submit]:visible").first.click()


def declare_all(page: Any, *, until: str = "/giay-to", each: Any = None, answers: Mapping[str, str] = ANSWERS) -> None:
    """Answer page after page until the papers."""
    for _ in range(40):
        if page.url.split("?")[0].endswith(until):
            return
        answer_page(page, answers)
        if each is not None:
            each(page)
        go_on(page)
    raise AssertionError(f"never came to {until}: {page.url}")


def axe_problems(page: Any) -> list[str]:
    """Return what axe finds, as lines that name the rule and the element."""
    page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found = page.evaluate("async () => (await axe.run(document, {iframes: false})).violations")
    return [f"{one['id']}: {one['help']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def overflow(page: Any) -> int:
    """Return by how many pixels the page is wider than its window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wide
