"""The living style page: every component with invented values, in both houses. Tests look at it."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.clock.moments import ZONE
from motcua.foundation.interface import formats
from motcua.foundation.interface.barchart import Stack, bar_chart
from motcua.foundation.interface.htmx import render
from motcua.foundation.interface.keyset import Cursor, Page, encode
from motcua.foundation.interface.parts import (
    Cell,
    Column,
    Fact,
    Happening,
    KeyHint,
    Link,
    Meanwhile,
    Option,
    Preparation,
    StoredFile,
    SummaryRow,
    Tone,
    Typed,
    WorkRow,
)
from motcua.foundation.interface.timebar import Slice, SliceKind, time_bar
from motcua.foundation.policy.doors import policy

# Invented, like everything here: no city has them.
WARDS = ("Bạch Mai Thượng", "Cầu Ngói", "Cửa Sông", "Đồng Ruộng", "Giếng Đá", "Hoa Ban", "Lũy Tre", "Mây Ngàn",
         "Ngọc Lan", "Phượng Vĩ Đông", "Suối Reo", "Thông Xanh", "Trúc Bạch Hạ", "Vườn Trầu")  # fmt: skip

PICTURE = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='600' height='800'%3E"
    "%3Crect width='600' height='800' fill='white'/%3E"
    "%3Ctext x='150' y='80' font-size='28'%3EGI%E1%BA%A4Y CH%E1%BB%A8NG SINH%3C/text%3E%3C/svg%3E"
)


def _values() -> dict[str, object]:
    day = 480
    return {
        "trail": [Link("Trang chủ", "/"), Link("Hộ tịch", "/"), Link("Đăng ký khai sinh")],
        "moment": datetime(2026, 11, 27, 14, 2, tzinfo=ZONE),
        "now": datetime(2026, 11, 27, 8, 0, tzinfo=ZONE),
        "limit": Limit(5, LimitUnit.WORKING_DAYS),
        "facts": [
            Fact("Thời hạn", "Trong ngày"),
            Fact("Lệ phí", "Miễn phí", "nếu đúng hạn 60 ngày"),
            Fact("Nơi giải quyết", "UBND phường, xã"),
            Fact("Đúng hạn tháng qua", "99,2%", "1.204 hồ sơ"),
        ],
        "prepare": [
            Preparation("Giấy chứng sinh", "Chụp bằng điện thoại cũng được"),
            Preparation("Giấy chứng nhận kết hôn của cha mẹ", "Thành phố đã có", needed=False),
            Preparation("Căn cước của người đi khai sinh", "Lấy từ tài khoản của bạn", needed=False),
        ],
        "tones": [
            ("Mới đăng ký", Tone.NEUTRAL),
            ("Đang xử lý · còn trong hạn", Tone.GOING),
            ("Đã trả kết quả", Tone.DONE),
            ("Chờ bạn bổ sung", Tone.LOOK),
            ("Quá hạn 2 giờ", Tone.LATE),
            ("Sở Xây dựng cho ý kiến", Tone.INFO),
        ],
        "wrong": [
            ("child.full_name", "Viết họ và tên như trên giấy chứng sinh."),
            ("child.born_on.year", "Viết năm bằng bốn chữ số."),
            ("child.sex", "Chọn nam hoặc nữ."),
            ("filer.id", "Số định danh có 12 chữ số; bạn đã viết 11."),
            ("papers.giay-chung-sinh", "Chọn ảnh hoặc tệp PDF của giấy này."),
        ],
        "sexes": [Option("female", "Nữ"), Option("male", "Nam"), Option("unknown", "Chưa xác định", "Bác sĩ sẽ ghi")],
        "wards": [Option(f"Z00.{number}", name) for number, name in enumerate(WARDS)],
        "files": [StoredFile("giay-chung-sinh.jpg", 812_400, href="/", remove_value="f1")],
        "rows": [
            SummaryRow("Họ và tên", "Nguyễn Gia Hân", "/"),
            SummaryRow("Sinh ngày", "14/11/2026, 03:20", "/"),
            SummaryRow(
                "Nơi sinh", "BV Phụ sản, phường Cửa Sông", "/", look="Giấy chứng sinh ghi: phường Cầu Ngói"
            ),
            SummaryRow("Mẹ", "Nguyễn Thị Hường", source="CSDL dân cư, 8:11"),
        ],
        "events": [
            Happening("Sở Xây dựng đang cho ý kiến", "Từ 9:10 sáng nay", "phải trả lời trước 24/11", now=True),
            Happening("Bạn đã bổ sung bản vẽ mặt đứng", "20:41, thứ Ba, 17/11/2026", "đồng hồ chạy tiếp"),
            Happening(
                "Phường yêu cầu bổ sung 1 giấy tờ", "10:15, thứ Tư, 11/11/2026", "đồng hồ dừng", tone=Tone.LOOK
            ),
            Happening("Phường chậm tiếp nhận 2 giờ", "10:00, thứ Tư, 4/11/2026", tone=Tone.LATE),
            Happening(
                "Phường Ngọc Lan tiếp nhận", "8:30, thứ Ba, 3/11/2026", href="/", link="Giấy tiếp nhận (PDF)"
            ),
        ],
        "bar": time_bar(
            [
                Slice("Phường Ngọc Lan", 2 * day, SliceKind.AGENCY),
                Slice("Chờ bạn bổ sung", 4 * day, SliceKind.APPLICANT, counts=False),
                Slice("Phường Ngọc Lan", 3 * day, SliceKind.AGENCY),
                Slice("Sở Xây dựng cho ý kiến", 2 * day, SliceKind.OTHER_AGENCY),
                Slice("Hệ thống quốc gia ngừng", day // 2, SliceKind.OUTAGE, counts=False),
                Slice("Chờ cổng thanh toán", day // 2, SliceKind.OTHER_SYSTEM, counts=False),
                Slice("Còn lại", 3 * day + day // 2, SliceKind.REMAINING),
            ]
        ),
        "months": bar_chart(
            [Stack(f"{month}", 900 + 37 * month, month % 3 * 20, "2026" if month == 1 else "") for month in range(1, 12)],
            number=formats.number,
        ),
        "late_bar": time_bar(
            [Slice("Phường Ngọc Lan", 5 * day, SliceKind.AGENCY), Slice("Quá hạn", 135, SliceKind.OVERDUE)]
        ),
        "tabs": [Link("Giấy chứng sinh", "/", current=True), Link("Ảnh 2", "/", count=1)],
        "columns": [Column("Hồ sơ"), Column("Tiếp nhận"), Column("Lệ phí", numeric=True)],
        "cells": [
            [Cell("Z00.12345-261122-0007", "/"), "22/11/2026", "50.000 đ"],
            [Cell("Z00.12345-261122-0011", "/", "trực tuyến"), "22/11/2026", "Miễn phí"],
        ],
        "page": Page(rows=(1,), next=encode(Cursor(key=(1,))), previous=encode(Cursor(key=(1,), backward=True))),
        "happened": [Meanwhile("Đã yêu cầu bổ sung giấy chứng sinh", "Trần Văn Bảy", "10:15 hôm nay")],
        "typed": [Typed("Ý kiến", "Đề nghị cha mẹ xác nhận lại nơi sinh.")],
        "key_hints": [KeyHint("T", "Tiếp nhận"), KeyHint("B", "Yêu cầu bổ sung"), KeyHint("X", "Từ chối")],
        "work": [
            WorkRow(
                "Đăng ký khai sinh", "/", "hôm nay 17:00", Tone.LOOK, "N. T. Hường", "12345-261122-0007",
                "trực tuyến", current=True,
            ),
            WorkRow("Xác nhận tình trạng hôn nhân", "/", "25/11", Tone.NEUTRAL, "L. V. Phúc", "12345-261121-0102"),
            WorkRow("Trợ cấp hưu trí xã hội", "/", "chậm tiếp nhận 2 giờ", Tone.LATE, "T. T. Bảy", "12345-261120-0087"),
        ],
        "picture": PICTURE,
        "pair": {"vi": "Đăng ký khai sinh", "en": "Birth registration"},
        "only_vietnamese": {"vi": "Trích lục hộ tịch", "en": ""},
    }  # fmt: skip


@require_safe
@policy("interface.use")
def kit(request: HttpRequest) -> HttpResponse:
    """Every component; `?house=desk` shows the desk's."""
    template = "interface/kit_desk.html" if request.GET.get("house") == "desk" else "interface/kit.html"
    return render(request, template, _values())
