"""An official's hand at the keyboard: what it presses and clicks is counted; what a scanner types is not its work."""

from collections.abc import Mapping
from typing import Any


class Hand:
    """One browser of one official; `acts` are keys and clicks together."""

    def __init__(self, page: Any) -> None:
        self.page, self.acts = page, 0

    def scan(self, card: str) -> None:
        """Hold the card under the scanner, which types it and ends with Enter."""
        self.page.keyboard.type(card)
        self.page.keyboard.press("Enter")

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.acts += len(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.acts += 1

    def click(self, target: Any) -> None:
        target.click()
        self.acts += 1

    def choose(self, target: Any, **option: Any) -> None:
        """Open a list and take one of its options."""
        target.select_option(**option)
        self.acts += 2

    def answer(self, told: Mapping[str, str]) -> None:
        """Answer what the page asks and does not know yet, until no new question comes up."""
        done: set[str] = set()
        while fresh := [name for name in self._asked() if name not in done and name in told]:
            for name in fresh:
                done.add(name)
                self._answer(name, told[name])

    def _asked(self) -> list[str]:
        names: list[str] = self.page.eval_on_selector_all(
            "main form [name]",
            "all => [...new Set(all.filter(one => !['hidden', 'submit'].includes(one.type) && !one.closest('[hidden]'))"
            ".map(one => one.name))]",
        )
        return names

    def _answer(self, name: str, value: str) -> None:
        fields = self.page.locator(f'main form [name="{name}"]')
        kind = fields.first.evaluate("one => one.tagName === 'SELECT' ? 'select' : one.type")
        if kind == "radio":
            one = self.page.locator(f'main form [name="{name}"][value="{value}"]')
            if not one.is_checked():
                self.click(one)
        elif kind == "checkbox":
            if not fields.first.is_checked():
                self.click(fields.first)
        elif fields.first.input_value() == value:
            return
        elif kind == "select":
            self.choose(fields.first, value=value)
        else:
            self.click(fields.first)
            self.type(value)
