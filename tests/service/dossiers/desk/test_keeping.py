"""Phrases and filters of one's own."""

import json
import re

import pytest
from django.db import connection

from motcua.service.dossiers.queries import desk as kept
from motcua.service.dossiers.types import commands as asked
from tests.service.dossiers.desk.pages import address, form_of

PHRASES = "/ban-lam-viec/mau-cau"
TEXT = "Ảnh chụp bị mờ, bạn chụp lại giúp."


def keep(browser, title, *, text=TEXT, act="ask-supplement", key="", **more):
    page = browser.get(PHRASES).content.decode()
    form = dict(re.findall(r'name="(key|id)" value="([0-9a-f-]+)"', page.split('id="phrase"')[1]))
    return browser.post(PHRASES, {**form, "act": act, "title": title, "text": text, **more})


def own(desk, who):
    return {one.title: one for one in kept.phrases_of(desk.actors[who].person)}


def stream_of(desk, who):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT kind, convert_from(data, 'UTF8') FROM ledger_entry WHERE stream = %s ORDER BY sequence",
            [f"desk/{desk.actors[who].person}"],
        )
        return [(kind, json.loads(data)) for kind, data in cursor.fetchall()]


def test_a_phrase_is_kept_changed_moved_and_removed_and_each_is_one_entry_without_its_words(desk):
    browser = desk.browser("specialist")
    assert keep(browser, "Ảnh mờ").status_code == 303
    assert keep(browser, "Thiếu trang").status_code == 303
    assert list(own(desk, "specialist")) == ["Ảnh mờ", "Thiếu trang"]
    second = own(desk, "specialist")["Thiếu trang"]
    keep(browser, "Thiếu trang", text="Thiếu trang 2.", id=second.id, key="changed")
    assert own(desk, "specialist")["Thiếu trang"].text == "Thiếu trang 2."
    browser.post(f"{PHRASES}/{second.id}/len", {"key": "up"})
    assert list(own(desk, "specialist")) == ["Thiếu trang", "Ảnh mờ"]
    browser.post(f"{PHRASES}/{second.id}/xoa", {"key": "gone"})
    browser.post(f"{PHRASES}/{second.id}/xoa", {"key": "gone"})
    assert list(own(desk, "specialist")) == ["Ảnh mờ"]
    told = stream_of(desk, "specialist")
    assert [kind for kind, _ in told] == [
        "desk.phrase-kept", "desk.phrase-kept", "desk.phrase-kept", "desk.phrase-moved", "desk.phrase-removed",
    ]  # fmt: skip
    assert "mờ" not in json.dumps(told, ensure_ascii=False)


def test_nobody_changes_or_sees_anothers_phrase(desk):
    keep(desk.browser("leader"), "Của lãnh đạo", act="reject")
    theirs = own(desk, "leader")["Của lãnh đạo"]
    other = desk.browser("desk")
    assert "Của lãnh đạo" not in other.get(PHRASES).content.decode()
    assert keep(other, "Đổi", id=theirs.id).status_code == 404
    other.post(f"{PHRASES}/{theirs.id}/xoa", {"key": "k"})
    assert own(desk, "leader")["Của lãnh đạo"] == theirs
    assert desk.browser("administrator").get(PHRASES).status_code == 403


@pytest.mark.parametrize("wrong", [{"title": ""}, {"text": ""}, {"title": "x" * 81}, {"text": "x" * 2001}])
def test_a_phrase_without_words_or_with_too_many_is_asked_again_with_what_was_typed(desk, wrong):
    typed = {"title": "Tên mẫu", "text": "Nội dung mẫu"} | wrong
    answer = keep(desk.browser("desk"), typed["title"], text=typed["text"])
    assert answer.status_code == 422
    assert (typed["title"] or typed["text"]) in answer.content.decode()


def test_a_phrase_is_inserted_after_what_was_typed_without_a_script_and_nothing_is_done(desk):
    browser = desk.browser("desk")
    keep(browser, "Mờ")
    state = desk.submit()
    path = address(state.code, "yeu-cau-bo-sung")
    page = browser.get(path).content.decode()
    form = form_of(page, "yeu-cau-bo-sung")
    chosen = own(desk, "desk")["Mờ"].id
    typed = {
        **form,
        "ask-supplement.note": "Chào bạn.",
        "ask-supplement.phrase": chosen,
        "ask-supplement.insert": "yes",
    }
    answer = browser.post(path, typed)
    assert answer.status_code == 200
    assert f"Chào bạn.\n{TEXT}" in answer.content.decode()
    assert desk.act(state, "desk", asked.Receive()).supplements == ()


def test_a_filter_is_kept_under_its_name_found_in_the_navigation_and_removed(desk):
    browser = desk.browser("desk")
    desk.submit()
    path = "/ban-lam-viec/cua-don-vi?kenh=online&han=week"
    assert "Lưu với tên" in browser.get(path).content.decode()
    form = {
        "key": "7b8f7f0e-0000-4000-8000-000000000001",
        "kenh": "online",
        "han": "week",
        "name": "Trực tuyến tuần này",
    }
    for _ in range(2):  # the same form twice is one filter
        browser.post("/ban-lam-viec/cua-don-vi/luu-bo-loc", form)
    page = browser.get(path).content.decode()
    assert page.count(">Trực tuyến tuần này") == 1
    assert 'href="/ban-lam-viec/cua-don-vi?kenh=online&amp;han=week" aria-current="page"' in page
    (found,) = kept.filters_of(desk.actors["desk"].person)
    assert "Trực tuyến tuần này" in browser.get("/ban-lam-viec/bo-loc").content.decode()
    browser.post(f"/ban-lam-viec/bo-loc/{found.id}/xoa", {"key": "k"})
    assert kept.filters_of(desk.actors["desk"].person) == ()


def test_every_part_of_a_filter_narrows_the_queue(desk):
    state = desk.act(desk.act(desk.submit(), "desk", asked.Receive()), "specialist", asked.Take())
    browser, holder = desk.browser("desk"), desk.actors["specialist"].id
    shown = {
        query: state.code in browser.get(f"/ban-lam-viec/cua-don-vi?{query}").content.decode()
        for query in (
            f"nguoi={holder}", "nguoi=nobody", f"tim={state.code}", "tim=tran+mai", "tim=khong+co", "han=overdue",
            "han=week", "thu-tuc=1.001193", "thu-tuc=9.999999", "kenh=online", "kenh=post", "kenh=bay", "han=bay",
        )
    }  # fmt: skip
    assert shown == {
        f"nguoi={holder}": True, "nguoi=nobody": False, f"tim={state.code}": True, "tim=tran+mai": True,
        "tim=khong+co": False, "han=overdue": False, "han=week": True, "thu-tuc=1.001193": True,
        "thu-tuc=9.999999": False, "kenh=online": True, "kenh=post": False, "kenh=bay": True, "han=bay": True,
    }  # fmt: skip
