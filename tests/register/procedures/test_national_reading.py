"""A record of the national catalogue becomes a version; whatever is open, guessed or dropped is said."""

import json
import unicodedata
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.register.procedures import queries
from motcua.register.procedures.rules import (
    Known,
    body_of,
    competent_agency,
    content_of,
    differences,
    faults_of,
    numbered,
    version_of,
)
from motcua.register.procedures.types import Channel, Level, Outcome, Unknown
from tests.factories.national import BROKEN, COMMUNE, IRREGULAR, changed, fee, lines, paper, record, records
from tests.factories.procedures import CATALOGUE

TODAY = date(2026, 11, 28)
STAND_INS = queries.read_stand_ins(CATALOGUE, "hcmc")
# What imports may be without and our own catalogue may not: English.
OWED_BY_US_ALONE = {"no-english"}


def read(values):
    return version_of(values, 7, STAND_INS, today=TODAY)


def version(values):
    found = read(values).version
    assert found is not None
    return found


def limit_of(amount, unit, **more):
    return version(changed("cases.0.processingDay", {"qty": amount, "type": unit, **more})(record())).cases[-1].limit


def fees_of(*fees, way=1):
    return [
        (one.code, one.amounts[0].amount_vnd)
        for one in version(changed(f"executionMethods.{way}.fees", list(fees))(record())).fees
    ]


class TestASoundRecord:
    def test_it_uses_the_common_declaration_with_the_record_s_own_papers_limit_and_result(self):
        found = version(record())
        assert found.name.vi == "Cấp giấy phép thử số 1"
        assert found.official_name.vi == "Thủ tục cấp giấy phép thử số 1"
        assert [one.code for one in found.declaration.pages] == [
            "filing", "filer", "concerned", "place", "request", "result", "statement",
        ]  # fmt: skip
        assert [one.name.vi for one in found.cases[-1].papers] == ["Đơn đề nghị", "Bản sao hợp đồng"]
        assert found.cases[-1].limit == Limit(7, LimitUnit.WORKING_DAYS)
        assert found.channels == (Channel.ONLINE, Channel.COUNTER, Channel.POST)
        assert found.level is Level.FULLY_ONLINE
        assert found.valid_from == date(2026, 1, 1)
        assert found.is_offered

    def test_nothing_is_said_of_it(self):
        assert read(record()).remarks == ()

    def test_the_commune_that_the_applicant_names_decides(self):
        values = {"place": {"at": {"commune_now": "H29.26740"}}}
        assert competent_agency(version(record()), values, on=TODAY) == "H29.26740"

    def test_organisations_get_the_declaration_for_anybody(self):
        found = version(record(subjectTypesDetails=[{"code": "ĐT2", "name": "Doanh nghiệp"}]))
        assert found.organisations
        assert "organisation" in [one.code for one in found.declaration.pages]

    def test_the_same_record_says_the_same_on_another_day(self):
        later = version_of(record(), 9, STAND_INS, today=date(2027, 1, 1)).version
        assert content_of(later) == content_of(version(record()))


