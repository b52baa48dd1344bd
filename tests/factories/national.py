"""
Records as the national catalogue has them, with every irregularity that it is known for; the same seed makes the same file.

`record(n)` is a sound one. `IRREGULAR` are changes to one, each with the rule that speaks of it; `lines` is a file.
"""

import json
import random
import unicodedata
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import datetime
from typing import Any

from motcua.foundation.policy.types import system
from motcua.register.procedures import commands, queries
from motcua.register.procedures.types import Difference, Line, ProcedureVersion, Remark
from tests.factories.city import CATALOGUE, NOW
from tests.factories.declarations import HOME, PERSON

Record = dict[str, Any]

# What a person who files for themselves declares of an imported procedure that the commune decides.
DECLARED: Record = {
    "filer": {"for": "self", **PERSON, "phone": "+84901234567"},
    "place": {"at": HOME},
    "result": {"delivery": "counter"},
    "statement": {"true": True},
}

COMMUNE = "Ủy ban nhân dân cấp xã"
DECIDED = 1_767_200_400_000  # 2026-01-01 in Viet Nam
_VERBS = (
    "Cấp",
    "Cấp lại",
    "Gia hạn",
    "Điều chỉnh",
    "Thu hồi",
    "Công nhận",
    "Xác nhận",
    "Đăng ký",
    "Thẩm định",
    "Phê duyệt",
)
_THINGS = (
    "giấy phép khai thác nước dưới đất", "chứng chỉ hành nghề dược", "giấy chứng nhận đủ điều kiện an toàn thực phẩm",
    "giấy phép hoạt động điện lực", "quyết định cho phép thành lập hội", "giấy phép xây dựng công trình",
    "giấy chứng nhận cơ sở nuôi trồng thủy sản", "văn bản chấp thuận biểu diễn nghệ thuật", "trợ cấp xã hội hằng tháng",
    "giấy phép dạy thêm, học thêm", "mã số vùng trồng", "giấy phép kinh doanh vận tải", "hồ sơ quy hoạch chi tiết",
)  # fmt: skip
_FOR = (
    "cho cá nhân",
    "cho tổ chức",
    "đối với cơ sở mới",
    "lần đầu",
    "do bị mất",
    "do bị hỏng",
    "theo mẫu",
    "trên địa bàn",
)
_SECTORS = (
    ("G13-TN04", "Tài nguyên nước"), ("G18-YT04", "Dược phẩm"), ("G18-YT01", "An toàn thực phẩm"), ("G02-CT11", "Điện"),
    ("G09-NV11", "Hội, quỹ"), ("G17-XD11", "Hoạt động xây dựng"), ("G10-NN14", "Thủy sản"), ("G16-VH10", "Nghệ thuật"),
)  # fmt: skip
_BODIES = (
    COMMUNE,
    COMMUNE,
    "Ủy ban nhân dân cấp tỉnh",
    "Sở Y tế",
    "Sở Xây dựng",
    "Sở Nội vụ",
    "Thuế cơ sở",
    "Bộ Công thương",
)
_PAPERS = (
    "Đơn đề nghị theo Mẫu số 01",
    "Bản sao giấy tờ chứng minh",
    "Báo cáo kết quả",
    "Ảnh chân dung",
    "Hợp đồng thuê",
)


def record(number: int = 1, **changes: Any) -> Record:
    """A sound record: one case, three ways of filing, two papers, decided by the commune."""
    code = f"1.2{number:05d}"
    methods: list[Record] = [
        {
            "submissionMethod": way,
            "processingTime": 7,
            "processingTimeUnit": "WORKING_DAY",
            "description": "",
            "fees": [],
        }
        for way in ("ONLINE", "DIRECT", "POSTAL")
    ]
    sound: Record = {
        "code": code,
        "codeNotation": code,
        "name": f"Thủ tục cấp giấy phép thử số {number}",
        "executionSteps": [{"name": "", "description": "Bước 1: Nộp hồ sơ.\nBước 2: Thẩm định.\nBước 3: Trả kết quả."}],
        "executionMethods": methods,
        "executionCases": [{"name": "", "profileComponents": [paper("Đơn đề nghị", 1), paper("Bản sao hợp đồng", 2)]}],
        "state": "UPDATED",
        "isInternal": False,
        "type": "STANDARD",
        "isWard": True,
        "isProvince": False,
        "isMinistry": False,
        "isOtherAgency": False,
        "isVertical": False,
        "isFullProcess": True,
        "isOfflineOnly": False,
        "isNonTerritorial": False,
        "categoriesDetails": [{"id": "x", "name": "Lĩnh vực thử", "code": "G18-YT04"}],
        "departmentsExecuting": [],
        "unitGroupsExecuting": [{"id": "x", "name": COMMUNE}],
        "legalBasisesDetails": [{"id": "x", "name": "Nghị định thử", "code": "1/2026/NĐ-CP"}],
        "resultsDetails": [{"id": "x", "name": "Giấy phép thử", "code": "KQ.G18.900001"}],
        "subjectTypesDetails": [{"id": "x", "name": "Công dân Việt Nam", "code": "ĐT1"}],
        "departmentPromulgateCode": "G18",
        "departmentPromulgateName": "Bộ Y tế",
        "cases": [
            {
                "id": "x",
                "name": "Cấp giấy phép thử",
                "code": f"{code}.01",
                "processingDay": {"qty": 7, "type": "WORKING_DAY"},
            }
        ],
        "executingAgencies": "",
        "requirementsAndConditions": "",
        "procedureProposal": {"proposalNumber": "1/QĐ-BYT", "decisionDate": DECIDED},
    }
    return {**sound, **changes}


