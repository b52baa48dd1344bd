"""Every template makes a paper of the least that is known and of the longest names, and nothing is cut off."""

import shutil
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import motcua
from motcua.foundation.forms.papers import read_paper_forms
from motcua.foundation.forms.print import pdf, qr
from tests.factories.birth import CATALOGUE
from tests.service.dossiers.papers.reading import MILLIMETRE, Word, pages_of, text_of, words_of

PAPERS = Path(motcua.__file__).parent / "service" / "dossiers" / "papers"
SHARED = {"paper.typ", "birth.typ"}
TEMPLATES = sorted(path.name for path in PAPERS.glob("*.typ") if path.name not in SHARED)
MADE_AT = datetime(2026, 11, 20, 7, 2, tzinfo=UTC)

NAME = "Công Tằng Tôn Nữ Nguyễn Phước Hoàng Thị Thanh Huyền Phương Nghiêng"
STREET = "Số 1234/56/78 Đường Nguyễn Thị Minh Khai nối dài, Chung cư Hoàng Anh Gia Lai, Tầng 25, Căn hộ B25-08"
PLACE = f"{STREET}, Phường Đông Hưng Thuận, Thành phố Hồ Chí Minh"
SENTENCE = (
    "Ảnh chụp Giấy chứng sinh không đọc được phần họ, chữ đệm, tên người mẹ; đề nghị ông/bà chụp lại đủ bốn góc. "
)
LEAST: dict[str, Any] = {
    "code": "H29.26740-261120-0001",
    "qr": qr("https://motcua.example/tra-cuu/H29.26740-261120-0001"),
}
PERSON = {
    "full_name": NAME, "born_on": "29/02/1996", "ethnicity": "Xơ Đăng", "nationality": "Cộng hòa Dân chủ Nhân dân Lào",
    "residence": PLACE, "identity_kind": "Số định danh cá nhân hoặc căn cước", "personal_id": "079 196 004 321",
}  # fmt: skip
HEAD = {
    **LEAST,
    "parent": "Ủy ban nhân dân Thành phố Hồ Chí Minh",
    "agency": "Ủy ban nhân dân phường Đông Hưng Thuận",
    "unit": "Trung tâm Phục vụ hành chính công",
    "place_and_date": "Phường Đông Hưng Thuận, ngày 20 tháng 11 năm 2026",
    "title": "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết",
    "copy": "(Mẫu số 04 ban hành kèm theo Thông tư số 03/2025/TT-VPCP)",
    "applicant": NAME, "address": PLACE, "phone": "0901 234 567", "email": f"{'nguyen.phuoc.' * 12}nghieng@motcua.example",
    "procedure": "Đăng ký khai sinh kết hợp đăng ký nhận cha, mẹ, con có yếu tố nước ngoài", "procedure_code": "1.001193",
    "official": NAME,
}  # fmt: skip
SIDE = {
    "place": "UBND phường Đông Hưng Thuận, bước “Gửi biểu mẫu Giấy khai sinh điện tử để xác nhận”",
    "name": NAME,
    "title": "Phó Chủ tịch Ủy ban nhân dân phường kiêm Giám đốc Trung tâm Phục vụ hành chính công",
}
HANDOVER = {
    "giver": SIDE, "taker": SIDE, "given_at": "10:10, 20/11/2026", "taken_at": "11:11, 20/11/2026", "result": "Quá hạn",
    "minutes": "12 giờ 35 phút / 1 giờ 30 phút", "note": SENTENCE * 2,
}  # fmt: skip
NOBODY = {"place": "Người nộp hồ sơ", "name": "", "title": ""}
MOST: dict[str, dict[str, Any]] = {
    "receipt.typ": {
        "papers": [{"name": f"{SENTENCE} {number}", "quantity": "01 bản chính, 01 bản sao"} for number in range(12)],
        "not_needed": ["Giấy chứng nhận kết hôn của cha, mẹ", "Giấy tờ chứng minh nơi cư trú"] * 3,
        "sets": "01", "limit": "1 ngày làm việc", "received_at": "14:02, thứ Sáu, 20/11/2026",
        "due_at": "17:00, thứ Hai, 23/11/2026", "return_place": PLACE, "fees": SENTENCE, "note": SENTENCE,
    },
    "supplement.typ": {
        "items": [{"name": f"{SENTENCE} {number}", "note": "không đọc được"} for number in range(25)],
        "reason": SENTENCE * 6, "answer_by": "17:00, thứ Hai, 23/11/2026", "contact": "028 3829 1234",
    },
    "refusal.typ": {"reason": SENTENCE * 20, "law": SENTENCE, "advice": SENTENCE},
    "apology.typ": {
        "received_at": "14:02, 20/11/2026", "due_at": "17:00, 20/11/2026", "is_late": True, "reason": SENTENCE * 3,
    },
    "stop.typ": {
        "received_at": "14:02, 20/11/2026", "stopped_at": "15:00, 20/11/2026", "reason": SENTENCE * 12, "law": SENTENCE,
        "refund": SENTENCE, "advice": SENTENCE,
    },
    "control.typ": {
        "others": ["UBND phường Bến Thành", "UBND đặc khu Côn Đảo"], "limit": "Trong ngày",
        "received_at": "14:02, 20/11/2026", "due_at": "17:00, 20/11/2026", "handovers": [HANDOVER] * 14,
        "pauses": [{"reason": SENTENCE, "from": "10:10, 20/11/2026", "until": "11:11, 20/11/2026", "minutes": "12 giờ"}] * 5,
        "outcome": "Đang giải quyết, quá hạn", "ended_at": "17:00, 20/11/2026",
    },
    "birth-certificate.typ": {
        "child": {
            **PERSON, "born_on_in_words": "ngày hai mươi chín tháng hai năm một nghìn chín trăm chín mươi sáu",
            "sex": "Nữ", "birth_facility": "Bệnh viện Đa khoa Khu vực Hóc Môn, Cơ sở Sản Nhi", "birth_place": PLACE,
            "home_town": PLACE,
        },
        "mother": PERSON, "father": PERSON, "filer": PERSON, "decided_on": "20/11/2026",
    },
}  # fmt: skip
MOST["result.typ"] = {
    "decided_on": "20/11/2026",
    "sections": [
        {"title": SENTENCE, "rows": [{"label": SENTENCE, "value": value} for value in (NAME, PLACE, SENTENCE)]}
    ]
    * 5,
}
MOST["birth-certificate-draft.typ"] = {
    **{name: value for name, value in MOST["birth-certificate.typ"].items() if name != "decided_on"},
    "confirm_by": "14:30, thứ Bảy, 21/11/2026",
}

poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


def made(template: str, data: dict[str, Any]) -> bytes:
    return pdf(PAPERS / template, data, made_at=MADE_AT)


def strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in strings(one)]


def test_the_longest_data_of_every_template_is_tried():
    assert set(MOST) == set(TEMPLATES)


def test_every_form_of_the_catalogue_has_its_template():
    forms = read_paper_forms(CATALOGUE / "vn" / "paper_forms.yaml")
    assert {form.template for form in forms} | {"birth-certificate.typ", "result.typ"} == set(TEMPLATES)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_paper_is_made_though_almost_nothing_is_known(template):
    assert pages_of(made(template, LEAST)) == 1
    partly = {
        "child": {},
        "mother": {},
        "father": {},
        "filer": {},
        "handovers": [],
        "pauses": [],
        "items": [],
        "papers": [],
    }
    assert pages_of(made(template, {**LEAST, **partly})) == 1


def test_a_row_of_the_control_sheet_that_nobody_took_is_printed():
    row = {**HANDOVER, "taker": NOBODY, "taken_at": "", "result": "", "minutes": "", "note": ""}
    assert "Người nộp hồ sơ" in text_of(made("control.typ", {**LEAST, "handovers": [row]}))


@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_of_the_longest_data_is_left_out(template):
    data = {**HEAD, **MOST[template]}
    told = text_of(made(template, data)).replace(" ", "").casefold()
    shown = {text for text in strings(MOST[template]) if text}
    missing = {text for text in shown if "".join(text.split()).casefold() not in told}
    # A paper breaks over pages: the footer of the one stands between its words, and a name is printed twice.
    assert {text for text in missing if len(text) < 60} == set()
    assert len(missing) <= pages_of(made(template, data))