class TestWhoDecides:
    @pytest.mark.parametrize(
        ("words", "flags", "agency"),
        [
            ("Sở Y tế", {"isWard": False, "isProvince": True}, "H29.19"),
            ("Ủy ban nhân dân cấp tỉnh", {"isWard": False, "isProvince": True}, "H29.19"),
            ("Ban Quản lý khu công nghệ cao", {"isWard": False, "isProvince": True}, "H29.28"),
            ("Bộ Y tế", {"isWard": False, "isProvince": True}, "H29.19"),
            ("Công an cấp tỉnh", {"isWard": False, "isProvince": True}, "H29.30"),
            ("Phòng cảnh sát quản lý hành chính về trật tự xã hội", {"isWard": False, "isProvince": True}, "H29.30"),
            ("Bảo hiểm xã hội tỉnh", {"isWard": False, "isVertical": True}, "H29.31"),
            ("Thuế cơ sở", {"isWard": False, "isVertical": True}, "H29.32"),
            ("Chi nhánh Văn phòng đăng ký đất đai khu vực", {"isWard": False, "isProvince": True}, "H29.33"),
        ],
    )
    def test_the_city_s_agency_in_the_words_or_the_field_of_the_record(self, words, flags, agency):
        found = version(record(unitGroupsExecuting=[{"name": words}], **flags))
        assert [one.agency for one in found.competence.rules] == [agency]
        assert "place" not in [one.code for one in found.declaration.pages]

    @pytest.mark.parametrize(
        "changes",
        [
            {"unitGroupsExecuting": [{"name": "Chi cục Hải quan khu vực"}], "isVertical": True},
            {
                "unitGroupsExecuting": [{"name": "Cục Quản lý xuất nhập cảnh, Bộ Công an"}],
                "isWard": False,
                "isMinistry": True,
            },
            {"unitGroupsExecuting": [], "isWard": False, "isMinistry": True, "departmentPromulgateName": "Bộ Y tế"},
            {"unitGroupsExecuting": [{"name": "Bộ Y tế"}], "isWard": False, "isMinistry": True},
            {"departmentPromulgateCode": "H15", "departmentPromulgateName": "UBND tỉnh Đắk Lắk"},
        ],
    )
    def test_what_is_decided_elsewhere_is_told_and_not_offered(self, changes):
        found = version(record(**changes))
        assert found.level is Level.INFORMATIONAL
        assert not found.is_offered
        assert found.competence.rules == ()
        assert found.competence.name.vi in found.summary.vi

    def test_the_police_of_a_commune_decide_there_and_not_its_committee(self):
        found = version(record(unitGroupsExecuting=[{"name": "Công an cấp Xã"}], isVertical=True))
        assert found.competence.name.vi == "Công an phường, xã"
        assert [one.name.vi for one in found.steps if one.role == "leader"] == ["Chỉ huy Công an duyệt"]
        values = {"place": {"at": {"commune_now": "H29.26740"}}}
        assert competent_agency(found, values, on=TODAY) == "H29.26740.2"

    def test_the_city_s_own_procedures_are_the_city_s(self):
        own = record(departmentPromulgateCode="H29", type="SPECIFIC")
        assert version(own).is_offered
        assert version(own).record.own


