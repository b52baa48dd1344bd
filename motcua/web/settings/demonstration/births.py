"""Declarations of invented births by invented families, and the papers that go with them."""

from collections.abc import Mapping
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from motcua.foundation.forms.values import drop, put
from motcua.foundation.pack.chosen import pack
from motcua.web.settings.demonstration.scene import Family, Person, Scenery
from motcua.web.settings.environment import PROJECT

BIRTH = "1.001193"
# Birth, permanent residence and health insurance at once; not every city offers it.
LINKED_BIRTH = "2.000986"
_FONT = PROJECT / "node_modules/@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf"

GIVEN_NAMES = (
    ("Gia Hân", "female"), ("Minh Khôi", "male"), ("Bảo Ngọc", "female"), ("Đức Anh", "male"), ("Tuệ Lâm", "female"),
    ("Nhật Minh", "male"), ("Khánh Vy", "female"), ("Quang Huy", "male"), ("Phương Linh", "female"),
    ("Hải Đăng", "male"), ("Thảo Nguyên", "female"), ("Hoàng Nam", "male"),
)  # fmt: skip
# What is written on a paper besides mother and child, and the name of its photograph.
PAPERS = {
    "medical-birth-certificate": ("GIẤY CHỨNG SINH", "Giay-chung-sinh.jpg"),
    "birth-commitment": ("GIẤY CAM ĐOAN VỀ VIỆC SINH", "Giay-cam-doan.jpg"),
}


def declaration(
    number: int,
    family: Family,
    *,
    places: Scenery,
    filed_on: date,
    commune: str,
    days_old: int = 0,
    changes: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """
    Return a sound declaration of the birth number `number`, filed about two weeks after it or at `days_old` days.

    `changes` are answers by dotted path; None takes one away.
    """
    given, sex = GIVEN_NAMES[number % len(GIVEN_NAMES)]
    home = {"line": places.streets[number % len(places.streets)], "commune": commune, "commune_now": commune}
    born_on = filed_on - timedelta(days=days_old or 9 + number % 20)
    father, filer = family.father, family.filer
    values: dict[str, Any] = {
        "filer": {
            "relation": family.files, "full_name": filer.name, "born_on": filer.born_on, "identity_kind": "personal-id",
            "personal_id": filer.number, "residence_kind": "permanent", "residence": home, "phone": "+84901234567",
        },
        "child": {
            "situation": "ordinary", "proof": "paper", "sex": sex,
            "full_name": f"{(father or family.mother).family_name} {given}",
            "born_on": born_on.isoformat(), "born_at": f"{5 + number % 12:02d}:20",
            "born_in": "health-facility", "birth_facility": places.hospital,
            "birth_place": {"line": places.hospital_street, "commune": commune, "commune_now": commune},
            "ethnicity": "kinh", "nationality": "VN", "home_town": places.home_town,
        },
        "parents": {"marriage": "unmarried"},
        "mother": _parent(family.mother, home),
        "result": {"copies": 1 + number % 3, "delivery": "counter"},
        "statement": {"true": True},
    }  # fmt: skip
    if father is not None:
        values["parents"] = {
            "marriage": "married", "marriage_number": "45/2023", "married_at": places.married_at,
        }  # fmt: skip
        values |= {"father": _parent(father, home), "registration": {"at": "mother"}}
    if family.files == "grandparent":
        values["filer"]["agreed_with_parents"] = True
    for path, value in (changes or {}).items():
        if value is None:
            drop(values, path)
        else:
            put(values, path, value)
    return values


def linked_declaration(number: int, family: Family, *, places: Scenery, filed_on: date, commune: str) -> dict[str, Any]:
    """Return a sound declaration for the birth number `number` together with the child's residence and insurance."""
    alone = declaration(number, family, places=places, filed_on=filed_on, commune=commune)
    father = family.father
    named = {"full_name": father.name, "born_on": father.born_on, "personal_id": father.number} if father else {}
    home = alone["filer"]["residence"]
    kept = ("full_name", "sex", "born_on", "ethnicity", "home_town")
    return {
        "filer": alone["filer"] | {"relation": "kin" if family.files == "grandparent" else "parent"},
        "child": {name: alone["child"][name] for name in kept} | {
            "proof": "facility", "birthplace": places.hospital, "household": "parents", "home": home,
            "householder": (father or family.mother).name, "hospital": places.clinic,
        },
        "mother": alone["mother"],
        "father": {"declared": father is not None, **named},
        "result": {"delivery": "counter"},
        "statement": {"true": True},
    }  # fmt: skip


def _parent(person: Person, home: Mapping[str, str]) -> dict[str, Any]:
    return {
        "full_name": person.name, "born_on": person.born_on, "ethnicity": "kinh", "nationality": "VN",
        "identity_kind": "personal-id", "personal_id": person.number, "residence_kind": "permanent",
        "residence": dict(home),
    }  # fmt: skip


def paper(requirement: str, values: Mapping[str, Any]) -> tuple[str, bytes]:
    """Return the name and a photograph, as a JPEG, of an invented paper for a requirement."""
    title, name = PAPERS[requirement]
    child = values["child"]
    day = date.fromisoformat(child["born_on"])
    picture = Image.new("RGB", (1100, 1500), (250, 248, 242))
    pen = ImageDraw.Draw(picture)
    large, text = ImageFont.truetype(str(_FONT), 44), ImageFont.truetype(str(_FONT), 30)
    pen.text((550, 140), title, fill=(30, 30, 34), font=large, anchor="mm")
    facility = child.get("birth_facility") or child.get("birthplace")
    place = f"Tại: {facility}, {pack().name.vi}" if facility else "Tại: nhà riêng"
    hour = f"vào lúc: {child['born_at']}, " if "born_at" in child else ""
    lines = (
        f"Họ và tên mẹ: {values['mother']['full_name'].upper()}",
        f"Đã sinh con {hour}ngày {day:%d/%m/%Y}",
        place,
        f"Giới tính: {'Nữ' if child['sex'] == 'female' else 'Nam'}     Cân nặng: 3.100 gam",
        f"Dự định đặt tên con: {child['full_name']}",
        "(Bản mẫu trình diễn, không có giá trị)",
    )
    for row, line in enumerate(lines):
        pen.text((110, 300 + row * 80), line, fill=(40, 40, 46), font=text)
    content = BytesIO()
    picture.save(content, "JPEG", quality=80)
    return name, content.getvalue()