def paper(name: str, number: int = 1, **changes: Any) -> Record:
    """A paper of a record, as records have it: one original, never said to be required."""
    sound = {
        "originalQty": 1, "copyQty": 0, "required": False, "hasElectronicForm": False, "isProcessingResult": False,
        "name": name, "code": f"G18-KQ{number:06d}", "attachments": [],
    }  # fmt: skip
    return {**sound, **changes}


def changed(path: str, value: Any) -> Callable[[Record], Record]:
    """Return a change that puts a value at a path such as `executionMethods.0.processingTime`."""

    def change(sound: Record) -> Record:
        whole = deepcopy(sound)
        inner: Any = whole
        *way, last = path.split(".")
        for step in way:
            inner = inner[int(step)] if step.isdigit() else inner[step]
        inner[int(last) if last.isdigit() else last] = value
        return whole

    return change


def fee(value: Any, words: str = "", *, kind: str = "FEE", **more: Any) -> Record:
    return {"type": kind, "value": value, "currencyId": "", "attachment": None, "description": words, **more}


def _limit(amount: Any, unit: Any) -> Callable[[Record], Record]:
    return changed("cases.0.processingDay", {"qty": amount, "type": unit})


def _no_limit(sound: Record) -> Record:
    rows = [{**row, "processingTime": 0, "processingTimeUnit": "OTHER"} for row in sound["executionMethods"]]
    return {**sound, "cases": [], "executionMethods": rows}


# The rule that speaks, and a change that makes it.
IRREGULAR: dict[str, Callable[[Record], Record]] = {
    "no-name": changed("name", "  "),
    "bad-code": changed("code", "1.2/34 <b>"),
    "internal": changed("isInternal", value=True),
    "not-in-force": changed("state", "EXPIRED"),
    "markup": changed("requirementsAndConditions", "<p>Có <b>giấy phép</b>;</p><script>alert(1)</script><p>diện tích &lt; 50 m2</p>"),
    "not-nfc": changed("executionSteps.0.description", unicodedata.normalize("NFD", "Bước 1: Nộp hồ sơ tại phường.")),
    "unseen-signs": changed("note", "Một\u200b lưu ý\x00"),
    "too-long": changed("requirementsAndConditions", "Điều kiện rất dài. " * 3000),
    "too-many": changed("requirementsAndConditions", "\n".join(f"- Điều kiện {each}" for each in range(200))),
    "wrong-type": changed("isProvince", "maybe"),
    "unknown-unit": _limit(3, "FORTNIGHT"),
    "negative": _limit(-5, "DAY"),
    "absurd": _limit(99_999, "WORKING_DAY"),
    "half-unit": _limit(1.5, "MONTH"),
    "no-limit": _no_limit,
    "limit-from-words": lambda sound: changed("executionMethods.0.description", "Trong 05 ngày làm việc")(_no_limit(sound)),
    "limits-differ": _limit(20, "DAY"),
    "unknown-way": changed("executionMethods.0.submissionMethod", "PIGEON"),
    "no-way": changed("executionMethods", []),
    "offline-only": changed("isOfflineOnly", value=True),
    "several-amounts": changed("executionMethods.0.fees", [fee(100_000, "Loại 1"), fee(200_000, "Loại 2")]),
    "foreign-currency": changed("executionMethods.0.fees", [fee(10, "/bản", currencyName="USD")]),
    "unknown-fee": changed("executionMethods.0.fees", [fee(100_000, kind="TIP")]),
    "unknown-field": changed("moonPhase", "full"),
    "not-taken": changed("delegatedAgencies", "Sở Y tế"),
    "form-files": changed("executionCases.0.profileComponents.0.attachments", [{"fileName": "Mau01.docx"}]),
    "unknown-subject": changed("subjectTypesDetails", [{"name": "Tổ chức từ sao Hỏa", "code": "ĐT99"}]),
    "no-subject": changed("subjectTypesDetails", []),
    "no-result": changed("resultsDetails", []),
    "result-twice": lambda sound: {**sound, "resultsDetails": sound["resultsDetails"] * 2},
    "no-sector": changed("categoriesDetails", []),
    "several-sectors": lambda sound: {**sound, "categoriesDetails": sound["categoriesDetails"] * 2},
    "no-steps": changed("executionSteps", []),
    "capitals": changed("name", "THỦ TỤC CHO PHÉP HỘI HOẠT ĐỘNG TRỞ LẠI"),
    "long-name": changed("name", "Cấp giấy phép cho cơ sở có tên rất dài " * 200),
    "date-ahead": changed("procedureProposal.decisionDate", 4_000_000_000_000),
    "odd-code": changed("code", "1.01336110"),
    "another-province": lambda sound: {**sound, "departmentPromulgateCode": "H15", "departmentPromulgateName": "UBND tỉnh Đắk Lắk"},
    "decided-elsewhere": changed("unitGroupsExecuting", [{"name": "Chi cục Hải quan khu vực"}]),
    "agency-by-field": lambda sound: {
        **sound, "isWard": False, "isProvince": True, "unitGroupsExecuting": [{"name": "Ủy ban nhân dân cấp tỉnh"}],
    },
    "no-agency": lambda sound: {
        **sound, "isWard": False, "isProvince": True, "unitGroupsExecuting": [None], "departmentPromulgateCode": "G77",
        "categoriesDetails": [{"name": "Lạ", "code": "99"}],
    },
    "cases-alike": lambda sound: {
        **sound, "cases": [*sound["cases"], {**sound["cases"][0], "processingDay": {"qty": 3, "type": "WORKING_DAY"}}],
    },
}  # fmt: skip