class TestLimits:
    @pytest.mark.parametrize(
        ("amount", "unit", "limit"),
        [
            (3, "WORKING_DAY", Limit(3, LimitUnit.WORKING_DAYS)),
            ("07", "WORKING_DAY", Limit(7, LimitUnit.WORKING_DAYS)),
            ("7,5", "WORKING_DAY", Limit(7.5, LimitUnit.WORKING_DAYS)),
            (0.5, "WORKING_DAY", Limit(0.5, LimitUnit.WORKING_DAYS)),
            (0.5, "DAY", Limit(0.5, LimitUnit.WORKING_DAYS)),
            (0.333, "WORKING_DAY", Limit(0.5, LimitUnit.WORKING_DAYS)),
            (20, "DAY", Limit(20, LimitUnit.CALENDAR_DAYS)),
            (8, "HOUR", Limit(8, LimitUnit.WORKING_HOURS)),
            (2, "MONTH", Limit(2, LimitUnit.MONTHS)),
            (1.5, "MONTH", Limit(45, LimitUnit.CALENDAR_DAYS)),
            (1, "YEAR", Limit(12, LimitUnit.MONTHS)),
            # What cannot be a limit leaves that of the ways of filing.
            (-5, "DAY", Limit(7, LimitUnit.WORKING_DAYS)),
            (True, "DAY", Limit(7, LimitUnit.WORKING_DAYS)),
            (99_999, "DAY", Limit(7, LimitUnit.WORKING_DAYS)),
            (3, "FORTNIGHT", Limit(7, LimitUnit.WORKING_DAYS)),
            (1e400, "DAY", Limit(7, LimitUnit.WORKING_DAYS)),
        ],
    )
    def test_units_and_halves(self, amount, unit, limit):
        assert limit_of(amount, unit) == limit

    def test_without_a_number_the_words_tell_and_of_several_the_longest(self):
        found = version(IRREGULAR["limit-from-words"](record()))
        assert found.cases[-1].limit == Limit(5, LimitUnit.WORKING_DAYS)
        words = changed("executionMethods.0.description", "05 ngày làm việc, phức tạp 10 ngày làm việc, sau 15 giờ")
        assert version(words(IRREGULAR["no-limit"](record()))).cases[-1].limit == Limit(10, LimitUnit.WORKING_DAYS)

    def test_where_nothing_tells_a_stand_in_says_so(self):
        found = version(IRREGULAR["no-limit"](record()))
        assert found.cases[-1].limit == STAND_INS.limit
        assert found.cases[-1].limit_note is not None
        assert Unknown.LIMIT in found.national.unknown

    def test_steps_fit_into_the_shortest_limit(self):
        found = version(changed("cases.0.processingDay", {"qty": 1, "type": "HOUR"})(record()))
        assert 4 <= sum(step.minutes for step in found.steps) <= 60

    def test_ways_that_take_another_time_keep_it_where_cases_say_nothing(self):
        found = version(changed("executionMethods.0.processingTime", 3)(record(cases=[])))
        assert found.cases[-1].limit_for("counter") == Limit(7, LimitUnit.WORKING_DAYS)
        assert found.cases[-1].limit_for("online") == Limit(3, LimitUnit.WORKING_DAYS)


class TestFees:
    @pytest.mark.parametrize(
        ("given", "told"),
        [
            (fee(0), []),
            (fee(0, "Không"), []),
            (fee(0, "Miễn lệ phí."), []),
            (fee(50_000, "đồng/lần"), [("fee", 50_000)]),
            (fee("50000"), [("fee", 50_000)]),
            (fee(50_000, kind="SERVICE_FEE"), [("charge", 50_000)]),
            (fee(0, "Do Hội đồng nhân dân cấp tỉnh quy định"), [("fee", None)]),
            (fee(None, "Theo quy định"), [("fee", None)]),
            (fee(160_000, "160.000; cấp lại 320.000 đồng"), [("fee", None)]),
            (fee(10, "/bản", currencyName="USD"), [("fee", None)]),
            (fee(-1), [("fee", None)]),
            (fee(9e12), [("fee", None)]),
            (fee(12.5), [("fee", None)]),
        ],
    )
    def test_an_amount_is_taken_where_nothing_else_is_said(self, given, told):
        assert fees_of(given) == told

    def test_alternatives_are_never_added_up(self):
        assert fees_of(fee(1_000_000, "Dưới 50 phút"), fee(2_000_000, "Trên 50 phút")) == [("fee", None)]

    def test_a_fee_of_one_way_alone_is_paid_by_that_way(self):
        rows = changed("executionMethods.0.fees", [fee(10_000)])(
            changed("executionMethods.1.fees", [fee(20_000)])(record())
        )
        assert {one.channels: one.amounts[0].amount_vnd for one in version(rows).fees} == {
            (Channel.ONLINE,): 10_000, (Channel.COUNTER,): 20_000,
        }  # fmt: skip

    def test_the_order_of_rows_changes_nothing(self):
        there, back = record(), record()
        there["executionMethods"] = changed("1.fees", [fee(20_000), fee(5_000, kind="SERVICE_FEE")])(
            there["executionMethods"]
        )
        back["executionMethods"] = changed("1.fees", [fee(5_000, kind="SERVICE_FEE"), fee(20_000)])(
            back["executionMethods"]
        )
        assert version(there).fees == version(back).fees


