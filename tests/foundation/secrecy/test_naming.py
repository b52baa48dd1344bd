"""Names of files that declare a secret are found; names without marks that may mean something else are not."""

import unicodedata

import pytest

from motcua.foundation.secrecy.naming import is_named_secret

SECRET = [
    "cong van TOI MAT.pdf",
    "tuyet_mat.pdf",
    "Tuyệt mật.pdf",
    "MẬT.pdf",
    "[MẬT] ke hoach.pdf",
    "TuyetMat.pdf",
    "toi-mat.pdf",
    "cong van toi mat so 5.pdf",
    "Công văn mật.pdf",
    "kế hoạch MẬT 2025.pdf",
    "T O I  M A T.pdf",
    "BiMatNhaNuoc.pdf",
    "CÔNG VĂN MẬT.PDF",
    "CONG VAN MAT.pdf",
    "scan_TỐI_MẬT_01.jpg",
    "tối mật.pdf",
    unicodedata.normalize("NFD", "tối mật.pdf"),
    "toimat.docx",
    "TOI\u200b MAT.pdf",
    "\u0422\u041eI \u041c\u0410\u0422.pdf",
    "top secret.pdf",
    "Ke hoach MAT.pdf",
    "do mat toi mat.pdf",
    "do_mat_toi_mat.pdf",
    "tài liệu độ Mật.pdf",
]
ORDINARY = [
    "CCCD mat truoc.jpg",
    "cccd_mat_sau.jpg",
    "CCCD MAT TRUOC.jpg",
    "mat.jpg",
    "anh mat.jpg",
    "giay to bi mat.pdf",
    "don toi mat giay to.pdf",
    "toi mat giay to.pdf",
    "TOI MAT GIAY KHAI SINH.pdf",
    "Nguyen Van Mat.pdf",
    "NGUYEN VAN MAT.pdf",
    "Nguyễn Văn Mật.pdf",
    "mật ong.pdf",
    "Mat do xay dung.pdf",
    "mat bang tang 1.pdf",
    "MAT BANG.pdf",
    "chinh sach bao mat.pdf",
    "CHÍNH SÁCH BẢO MẬT.pdf",
    "Luật bảo vệ bí mật nhà nước.pdf",
    "cam ket bao ve bi mat nha nuoc.pdf",
    "IMG_2034.jpg",
    "mất giấy tờ.pdf",
    "don bao toi mat xe.pdf",
    "Giấy khai sinh.pdf",
    "tap tin.pdf",
    "format.pdf",
    "mật độ.pdf",
    "bao cao mat do dan so.pdf",
    "tai lieu mat.pdf",
    "MatTruoc.jpg",
    "",
    ".pdf",
    "Giấy phép - mật độ 70%.pdf",
    "doormat.png",
    "lost my papers.pdf",
]


@pytest.mark.parametrize("name", SECRET)
def test_a_name_that_declares_a_secret_is_found(name):
    assert is_named_secret(name)


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_name_is_let_through(name):
    assert not is_named_secret(name)