BROKEN: dict[str, bytes] = {
    "not-json": b'{"code": "1.234567", "name": ',
    "not-an-object": b'["1.234567"]',
    "not-utf-8": b'{"code": "1.234567", "name": "Th\xe1\xbb t\xff"}',
    "no-code": b'{"name": "Kh\xc3\xb4ng m\xc3\xa3"}',
    "no-detail": b'{"code": "1.234567", "detail": "none"}',
}


def records(count: int, seed: int = 20_261_128) -> Iterator[Record]:
    """Yield so many records as a whole catalogue mixes them: every tenth has something irregular about it."""
    dice = random.Random(seed)
    kinds = [change for rule, change in IRREGULAR.items() if rule not in {"bad-code", "odd-code"}]
    for number in range(1, count + 1):
        sector = dice.choice(_SECTORS)
        body = dice.choice(_BODIES)
        name = f"{dice.choice(_VERBS)} {dice.choice(_THINGS)} {dice.choice(_FOR)} ({number})"
        papers = [
            paper(
                f"{dice.choice(_PAPERS)} số {each} {'kèm theo các tài liệu liên quan ' * dice.randrange(4)}",
                number * 40 + each,
            )
            for each in range(dice.randrange(1, 12))
        ]
        whole = record(
            number, name=name, categoriesDetails=[{"name": sector[1], "code": sector[0]}],
            departmentPromulgateCode=sector[0][:3], unitGroupsExecuting=[{"name": body}],
            isWard=body == COMMUNE, isProvince=body.startswith(("Sở", "Ủy ban nhân dân cấp tỉnh")),
            isMinistry=body.startswith("Bộ"), executionCases=[{"name": "", "profileComponents": papers}],
            legalBasisesDetails=[
                {"code": f"{each}/2026/NĐ-CP", "name": "Nghị định quy định chi tiết một số điều"} for each in range(dice.randrange(1, 9))
            ],
            executionSteps=[{"name": "", "description": "\n".join(f"Bước {each}: Làm việc thứ {each}." for each in range(1, 9))}],
        )  # fmt: skip
        yield dice.choice(kinds)(whole) if number % 10 == 0 else whole


def lines(count: int, seed: int = 20_261_128, *, broken: bool = True) -> bytes:
    """Return a file of so many records, some of them broken, as the portal's crawlers write it: BOM, CRLF here and there."""
    out = [b"\xef\xbb\xbf"]
    for number, each in enumerate(records(count, seed), start=1):
        content = json.dumps(
            {"id": str(number), "code": each["code"], "name": each["name"], "detail": each}, ensure_ascii=False
        )
        out.append(content.encode() + (b"\r\n" if number % 7 == 0 else b"\n"))
        if number % 500 == 1:
            out.append(b"\n")
    if broken:
        out += [content + b"\n" for content in BROKEN.values()]
    return b"".join(out)


class Silent:
    """Whoever does not care what an import tells."""

    def remark(self, remark: Remark) -> None:
        pass

    def changed(self, version: ProcedureVersion, differences: tuple[Difference, ...]) -> None:
        pass

    def done(self, records: int) -> None:
        pass


def take(*values: Record, now: datetime = NOW) -> commands.Imported:
    """Import records, as if nothing were the city's own."""
    found = [Line(number, one) for number, one in enumerate(values, start=1)]
    return commands.import_national(
        found,
        queries.read_stand_ins(CATALOGUE, "hcmc"),
        actor=system("catalogue"),
        now=now,
        watcher=Silent(),
        ours=frozenset(),
    )
