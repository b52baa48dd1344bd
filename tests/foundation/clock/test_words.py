"""Every sentence of the clock, and the reason of each of its rules, has its Vietnamese."""

import ast
import re
from pathlib import Path

from babel.messages.pofile import read_po

from motcua.foundation import clock

ROOM = Path(clock.__file__).parent
SAYS = {"gettext_noop", "HouseRule", "house_rule"}


def msgids() -> set[str]:
    found = set()
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYS:
                (text,) = (*node.args, *(keyword.value for keyword in node.keywords))
                found.add(ast.literal_eval(text))
    return found


def test_every_sentence_is_translated_and_nothing_else_is() -> None:
    with (ROOM / "locale/vi/LC_MESSAGES/django.po").open("rb") as file:
        translations = {str(message.id): str(message.string) for message in read_po(file, locale="vi") if message.id}
    assert msgids() == set(translations)
    for msgid, msgstr in translations.items():
        assert msgstr
        assert sorted(re.findall(r"%\((\w+)\)s", msgid)) == sorted(re.findall(r"%\((\w+)\)s", msgstr))
