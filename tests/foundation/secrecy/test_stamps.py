"""Stamps and declarations of secrecy are found; ordinary words with the same letters never are."""

import time
import unicodedata
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.secrecy import stamps
from motcua.foundation.secrecy.stamps import is_stamped

STAMPED = [
    "MẬT",
    "Kính gửi ông bà\nMẬT\nNội dung",
    "Độ mật: Tối mật",
    "độ mật: mật",
    "Do mat: toi mat",
    "[MẬT] Kế hoạch phòng thủ",
    "[Tối mật] abc",
    "T Ố I  M Ậ T",
    "T Ố I   M Ậ T",
    "M Ậ T",
    "M   Ậ   T",
    unicodedata.normalize("NFD", "TỐI MẬT"),
    "tỐi MậT",
    "Tuyệt mật",
    "TUYET MAT",
    "TOI MAT",
    "\u041c\u200b\u1eac\u200d\u0422",
    "T\u1ed0\u200bI M\u1eacT",
    "MẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "UBND QUẬN 1      MẬT      CỘNG HÒA XÃ HỘI",
    "BÍ MẬT NHÀ NƯỚC",
    "TÀI LIỆU THU HỒI",
    "Bản số: 03\nMật\nThông báo",
    "Tôi gửi kèm công văn tối mật số 12",
    "Đây là tài liệu mật của đơn vị",
    "MAÄT",
    "TOÁI MAÄT",
    "tèi mËt",
    "TOP SECRET",
    "\uff34\u1ed0\uff29\u3000\uff2d\u1eac\uff34",
    "(MẬT)",
    "*** MẬT ***",
    "Mật",
    "M.Ậ.T",
    "M\u0332\u1eac\u0332T\u0332",
    "báo cáo độ Tối mật",
    "Nơi nhận: UBND\n--- TUYỆT MẬT ---",
]
ORDINARY = [
    "Chính sách bảo mật thông tin",
    "Mật khẩu của tôi là",
    "Kinh doanh mật ong rừng",
    "Nguyễn Văn Mật",
    "bí mật đời tư",
    "mật độ xây dựng 60%",
    "MẬT ĐỘ XÂY DỰNG TỐI ĐA",
    "MẬT\nĐỘ\nXÂY DỰNG",
    "quan hệ sự mật thiết",
    "tiểu thuyết Mật vụ",
    "Tôi mất giấy khai sinh",
    "toi mat giay khai sinh",
    "TOI MAT GIAY KHAI SINH",
    "TÔI MẤT GIẤY TỜ",
    "mặt trước",
    "MẶT TIỀN",
    "mat",
    "mất",
    "Luật Bảo vệ bí mật nhà nước",
    "Cam kết giữ bí mật nhà nước",
    "Tài liệu này không thuộc danh mục bí mật nhà nước",
    "NGUYỄN VĂN\nMẬT",
    "AN NINH BẢO\nMẬT",
    "thông tin được bảo\nmật",
    "yoga mat",
    "confidential",
    "secret ballot",
    "Tài liệu thu hồi đất",
    "gồm các độ mật: Tuyệt mật, Tối mật, Mật",
    "phim Tuyệt mật",
    "Độ mật: không",
    "tài liệu mật mã học",
    "không phải tài liệu mật",
    "báo cáo mật độ dân số",
    "Bản số: 02",
    "phấn hoa (mật)",
    "nồng độ mật ong",
    "Mật ong",
    "Trần Thị Mật",
    "hồ sơ mật",
    "Số bản: 01",
    "The confidential part of the top secret story",
    "A mat for the door",
    "MAT 101: Mathematics",
    "our state secrets act",
    "Không lưu tài liệu mật trên máy này",
    "Quy chế quản lý văn bản mật của cơ quan",
    "Đề nghị cấp phép xây dựng, mật độ 70%, hệ số 3,5",
]


@pytest.mark.parametrize("text", STAMPED)
def test_what_is_marked_is_found(text):
    assert is_stamped(text)


@pytest.mark.parametrize("text", ORDINARY)
def test_what_is_ordinary_is_let_through(text):
    assert not is_stamped(text)


