"""Form components: `{% load fields %}`. A field's `id` and `name` are its dotted path: a problem points to it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from motcua.foundation.interface import problems as wrong
from motcua.foundation.interface.parts import Option, StoredFile

register = template.Library()
Values = dict[str, Any]

KINDS: dict[str, Values] = {
    "text": {},
    "person-name": {"autocapitalize": "words", "spellcheck": "false"},
    "textarea": {},
    "date": {},
    "time": {"inputmode": "numeric", "width": 5, "placeholder": ""},
    "choice": {},
    "yes-no": {},
    "select": {},
    "place": {},
    "checkbox": {},
    "identifier": {"inputmode": "numeric", "width": 20, "spellcheck": "false", "tabular": True},
    "phone": {"type": "tel", "inputmode": "tel", "autocomplete": "tel", "width": 20, "tabular": True},
    "email": {"type": "email", "inputmode": "email", "autocomplete": "email", "spellcheck": "false"},
    "number": {"inputmode": "numeric", "width": 10, "tabular": True},
    "password": {"type": "password", "spellcheck": "false"},
    "search": {"type": "search"},
}
_TEMPLATES = {
    "textarea": "textarea",
    "date": "date",
    "choice": "choice",
    "yes-no": "choice",
    "select": "select",
    "place": "select",
    "checkbox": "checkbox",
}


def _options(options: Iterable[Option | tuple[str, str]]) -> list[Option]:
    return [one if isinstance(one, Option) else Option(value=one[0], text=one[1]) for one in options]


def _date_parts(value: object) -> dict[str, str]:
    if isinstance(value, Mapping):
        return {part: str(value.get(part) or "") for part in ("day", "month", "year")}
    parts = str(value or "").split("-")
    year, month, day = (*parts, "", "", "")[:3]
    return {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year}


def _described(name: str, hint: str, errors: Sequence[str]) -> str:
    return " ".join(f"{name}{mark}" for mark, there in ((".hint", hint), (".error", errors)) if there)


@register.simple_tag
def field(
    kind: str,
    name: str,
    label: str,
    *,
    hint: str = "",
    value: object = "",
    problems: wrong.Problems = (),
    options: Iterable[Option | tuple[str, str]] = (),
    optional: bool = False,
    heading: bool = False,
    source: str = "",
    autocomplete: str = "",
    max_length: int = 0,
    width: int = 0,
    rows: int = 4,
    empty: str = "",
    label_lang: str = "",
    prefix: str = "",
) -> SafeString:
    """
    One question. `kind` is one of `KINDS`; `problems` may be those of the whole form: the field takes its own.

    A date's `value` is ISO text or a mapping of `day`, `month`, `year` as typed; its inputs are `<name>.day` and so on.
    `heading` makes the label the page's heading. `source` says which register filled the value.
    """
    if kind not in KINDS:
        raise ValueError(f"no field of the kind {kind}: one of {', '.join(KINDS)}")
    errors = wrong.of_field(problems, name)
    values: Values = {
        "kind": kind,
        "name": name,
        "label": label,
        "hint": hint,
        "value": value,
        "errors": errors,
        "wrong_parts": {path.removeprefix(f"{name}.") for path, _ in wrong.shown(problems)},
        "described": _described(name, hint, errors),
        "options": _options(options),
        "optional": optional,
        "heading": heading,
        "source": source,
        "max_length": max_length,
        "rows": rows,
        "empty": empty or gettext("Choose"),
        "label_lang": label_lang,
        "prefix": prefix,
        **KINDS[kind],
    }
    if autocomplete:
        values["autocomplete"] = autocomplete
    if width:
        values["width"] = width
    if kind == "date":
        values["parts"] = _date_parts(value)
    if kind == "yes-no":
        values["options"] = [Option("yes", gettext("Yes")), Option("no", gettext("No"))]
        values["value"] = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    return render_to_string(f"interface/components/fields/{_TEMPLATES.get(kind, 'input')}.html", values)


@register.inclusion_tag("interface/components/fields/file.html")
def file_slot(
    name: str,
    label: str,
    *,
    hint: str = "",
    files: Sequence[StoredFile] = (),
    problems: wrong.Problems = (),
    optional: bool = False,
    accept: str = "image/jpeg,image/png,application/pdf",
    upload_url: str = "",
    max_bytes: int = 0,
    label_lang: str = "",
    several: bool = True,
) -> Values:
    """
    A place for a paper: a plain file input that a script may turn into a resumable upload by its `data-` attributes.

    The remove button of a file sends `<name>.remove=<remove_value>` with the form around it.
    """
    errors = wrong.of_field(problems, name)
    return {
        "name": name,
        "label": label,
        "hint": hint,
        "files": files,
        "errors": errors,
        "described": _described(name, hint, errors),
        "optional": optional,
        "accept": accept,
        "upload_url": upload_url,
        "max_bytes": max_bytes,
        "label_lang": label_lang,
        "several": several,
    }


@register.inclusion_tag("interface/components/fields/error_summary.html")
def error_summary(problems: wrong.Problems) -> Values:
    """At the top of a page with a form: what is wrong, each leading to its field. Shows nothing when nothing is."""
    return {"problems": wrong.shown(problems)}


@register.simple_block_tag
def fieldset(
    content: str, legend: str, name: str = "", hint: str = "", heading: bool = False, problems: wrong.Problems = ()
) -> SafeString:
    """`{% fieldset legend=… %}…{% endfieldset %}`: fields that belong together."""
    errors = tuple(text for path, text in wrong.shown(problems) if name and path == name)
    values = {
        "content": content,
        "legend": legend,
        "name": name,
        "hint": hint,
        "heading": heading,
        "errors": errors,
        "described": _described(name, hint, errors) if name else "",
    }
    return render_to_string("interface/components/fields/fieldset.html", values)
