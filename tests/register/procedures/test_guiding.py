"""Complaints and denunciations are led to their own track, and the mere word stops nobody."""

import pytest
from django.test import Client

from motcua.register.procedures.rules import asks_for_own_track, is_on_own_track


@pytest.mark.parametrize("question", [
    "khiếu nại", "Tố cáo cán bộ", "khieu nai", "TO CAO", "đơn khiếu nại đất đai", "complaint", "how to denounce", "complain",
])  # fmt: skip
def test_a_search_for_it_is_understood(question):
    assert asks_for_own_track(question)


@pytest.mark.parametrize("question", ["khai sinh", "báo cáo", "tờ khai", "cao ốc", "", "giấy phép xây dựng"])
def test_other_searches_are_left_alone(question):
    assert not asks_for_own_track(question)


@pytest.mark.parametrize("text", [
    "Đơn khiếu nại\nKính gửi Chủ tịch", "Tôi muốn tố cáo ông A nhận tiền", "Kính gửi phường.\nTôi làm đơn khiếu nại việc chậm trễ",
    "khieu nai quyet dinh so 5", "I want to complain about the desk", "Tố cáo hành vi xây dựng trái phép",
])  # fmt: skip
def test_what_sets_out_to_complain_is_on_its_own_track(text):
    assert is_on_own_track(text)


@pytest.mark.parametrize("text", [
    "Tôi đã rút đơn khiếu nại năm 2020.", "Không có tranh chấp, khiếu nại, tố cáo.", "Đất không có khiếu nại.",
    "Cam kết không khiếu nại về sau.", "Xin cấp sớm để đi làm.", "Trích lục quyết định giải quyết khiếu nại", "",
])  # fmt: skip
def test_the_mere_word_is_no_complaint(text):
    assert not is_on_own_track(text)


@pytest.mark.filterwarnings("ignore:No directory at")
def test_the_search_shows_the_way_first_and_the_page_tells_it_in_both_languages(db_city):
    visitor = Client()
    html = visitor.get("/thu-tuc?q=khieu+nai").content.decode()
    assert html.index('href="/khieu-nai-to-cao"') < html.index("<footer")
    assert "Khiếu nại, tố cáo không phải là hồ sơ" in html
    assert "Khiếu nại, tố cáo không phải là hồ sơ" not in visitor.get("/thu-tuc?q=khai+sinh").content.decode()
    told = visitor.get("/khieu-nai-to-cao").content.decode()
    assert "Luật Tố cáo 2018" in told
    assert "được giữ bí mật" in told
    visitor.cookies["language"] = "en"
    assert "Whoever denounces is protected" in visitor.get("/khieu-nai-to-cao").content.decode()