def test_a_form_that_offers_the_degrees_says_none_until_one_is_ticked():
    assert not is_stamped("Độ mật: ☐ Mật ☐ Tối mật ☐ Tuyệt mật")
    assert is_stamped("Độ mật: ☑ Mật ☐ Tối mật ☐ Tuyệt mật")


ordinary_lines = st.lists(
    st.sampled_from([
        "Tôi đề nghị cấp giấy phép xây dựng nhà ở riêng lẻ.", "Mật độ xây dựng 70%, mật khẩu tôi đã đổi.",
        "Người khai: Nguyễn Văn Mật.", "ĐƠN ĐỀ NGHỊ", "Tôi mất giấy khai sinh từ năm 2019.", "Sản xuất mật ong rừng.",
        "I lost my identity card.", "Địa chỉ: 12 Nguyễn Huệ, phường Sài Gòn.", "Chúng tôi bảo mật thông tin của khách hàng.",
        "toi mat the can cuoc ngay 12/10", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "", "mat tien duong",
    ]),
    max_size=12,
)  # fmt: skip
stamp_lines = st.sampled_from([
    "MẬT", "TỐI MẬT", "TUYỆT MẬT", "Tuyệt mật", "[MẬT]", "Độ mật: Mật", "T U Y Ệ T  M Ậ T", "BÍ MẬT NHÀ NƯỚC", "TUYET MAT",
])  # fmt: skip
frames = st.sampled_from(["{}", "  {}  ", "*** {} ***", "| {} |", "\t{}"])
forms = st.sampled_from(["NFC", "NFD"])


# What marks are made of, whole and in parts, and what stands between them.
PIECES = [
    "mật", "MẬT", "Mật", "mat", "MAT", "M", "Ậ", "T", "m", "ậ", "t", "ma\u0323\u0302t", "\u041c\u1eac\u0422", "\u200b", "tuyệt", "TUYỆT",
    "tối", "TỐI", "TOI", "độ", "độ mật", "do mat", "bí", "BÍ", "NHÀ NƯỚC", "nhà nước", "TÀI LIỆU", "tài liệu này", "công văn", "THU HỒI",
    "TOP", "STATE", "SECRET", "secret", "bóc bì", "CHỈ NGƯỜI CÓ TÊN MỚI ĐƯỢC", "Bản số: 3", "bản số", "[", "]", "*", "(", ")", "☑", "□", "|",
    " ", " ", " ", "   ", "\n", "\n", ":", "=", ".", "-", "_", "là", "Số 12", "12",
]  # fmt: skip


@given(lines=ordinary_lines, stamp=stamp_lines, frame=frames, form=forms, data=st.data())
def test_a_stamp_on_a_line_of_its_own_is_found_anywhere_in_an_ordinary_text(lines, stamp, frame, form, data):
    place = data.draw(st.integers(0, len(lines)))
    text = "\n".join([*lines[:place], frame.format(stamp), *lines[place:]])
    assert is_stamped(unicodedata.normalize(form, text))


@given(stamp=st.sampled_from(["MẬT", "TỐI MẬT", "TUYỆT MẬT"]), data=st.data())
def test_invisible_signs_and_look_alike_letters_hide_nothing(stamp, data):
    alike = {"M": "\u041c", "T": "\u0422", "I": "\u0406", "E": "\u0415"}
    hidden = st.sampled_from(["", "", "\u200b", "\u00ad", "\u2060", "\ufeff"])
    disguised = "".join(
        (alike.get(letter, letter) if data.draw(st.booleans()) else letter) + data.draw(hidden) for letter in stamp
    )
    assert is_stamped(disguised)


@given(lines=ordinary_lines, form=forms)
def test_an_ordinary_text_is_never_stopped(lines, form):
    assert not is_stamped(unicodedata.normalize(form, "\n".join(lines)))


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_no_text_is_spared_the_patterns_that_would_be_stopped_by_them(text):
    with patch.object(stamps, "_may_be", return_value=True):
        judged = is_stamped(text)
    assert is_stamped(text) == judged


@given(st.text(max_size=300))
def test_any_text_can_be_judged(text):
    assert is_stamped(text) in {True, False}


def test_a_long_text_is_judged_quickly():
    begun = time.process_time()
    assert not is_stamped(("mật độ " * 200 + "\n") * 200 + "độ mật " * 20_000)
    assert time.process_time() - begun < 5
