"""Components show plain values, say what they mean without colour, and escape what they are given."""

import re
from typing import Any

import pytest
from django.template import engines
from django.template.exceptions import TemplateSyntaxError
from django.utils import translation

from motcua.foundation.interface.parts import Cell, Column, Link, Option, Preparation, StoredFile, SummaryRow, WorkRow
from motcua.foundation.interface.timebar import Slice, SliceKind, time_bar
from motcua.foundation.law.refusals import FieldProblem

EVIL = "<script>alert('x')</script>"


def shown(source: str, **context: Any) -> str:
    with translation.override("vi"):
        page = engines["django"].from_string("{% load interface fields formats %}" + source).render(context)
    return re.sub(r"\s+", " ", page).strip()


@pytest.mark.parametrize(
    "source",
    [
        "{% button evil %}",
        "{% button evil href=evil kind='secondary' key='T' %}",
        "{% status evil 'late' %}",
        "{% message evil %}",
        "{% field 'text' 'a' evil hint=evil value=evil source=evil %}",
        "{% field 'textarea' 'a' evil value=evil %}",
        "{% field 'date' 'a' evil value=evil %}",
        "{% field 'choice' 'a' evil options=options value=evil %}",
        "{% field 'select' 'a' evil options=options %}",
        "{% field 'checkbox' 'a' evil hint=evil %}",
        "{% file_slot 'a' evil files=files hint=evil %}",
        "{% error_summary problems %}",
        "{% summary_list rows title=evil %}",
        "{% tabs links label=evil %}",
        "{% breadcrumbs links %}",
        "{% table columns cells caption=evil %}",
        "{% work_list work label=evil %}",
        "{% time_account bar caption=evil %}",
        "{% prepare papers %}",
        "{% empty_state evil evil href=evil link=evil %}",
        "{% viewer evil kind='pdf' title=evil %}",
        "{% banner title=evil %}{{ evil }}{% endbanner %}",
        "{% panel title=evil code=evil %}{{ evil }}{% endpanel %}",
        "{% details summary=evil %}{{ evil }}{% enddetails %}",
        "{% inset %}{{ evil }}{% endinset %}",
        "{% fieldset evil 'a' hint=evil %}{{ evil }}{% endfieldset %}",
    ],
)
def test_nothing_given_becomes_markup(source: str) -> None:
    page = shown(
        source,
        evil=EVIL,
        options=[Option(EVIL, EVIL, EVIL)],
        files=[StoredFile(EVIL, 1, EVIL, EVIL)],
        problems=[(EVIL, EVIL)],
        rows=[SummaryRow(EVIL, EVIL, EVIL, EVIL, EVIL)],
        links=[Link(EVIL, EVIL)],
        columns=[Column(EVIL)],
        cells=[[Cell(EVIL, EVIL, EVIL)]],
        work=[WorkRow(EVIL, EVIL, EVIL, who=EVIL, code=EVIL, channel=EVIL)],
        bar=time_bar([Slice(EVIL, 1, SliceKind.AGENCY)]),
        papers=[Preparation(EVIL, EVIL)],
    )
    assert "&lt;script&gt;" in page
    assert "<script" not in page


def test_a_content_block_keeps_its_markup() -> None:
    assert '<p>Gửi <a href="/">ảnh</a></p>' in shown('{% inset %}<p>Gửi <a href="/">ảnh</a></p>{% endinset %}')


def test_a_field_takes_its_own_problems_and_is_described_by_them() -> None:
    problems = [
        FieldProblem("child.born_on.year", "date-incomplete", "Write the year with four digits."),
        FieldProblem("mother.born_on", "required", "Write this."),
    ]
    page = shown(
        "{% field 'date' 'child.born_on' 'Sinh ngày' hint='14 11 2026' problems=problems %}", problems=problems
    )
    assert 'aria-describedby="child.born_on.hint child.born_on.error"' in page
    assert page.count("govuk-error-message") == 1
    summary = shown("{% error_summary problems %}", problems=problems)
    assert 'href="#child.born_on.year"' in summary
    assert 'id="child.born_on.year"' in page