class TestCasesAndPapers:
    def test_cases_of_several_names_are_chosen_among(self):
        cases = [
            {"name": name, "code": code, "processingDay": {"qty": days, "type": "WORKING_DAY"}}
            for name, code, days in (("Cấp mới", "1.200001.01", 10), ("Cấp lại", "1.200001.02", 3))
        ]
        found = version(record(cases=cases))
        assert [(one.code, one.limit.amount) for one in found.cases] == [("case-1", 10), ("case-2", 3), ("usual", 10)]
        assert [one.label.vi for one in found.declaration.lists["cases"]][:2] == ["Cấp mới", "Cấp lại"]

    def test_groups_named_after_whom_they_concern_are_cases_with_their_own_papers(self):
        groups = [
            {"name": "1.1. Đối với cá nhân:", "profileComponents": [paper("Căn cước", 1)]},
            {"name": "(b) Trường hợp tổ chức:", "profileComponents": [paper("Quyết định", 2)]},
            {"name": "* Lưu ý:", "profileComponents": [paper("Bản sao có chứng thực.", 3)]},
            {"name": "", "profileComponents": [paper("Đơn", 4)]},
        ]
        found = version(record(executionCases=groups))
        assert [[one.name.vi for one in case.papers] for case in found.cases] == [
            ["Căn cước", "Đơn"], ["Quyết định", "Đơn"], ["Căn cước", "Quyết định", "Đơn"],
        ]  # fmt: skip
        assert "Bản sao có chứng thực." in [one.text.vi for one in found.notes]

    def test_one_code_for_several_papers_makes_several_papers_and_the_same_paper_stands_once(self):
        rows = [paper("Đơn", 1), paper("Bản đồ", 1), paper("Đơn", 1)]
        found = version(record(executionCases=[{"name": "", "profileComponents": rows}]))
        codes = [one.code for one in found.cases[-1].papers]
        assert [one.name.vi for one in found.cases[-1].papers] == ["Đơn", "Bản đồ"]
        assert len(set(codes)) == 2
        assert all(code.replace("-", "").isalnum() for code in codes)

    def test_a_paper_as_long_as_a_page_has_a_short_name_and_its_words_beside(self):
        long = "Bản thuyết minh. " * 200
        (found,) = version(record(executionCases=[{"name": "", "profileComponents": [paper(long)]}])).cases[-1].papers
        assert len(found.name.vi) <= 201
        assert found.hint.vi.startswith("Bản thuyết minh. Bản thuyết minh.")

    def test_strange_quantities_are_dropped(self):
        rows = [paper("Đơn", 1, originalQty=-1, copyQty=10_000), paper("Bản đồ", 2, originalQty="2", copyQty=None)]
        found = version(record(executionCases=[{"name": "", "profileComponents": rows}])).cases[-1].papers
        assert [(one.originals, one.copies) for one in found] == [(0, 0), (2, 0)]


class TestTexts:
    def test_markup_is_taken_out_and_its_words_stay(self):
        found = version(IRREGULAR["markup"](record()))
        assert [one.text.vi for one in found.requirements] == ["Có giấy phép;", "diện tích < 50 m2"]

    def test_everything_is_in_nfc(self):
        values = json.loads(unicodedata.normalize("NFD", json.dumps(record(), ensure_ascii=False)))
        body = body_of(version(values)).decode()
        assert unicodedata.is_normalized("NFC", body)
        assert content_of(version(values)) == content_of(version(record()))

    def test_a_text_without_end_is_cut_and_said_so(self):
        mapped = read(IRREGULAR["too-long"](record()))
        assert "too-long" in [one.rule for one in mapped.remarks]
        assert len(body_of(mapped.version)) < 100_000


@pytest.mark.parametrize("rule", IRREGULAR)
def test_each_irregularity_is_told_by_its_rule_with_line_and_code(rule):
    told = {one.rule: one for one in read(IRREGULAR[rule](record())).remarks}
    assert rule in told
    assert told[rule].line == 7
    assert told[rule].message
    gone = {Outcome.REFUSED, Outcome.LEFT_OUT}
    assert (told[rule].outcome in gone) == (read(IRREGULAR[rule](record())).version is None)


