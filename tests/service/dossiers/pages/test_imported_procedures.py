"""Procedures taken from the national catalogue: their pages own up to it, and they are filed like any other."""

import html
from copy import deepcopy

import pytest
from django.test import Client
from django.utils import timezone

from motcua.foundation.clock.moments import local_day
from motcua.service.dossiers.queries import lists
from tests.factories.national import DECLARED, IRREGULAR, changed, fee, record, take
from tests.service.dossiers.api.programs import program

pytestmark = pytest.mark.filterwarnings("ignore:No directory at")

CODE = record()["code"]


def page(address, language="vi"):
    visitor = Client()
    visitor.cookies["language"] = language
    answer = visitor.get(address)
    assert answer.status_code == 200, answer.content.decode()
    return html.unescape(answer.content.decode())


def test_its_page_says_that_a_program_took_it_when_and_what_is_not_known(people):
    take(changed("executionMethods.0.fees", [fee(0, "Do Hội đồng nhân dân quy định")])(IRREGULAR["no-limit"](record())))
    shown = page(f"/thu-tuc/{CODE}")
    for phrase in (
        "Lấy từ danh mục quốc gia, Thành phố chưa rà soát",
        f"{local_day(timezone.now()):%d/%m/%Y}".lstrip("0"),
        "thời hạn đang hiển thị là tạm tính",
        "cơ quan báo bạn mức thu",
        "Do Hội đồng nhân dân quy định",
        "Bản sao hợp đồng",
        "Bước 2: Thẩm định.",
        f'href="/nop-ho-so/{CODE}"',
    ):
        assert phrase in shown
    assert "khoảng 0 phút" not in shown
    assert "From the national catalogue" in page(f"/thu-tuc/{CODE}", "en")


@pytest.mark.parametrize("rule", ["another-province", "decided-elsewhere"])
def test_what_is_decided_elsewhere_says_by_whom_and_cannot_be_begun(people, mother, rule):
    take(IRREGULAR[rule](record()))
    shown = page(f"/thu-tuc/{CODE}")
    assert "Không nộp được ở đây" in shown
    assert {"another-province": "UBND tỉnh Đắk Lắk", "decided-elsewhere": "Chi cục Hải quan khu vực"}[rule] in shown
    assert f'href="/nop-ho-so/{CODE}"' not in shown
    assert "không nộp tại Thành phố" in page("/thu-tuc?q=giay+phep+thu")
    begun = mother.get(f"/nop-ho-so/{CODE}")
    assert begun.status_code == 422
    assert "không nộp được tại Thành phố" in html.unescape(begun.content.decode())


def test_a_program_reads_it_files_it_and_gets_a_code(people):
    take(record())
    mai = program(people.mother.person)
    line = mai.get("/procedures?q=cap+giay+phep+thu+so").json()["items"][0]
    assert (line["code"], line["offered"]) == (CODE, True)
    whole = mai.get(f"/procedures/{CODE}").json()
    assert (whole["offered"], whole["national"]["unknown"]) == (True, ["papers"])
    assert "place" in mai.get(f"/procedures/{CODE}/declaration-schema").json()["properties"]
    answer = mai.post("/dossiers", {"procedure": CODE, "declaration": DECLARED})
    assert answer.status_code == 201, answer.content.decode()
    assert answer.json()["code"].startswith("H29.26740-")
    (dossier,) = lists.mine(people.mother.person)
    assert dossier.code == answer.json()["code"]


def test_a_program_cannot_file_what_is_decided_elsewhere(people):
    take(IRREGULAR["another-province"](record()))
    mai = program(people.mother.person)
    assert mai.get(f"/procedures/{CODE}").json()["offered"] is False
    answer = mai.post("/dossiers", {"procedure": CODE, "declaration": DECLARED})
    assert (answer.status_code, answer.json()["code"]) == (422, "not-filed-here")


def test_the_case_that_was_chosen_gives_the_limit(people):
    cases = [
        {"name": name, "code": "x", "processingDay": {"qty": days, "type": "WORKING_DAY"}}
        for name, days in (("Cấp mới", 10), ("Cấp lại", 3))
    ]
    take(record(cases=cases))
    mai = program(people.mother.person)
    missing = mai.post("/dossiers", {"procedure": CODE, "declaration": DECLARED})
    assert [one["field"] for one in missing.json()["errors"]] == ["case.choice"]
    values = {**deepcopy(DECLARED), "case": {"choice": "case-2"}}
    answer = mai.post("/dossiers", {"procedure": CODE, "declaration": values})
    assert answer.status_code == 201, answer.content.decode()
    assert answer.json()["case"] == "case-2"
