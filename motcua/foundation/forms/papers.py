"""Which printed form holds on which day: official forms as dated data."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from motcua.foundation.forms.sources import Source
from motcua.foundation.forms.words import Text
from motcua.foundation.law.documents import Findings, Section, read_document


class PaperForm(msgspec.Struct, frozen=True, kw_only=True):
    """
    An official form: `code` says what it is for, `circular` and `number` which form it is, `template` what prints it.

    It holds in `[valid_from, valid_until)`.
    """

    code: str
    circular: str
    number: str
    title: Text
    valid_from: date
    template: str
    valid_until: date | None = None
    source: Source | None = None
    unverified: bool = False


def read_paper_forms(path: Path) -> tuple[PaperForm, ...]:
    """Return the forms of `catalogue/vn/paper_forms.yaml`; raises `CatalogueError`."""
    findings = Findings()
    document = read_document(path, findings)
    document.only("forms")
    forms = [_form(section) for section in document.sections("forms")]
    found = tuple(form for form in forms if form is not None)
    for section, problem in _overlaps(list(document.sections("forms")), forms):
        section.problem("overlapping-dates", problem)
    findings.raise_if_any()
    return found


def paper_form(forms: Iterable[PaperForm], code: str, *, on: date) -> PaperForm:
    """Return the form for `code` that holds on the day `on`; `LookupError` when there is none."""
    for form in forms:
        if form.code == code and form.valid_from <= on and (form.valid_until is None or on < form.valid_until):
            return form
    raise LookupError(f"no form {code} holds on {on.isoformat()}")


_KEYS = ("code", "circular", "number", "title", "valid_from", "valid_until", "template", "source", "unverified")


def _form(section: Section) -> PaperForm | None:
    section.only(*_KEYS)
    section.require("code", "circular", "title", "valid_from", "template")
    valid_from = section.day("valid_from")
    title = section.title("title")
    source = section.section("source")
    source.only(*Source.__struct_fields__)
    if not section.has("source") and not section.flag("unverified"):
        section.problem("no-source", "say where this comes from (`source`), or `unverified: true`")
    if valid_from is None:
        return None
    return PaperForm(
        code=section.text("code"),
        circular=section.text("circular"),
        number=section.text("number"),
        title=Text(vi=title.vi, en=title.en),
        valid_from=valid_from,
        valid_until=section.day("valid_until"),
        template=section.text("template"),
        source=Source(**{name: source.text(name) for name in Source.__struct_fields__})
        if section.has("source")
        else None,
        unverified=section.flag("unverified"),
    )


def _overlaps(sections: list[Section], forms: list[PaperForm | None]) -> Iterable[tuple[Section, str]]:
    for place, (section, form) in enumerate(zip(sections, forms, strict=True)):
        for other in forms[:place]:
            if form is None or other is None or form.code != other.code:
                continue
            if (other.valid_until is None or form.valid_from < other.valid_until) and (
                form.valid_until is None or other.valid_from < form.valid_until
            ):
                yield section, f"`{form.code}` holds twice from {max(form.valid_from, other.valid_from)}"