def test_a_form_without_problems_has_no_summary() -> None:
    assert shown("{% error_summary problems %}", problems=[]) == ""


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("2026-11-04", ("4", "11", "2026")),
        ("2026-11", ("", "11", "2026")),
        ({"day": "32", "month": "x", "year": ""}, ("32", "x", "")),
        (None, ("", "", "")),
    ],
)
def test_a_date_is_three_boxes_that_keep_what_was_typed(value: object, parts: tuple[str, ...]) -> None:
    page = shown("{% field 'date' 'on' 'Ngày' value=value %}", value=value)
    assert tuple(re.findall(r'value="([^"]*)"', page)) == parts


def test_a_choice_and_a_yes_keep_what_was_chosen() -> None:
    page = shown(
        "{% field 'choice' 'sex' 'Giới tính' options=options value='f' %}", options=[("m", "Nam"), ("f", "Nữ")]
    )
    assert 'value="f" checked' in page
    assert 'value="m" checked' not in page
    assert 'value="no" checked' in shown("{% field 'yes-no' 'other' 'Nộp thay?' value=False %}")
    assert "checked" not in shown("{% field 'yes-no' 'other' 'Nộp thay?' value=None %}")


def test_a_password_is_never_sent_back() -> None:
    assert "bí-mật" not in shown("{% field 'password' 'p' 'Mật khẩu' value='bí-mật' %}")


def test_an_unknown_kind_of_field_is_a_defect() -> None:
    with pytest.raises(ValueError, match="no field of the kind"):
        shown("{% field 'colour' 'a' 'A' %}")


def test_a_button_without_its_text_is_a_defect() -> None:
    with pytest.raises(TemplateSyntaxError):
        shown("{% button %}")


def test_a_file_slot_is_a_plain_input_with_hooks_for_a_script() -> None:
    page = shown(
        "{% file_slot 'papers.a' 'Giấy chứng sinh' files=files upload_url='/upload' max_bytes=20 %}",
        files=[StoredFile("a.jpg", 812_400, remove_value="f1")],
    )
    assert 'type="file"' in page
    assert 'data-upload-url="/upload"' in page
    assert 'name="papers.a.remove" value="f1"' in page


def test_a_state_has_a_word_and_a_shape() -> None:
    shapes = {
        tone: re.search(r"<svg.*?</svg>", shown("{% status 'x' tone %}", tone=tone))
        for tone in ("look", "late", "going", "done", "info", "neutral")
    }
    assert len({found.group() for found in shapes.values() if found}) == 6


def test_a_table_too_wide_for_a_phone_stacks_there_and_stays_a_table() -> None:
    few, many = [Column("Tháng"), Column("Số", numeric=True)], [Column(str(number)) for number in range(4)]
    rows = [[Cell("Ủy ban nhân dân phường"), *"123"]]
    wide = shown("{% table columns rows caption='Hồ sơ' %}", columns=many, rows=rows)
    narrow = shown("{% table columns rows caption='Hồ sơ' %}", columns=few, rows=[row[:2] for row in rows])
    assert 'class="grid grid--stacks" role="table"' in wide
    assert '<td role="cell" data-label="3">3</td>' in wide, "stacked, a figure stands beside its column's name"
    assert "stacks" not in narrow
    assert "data-label" not in narrow


def test_the_time_account_says_in_a_table_what_the_bar_shows() -> None:
    bar = time_bar([Slice("Phường", 2400, SliceKind.AGENCY), Slice("Bạn", 1920, SliceKind.APPLICANT, counts=False)])
    page = shown("{% time_account bar %}", bar=bar)
    assert 'role="img"' in page
    assert "<table" in page
    assert "(không tính)" in page
    assert 'style="' not in page


def test_a_text_of_another_language_is_marked() -> None:
    assert ' lang="vi"' in shown("{% field 'text' 'a' 'Tên' label_lang='vi' %}")