def test_whatever_is_offered_is_sound():
    known = Known(
        paper_types=STAND_INS.names.paper_types, agencies={*STAND_INS.agencies}, communes=frozenset(), acts=frozenset()
    )
    for values in (*records(300), *(change(record()) for change in IRREGULAR.values())):
        found = read(values).version
        if found is not None and found.is_offered:
            assert [one for one in faults_of(found, known) if one.rule not in OWED_BY_US_ALONE] == []


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*record(), "name", "code"]), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.sampled_from(sorted(record())), JUNK)
def test_whatever_stands_in_a_field_never_breaks_the_reading(field, junk):
    mapped = read({**record(), field: junk})
    if mapped.version is not None:
        assert msgspec.json.decode(body_of(mapped.version), type=type(mapped.version)) == mapped.version


class TestFiles:
    def rules(self, tmp_path, content):
        file = tmp_path / "records.jsonl"
        file.write_bytes(content)
        return [(one.number, one.remark.rule if one.remark else "") for one in queries.read_lines(file)]

    def test_marks_and_line_ends_of_any_system_and_empty_lines(self, tmp_path):
        assert self.rules(tmp_path, b'\xef\xbb\xbf{"a": 1}\r\n\r\n  \n{"a": 2}') == [(1, ""), (4, "")]

    def test_an_empty_file_has_no_record(self, tmp_path):
        assert self.rules(tmp_path, b"") == []
        assert self.rules(tmp_path, b"\n\n") == []

    @pytest.mark.parametrize("rule", ["not-json", "not-an-object", "not-utf-8"])
    def test_a_broken_line_is_told_with_its_number_and_the_others_are_read(self, tmp_path, rule):
        assert self.rules(tmp_path, b'{"a": 1}\n' + BROKEN[rule] + b'\n{"a": 2}\n') == [(1, ""), (2, rule), (3, "")]

    @pytest.mark.parametrize("rule", ["no-code", "no-detail"])
    def test_a_line_without_its_parts_is_refused(self, rule):
        (remark,) = read(json.loads(BROKEN[rule])).remarks
        assert (remark.rule, remark.outcome) == (rule, Outcome.REFUSED)

    def test_one_document_is_read_too_and_what_is_no_json_is_told(self, tmp_path):
        assert self.rules(tmp_path, b'[{"a": 1}, 7]') == [(1, ""), (2, "not-an-object")]
        assert self.rules(tmp_path, b'{\n "a": 1\n}') == [(1, "")]
        assert self.rules(tmp_path, b"[1, 2") == [(1, "not-json")]
        assert self.rules(tmp_path, b'["no record"]\n{"a": 1}\n') == [(1, "not-an-object"), (2, "")]
        assert self.rules(tmp_path, b"PK\x03\x04\n\xff") == [(1, "not-json"), (2, "not-json")]

    def test_a_generated_file_is_the_same_each_time(self):
        assert lines(30) == lines(30)
        assert COMMUNE.encode() in lines(30)


def test_what_changed_is_told_by_field():
    before = version(record())
    longer = changed("cases.0.processingDay", {"qty": 9, "type": "WORKING_DAY"})(record())
    longer["executionCases"] = [{"name": "", "profileComponents": [paper("Đơn đề nghị", 1), paper("Bản vẽ", 3)]}]
    after = numbered(version(longer), 2, TODAY)
    assert [str(one) for one in differences(before, after)] == [
        "~ cases[usual].limit: 7 working-days -> 9 working-days",
        "- cases[usual].papers[g18-kq000002]: Bản sao hợp đồng",
        "+ cases[usual].papers[g18-kq000003]: Bản vẽ",
    ]
    assert differences(before, numbered(before, 2, TODAY)) == ()
