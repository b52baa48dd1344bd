"""The pages of procedures: whoever comes finds, reads and begins, in both languages, by one plain request."""

import re
from datetime import UTC, datetime

import msgspec
import pytest
from django.db import connection
from django.test import Client

from motcua.foundation.clock.limits import Limit, LimitUnit
from motcua.foundation.policy.types import system
from motcua.register.procedures import commands
from motcua.register.procedures.types import Channel, ChannelLimit
from tests.factories.birth import birth_procedure
from tests.factories.procedures import procedure

# The built assets are not needed to answer.
pytestmark = pytest.mark.filterwarnings("ignore:No directory at")

NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _published(db_city):
    commands.publish(actor=system("load"), version=birth_procedure(), now=NOW)


@pytest.fixture
def visitor():
    return Client()


def page(visitor, address, **more):
    answer = visitor.get(address, **more)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_search_without_marks_leads_to_the_procedure(visitor):
    html = page(visitor, "/thu-tuc?q=dang+ky+khai+sinh")
    assert 'href="/thu-tuc/1.001193"' in html
    assert "Đăng ký khai sinh" in html


def test_a_search_that_finds_nothing_says_what_to_try(visitor):
    html = page(visitor, "/thu-tuc?q=xyz")
    assert "Chưa tìm thấy thủ tục nào" in html
    assert 'value="xyz"' in html


def test_htmx_gets_the_results_alone(visitor):
    html = page(visitor, "/thu-tuc?q=khai", headers={"HX-Request": "true"})
    assert "<html" not in html
    assert 'href="/thu-tuc/1.001193"' in html


def test_what_is_searched_for_is_never_markup(visitor):
    assert "<script>alert" not in page(visitor, "/thu-tuc?q=%3Cscript%3Ealert(1)%3C/script%3E")


def test_the_procedure_says_what_is_needed_and_what_is_not_and_why(visitor):
    html = page(visitor, "/thu-tuc/1.001193")
    for phrase in (
        "Giấy chứng sinh",
        "Giấy chứng nhận kết hôn của cha, mẹ",
        "Thủ tục không yêu cầu nộp.",
        "Trong ngày",
        "Miễn phí",
        "Ủy ban nhân dân phường, xã",
        "theo nghị quyết của Hội đồng nhân dân Thành phố",
        "Bạn xem bản nháp Giấy khai sinh",
        "KQ.G15.000031",
        "60/2014/QH13",
        "chưa được kiểm chứng",
        "1.000689",
    ):
        assert phrase in html


def test_in_english_what_has_none_is_marked_as_vietnamese(visitor):
    visitor.cookies["language"] = "en"
    html = page(visitor, "/thu-tuc/1.001193")
    assert "Birth registration" in html
    assert "Medical certificate of birth" in html
    assert '<li lang="vi">60/2014/QH13' in html


def test_filing_begins_with_one_button(visitor):
    html = page(visitor, "/thu-tuc/1.001193")
    assert 'href="/nop-ho-so/1.001193"' in html
    assert "Bắt đầu – khoảng 8 phút" in html


def test_an_unknown_code_is_told_clearly(visitor):
    answer = visitor.get("/thu-tuc/9.999999")
    assert answer.status_code == 404
    assert "9.999999" in answer.content.decode()


@pytest.mark.parametrize("address", ["/thu-tuc", "/thu-tuc/1.001193"])
def test_only_reading_is_served(visitor, address):
    assert visitor.post(address).status_code == 405


def test_a_procedure_costs_one_query_once_it_is_known(visitor):
    page(visitor, "/thu-tuc/1.001193")
    with connection.execute_wrapper(count := Counter()):
        page(visitor, "/thu-tuc/1.001193")
    assert ["ledger_reference" in sql for sql in count.statements] == [True]  # has anything changed since?


class Counter:
    def __init__(self):
        self.statements = []

    def __call__(self, execute, sql, params, many, context):
        self.statements.append(sql)
        return execute(sql, params, many, context)


def publish(*codes):
    for code in codes:
        commands.publish(actor=system("load"), version=procedure(code), now=NOW)


def test_an_essential_service_says_so(visitor):
    assert "Số 9 của Đề án 06" in page(visitor, "/thu-tuc/1.001193")
    publish("2.000815")
    assert "Đề án 06" not in page(visitor, "/thu-tuc/2.000815")


def test_a_fee_by_pages_is_told_in_one_line(visitor):
    publish("2.000815")
    html = page(visitor, "/thu-tuc/2.000815")
    assert "2.000 đ mỗi trang; từ trang thứ 3 trở đi 1.000 đ; tối đa 200.000 đ" in html.replace("\xa0", " ")
    for phrase in ("Điều kiện", "Khi nào cần có mặt", "Bản chính không đóng dấu mật", "mang bản chính đến quầy"):
        assert phrase in html


def test_how_long_a_result_is_good_for_stands_beside_it(visitor):
    publish("1.004873")
    assert "Giấy xác nhận tình trạng hôn nhân, có giá trị 6 tháng" in page(visitor, "/thu-tuc/1.004873")


def test_what_a_limit_does_not_say_stands_with_it(visitor):
    publish("1.014036")
    assert "chi tiền trong 15 ngày làm việc sau đó" in page(visitor, "/thu-tuc/1.014036")


def test_limits_by_channel_and_joined_procedures_are_told(visitor):
    birth = birth_procedure()
    limits = (ChannelLimit(channel=Channel.POST, limit=Limit(amount=3, unit=LimitUnit.WORKING_DAYS)),)
    cases = (*birth.cases[:-1], msgspec.structs.replace(birth.cases[-1], limits=limits))
    linked = msgspec.structs.replace(birth, code="2.000986", cases=cases, parts=procedure("2.000986").parts)
    commands.publish(actor=system("load"), version=linked, now=NOW)
    html = page(visitor, "/thu-tuc/2.000986")
    assert "bưu chính: 3 ngày làm việc" in html
    assert 'href="/thu-tuc/1.004222"' in html


def test_the_results_of_procedures_are_public_and_paged_by_key(visitor):
    first = page(visitor, "/danh-muc-ket-qua")
    assert "Cơ sở dữ liệu hộ tịch điện tử" in first
    assert "Bản sao được chứng thực từ bản chính" in first
    assert "Trích lục khai tử" not in first
    (following,) = re.findall(r'href="(/danh-muc-ket-qua\?at=[^"]+)"', first)
    second = page(visitor, following)
    assert "KQ.G15.000034" in second
    assert 'href="/danh-muc-ket-qua"' in page(visitor, "/thu-tuc")
