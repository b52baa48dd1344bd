"""Official papers come out of typst with right Vietnamese, the house's fonts and a QR code."""

import shutil
import subprocess
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

import motcua
from motcua.foundation.forms.papers import paper_form, read_paper_forms
from motcua.foundation.forms.parsing import parse
from motcua.foundation.forms.print import pdf, png, qr
from motcua.foundation.forms.summary import print_model
from motcua.foundation.law.documents import CatalogueError
from tests.factories.birth import CATALOGUE, FILED_ON, PLACES, birth_of_unmarried_parents, birth_procedure

PAPERS = Path(motcua.__file__).parent / "service" / "dossiers" / "papers"
MADE_AT = datetime(2026, 11, 20, 7, 2, tzinfo=UTC)
CODE = "H29.26740-261120-0001"
HEAD = {
    "parent": "Ủy ban nhân dân Thành phố Hồ Chí Minh",
    "agency": "Ủy ban nhân dân phường Sài Gòn",
    "unit": "Trung tâm Phục vụ hành chính công",
    "code": CODE,
    "qr": qr(f"https://motcua.example.vn/tra-cuu/{CODE}"),
    "place_and_date": "Phường Sài Gòn, ngày 20 tháng 11 năm 2026",
    "applicant": "Nguyễn Thị Ẩn Mỹ",
    "address": "12 Nguyễn Huệ, Phường Sài Gòn, Thành phố Hồ Chí Minh",
    "phone": "0901 234 567",
    "procedure": "Đăng ký khai sinh",
    "procedure_code": "1.001193",
    "official": "Đặng Quốc Vượng",
}
FORMS = read_paper_forms(CATALOGUE / "vn" / "paper_forms.yaml")


def printed(code, **data):
    form = paper_form(FORMS, code, on=FILED_ON)
    return pdf(PAPERS / form.template, {**HEAD, "title": form.title.vi, **data}, made_at=MADE_AT)


def words(made):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages).split())


def test_the_receipt_says_what_was_received_and_when_it_is_due():
    made = printed(
        "receipt",
        papers=[{"name": "Giấy chứng sinh", "quantity": "1 bản chụp"}],
        not_needed=["Giấy chứng nhận kết hôn của cha, mẹ"],
        limit="trong ngày",
        received_at="14 giờ 02 phút, ngày 20 tháng 11 năm 2026",
        due_at="17 giờ 00 phút, ngày 20 tháng 11 năm 2026",
    )
    text = words(made)
    for phrase in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập – Tự do – Hạnh phúc",
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "PHƯỜNG SÀI GÒN",
        f"Mã hồ sơ: {CODE}",
        "Nguyễn Thị Ẩn Mỹ",
        "Giấy chứng sinh",
        "17 giờ 00 phút, ngày 20 tháng 11 năm 2026",
        "không phải nộp",
    ):
        assert phrase in text


@pytest.mark.parametrize(
    ("code", "data", "phrase"),
    [
        ("supplement", {"items": [{"name": "Giấy chứng sinh", "note": "ảnh mờ"}]}, "1. Giấy chứng sinh: ảnh mờ"),
        ("refusal", {"reason": "Không thuộc thẩm quyền.", "law": "Điều 13 Luật Hộ tịch"}, "Không thuộc thẩm quyền."),
        ("stop", {"stopped_at": "ngày 20 tháng 11 năm 2026", "reason": "Theo yêu cầu"}, "dừng giải quyết hồ sơ"),
    ],
)
def test_the_other_forms(code, data, phrase):
    text = words(printed(code, **data))
    assert phrase in text
    assert paper_form(FORMS, code, on=FILED_ON).title.vi.upper() in text


def test_the_draft_birth_certificate_is_marked_as_unsigned():
    form = birth_procedure().declaration
    values = parse(form, birth_of_unmarried_parents(), on=FILED_ON, places=PLACES).values
    made = printed(
        "birth-certificate-draft",
        **print_model(form, values, on=FILED_ON, places=PLACES),
        confirm_by="14 giờ 30 phút, ngày 21 tháng 11 năm 2026",
    )
    text = words(made)
    for phrase in (
        "CHƯA KÝ SỐ",
        "chưa ký số, không có giá trị pháp lý",
        "NGUYỄN MINH AN",
        "TRẦN THỊ MAI",
        "Bệnh viện Từ Dũ",
    ):
        assert phrase in text
    assert "NGUYỄN VĂN BÌNH" not in text


def test_a_paper_is_archival_and_embeds_the_metrics_of_times():
    made = printed("refusal", reason="x")
    assert b"pdfaid" in made
    fonts = {
        font["/BaseFont"].split("+")[-1]
        for page in PdfReader(BytesIO(made)).pages
        for font in (one.get_object() for one in page["/Resources"]["/Font"].values())
    }
    assert fonts
    assert all(font.startswith("Tinos") for font in fonts)


def test_the_same_paper_made_at_the_same_moment_has_the_same_bytes():
    assert printed("refusal", reason="x") == printed("refusal", reason="x")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
def test_another_program_reads_the_same_words(tmp_path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(printed("refusal", reason="Hồ sơ không thuộc thẩm quyền giải quyết."))
    read = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    assert "Hồ sơ không thuộc thẩm quyền giải quyết." in read


def test_the_qr_code_stands_in_the_top_left_corner():
    picture = png(PAPERS / "refusal.typ", {**HEAD, "title": "Phiếu", "reason": "x"}, dots_per_inch=60)
    assert picture.startswith(b"\x89PNG")
    assert "<svg" in qr("x")


def test_text_of_a_person_is_never_read_as_markup():
    text = words(printed("refusal", reason="#set text(fill: red) *đậm* $x$ <b>"))
    assert "#set text(fill: red) *đậm* $x$ <b>" in text


def test_a_form_holds_on_its_days():
    assert paper_form(FORMS, "receipt", on=date(2025, 9, 14)).circular == "01/2018/TT-VPCP"
    assert paper_form(FORMS, "receipt", on=date(2025, 9, 15)).circular == "03/2025/TT-VPCP"
    with pytest.raises(LookupError, match="stop"):
        paper_form(FORMS, "stop", on=date(2025, 9, 14))
    assert all((PAPERS / form.template).is_file() for form in FORMS)


def test_mistakes_in_the_table_of_forms_are_named(tmp_path):
    path = tmp_path / "forms.yaml"
    path.write_text(
        "forms:\n"
        "  - {code: a, circular: x, title: {vi: A}, valid_from: 2020-01-01, template: a.typ, unverified: true}\n"
        "  - {code: a, circular: y, title: {vi: A}, valid_from: 2021-01-01, template: a.typ}\n"
    )
    with pytest.raises(CatalogueError) as caught:
        read_paper_forms(path)
    assert [(one.line, one.rule) for one in caught.value.problems] == [(3, "no-source"), (3, "overlapping-dates")]
