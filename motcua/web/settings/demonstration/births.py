"""Declarations of invented births, and the papers that go with them."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from motcua.web.settings.environment import PROJECT

_FONT = PROJECT / "node_modules/@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf"

CHILDREN = (
    ("Trần Gia Hân", "female"), ("Nguyễn Minh Khôi", "male"), ("Lê Bảo Ngọc", "female"), ("Phạm Đức Anh", "male"),
    ("Đặng Tuệ Lâm", "female"), ("Võ Nhật Minh", "male"), ("Bùi Khánh Vy", "female"), ("Hồ Quang Huy", "male"),
    ("Đỗ Phương Linh", "female"), ("Ngô Hải Đăng", "male"), ("Dương Thảo Nguyên", "female"), ("Lý Hoàng Nam", "male"),
)  # fmt: skip
STREETS = ("12 Nguyễn Huệ", "45/3 Lê Thánh Tôn", "7 Mạc Thị Bưởi", "118 Pasteur", "23 Hai Bà Trưng", "9 Thái Văn Lung")


def declaration(number: int, *, filed_on: date, commune: str, mother: str, father: str) -> dict[str, Any]:
    """Return a sound declaration of the birth number `number`, filed by the mother about two weeks after it."""
    child, sex = CHILDREN[number % len(CHILDREN)]
    home = {"line": STREETS[number % len(STREETS)], "commune": commune, "commune_now": commune}
    return {
        "filer": {
            "relation": "mother", "full_name": mother, "born_on": "1996-04-12", "identity_kind": "personal-id",
            "personal_id": "079196004321", "residence_kind": "permanent", "residence": home, "phone": "+84901234567",
            "email": "mai@motcua.example",
        },
        "child": {
            "situation": "ordinary", "proof": "paper", "full_name": child, "sex": sex,
            "born_on": (filed_on - timedelta(days=9 + number % 20)).isoformat(), "born_at": f"{5 + number % 12:02d}:20",
            "born_in": "health-facility", "birth_facility": "Bệnh viện Từ Dũ",
            "birth_place": {"line": "284 Cống Quỳnh", "commune": commune, "commune_now": commune},
            "ethnicity": "kinh", "nationality": "VN", "home_town": "Xã Cần Giờ, Thành phố Hồ Chí Minh",
        },
        "parents": {"marriage": "married", "marriage_number": "45/2023", "married_at": "UBND phường Bến Nghé, Quận 1"},
        "mother": {
            "full_name": mother, "born_on": "1996-04-12", "ethnicity": "kinh", "nationality": "VN",
            "identity_kind": "personal-id", "personal_id": "079196004321", "residence_kind": "permanent",
            "residence": home,
        },
        "father": {
            "full_name": father, "born_on": "1994-09-30", "ethnicity": "kinh", "nationality": "VN",
            "identity_kind": "personal-id", "personal_id": "079094001234", "residence_kind": "permanent",
            "residence": home,
        },
        "registration": {"at": "mother"},
        "result": {"copies": 1 + number % 3, "delivery": "counter"},
        "statement": {"true": True},
    }  # fmt: skip


def birth_paper(values: dict[str, Any]) -> bytes:
    """Return a photograph of an invented birth paper (giấy chứng sinh), as a JPEG."""
    child = values["child"]
    day = date.fromisoformat(child["born_on"])
    picture = Image.new("RGB", (1100, 1500), (250, 248, 242))
    pen = ImageDraw.Draw(picture)
    title, text = ImageFont.truetype(str(_FONT), 44), ImageFont.truetype(str(_FONT), 30)
    pen.text((360, 120), "GIẤY CHỨNG SINH", fill=(30, 30, 34), font=title)
    lines = (
        f"Họ và tên mẹ: {values['mother']['full_name'].upper()}",
        f"Đã sinh con vào lúc: {child['born_at']}, ngày {day:%d/%m/%Y}",
        f"Tại: {child['birth_facility']}, Thành phố Hồ Chí Minh",
        f"Giới tính: {'Nữ' if child['sex'] == 'female' else 'Nam'}     Cân nặng: 3.100 gam",
        f"Dự định đặt tên con: {child['full_name']}",
        "(Bản mẫu trình diễn, không có giá trị)",
    )
    for row, line in enumerate(lines):
        pen.text((110, 300 + row * 80), line, fill=(40, 40, 46), font=text)
    content = BytesIO()
    picture.save(content, "JPEG", quality=80)
    return content.getvalue()