@poppler
@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_runs_over_the_margins_or_into_other_words(template, tmp_path):
    data = {**HEAD, **MOST[template], "reason": f"{MOST[template].get('reason', '')} {'không-dấu-cách' * 20}"}
    pages = words_of(made(template, data), tmp_path / f"most-{template}.pdf")
    for page in pages:
        # What stands across a draft is large and meant to lie over the rest.
        level = [word for word in page if word.bottom - word.top < 9 * MILLIMETRE]
        assert len(level) > len(page) - 12
        for word in level:
            assert word.left >= 30 * MILLIMETRE - 1, word
            assert word.right <= 195 * MILLIMETRE + 1, word
            assert word.bottom <= 297 * MILLIMETRE, word
        for one, other in pairwise(sorted(level, key=lambda word: (round(word.top), word.left))):
            assert not overlap(one, other), (one, other)


def overlap(one: Word, other: Word) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 1 and down > 0.5 * min(one.bottom - one.top, other.bottom - other.top)


@poppler
@pytest.mark.parametrize("unit", ["", "Trung tâm Phục vụ hành chính công"])
@pytest.mark.parametrize("place", ["Phường Sài Gòn", "Phường Đông Hưng Thuận", "Phường Bình Hưng Hòa A"])
def test_the_head_keeps_place_and_date_on_one_line_and_names_of_places_whole(place, unit, tmp_path):
    day = "ngày 20 tháng 11 năm 2026"
    data = {**HEAD, "agency": f"Ủy ban nhân dân {place[0].lower()}{place[1:]}", "unit": unit, "reason": "Sai nơi nộp."}
    (page,) = words_of(made("refusal.typ", {**data, "place_and_date": f"{place}, {day}"}), tmp_path / "head.pdf")
    lines = lines_of(page)
    assert any(f"{place}, {day}" in line for line in lines), lines
    assert any(place.upper() in line for line in lines), lines


@poppler
def test_a_place_too_long_for_the_line_leaves_the_date_whole(tmp_path):
    place, day = "Đặc khu Quần đảo Hoàng Sa và Trường Sa mở rộng", "ngày 20 tháng 11 năm 2026"
    data = {**HEAD, "place_and_date": f"{place}, {day}", "reason": "Sai nơi nộp."}
    (page,) = words_of(made("refusal.typ", data), tmp_path / "head.pdf")
    assert day in [line.split(f"{place}, ")[-1] for line in lines_of(page) if "tháng 11" in line]


def lines_of(page: list[Word]) -> list[str]:
    """Return the lines of the right half and of the left half, from top to bottom."""
    lines: list[str] = []
    for half in (True, False):
        level: dict[int, list[Word]] = {}
        for word in page:
            if (word.left > 100 * MILLIMETRE) is half:
                level.setdefault(round(word.bottom), []).append(word)
        lines += [
            " ".join(word.text for word in sorted(one, key=lambda word: word.left)) for _, one in sorted(level.items())
        ]
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def test_the_words_of_a_person_are_never_read_as_markup():
    told = "#set text(fill: red) *đậm* $x$ <b> @ai [x]"
    for template, fields in MOST.items():
        for field, value in fields.items():
            if isinstance(value, str):
                assert told in text_of(made(template, {**HEAD, **fields, field: told})), (template, field)
