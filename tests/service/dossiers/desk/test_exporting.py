"""A queue carried out: as the list shows it, complete, and on record before the first row."""

import csv
import json
from io import StringIO

import pytest
from django.db import connection, connections

from motcua.service.dossiers.pages import desk_exporting
from motcua.service.dossiers.types import commands as asked

CSV, PAPER = "/ban-lam-viec/cua-don-vi/tai-ve.csv", "/ban-lam-viec/cua-don-vi/in"


def exports(desk, who):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT convert_from(data, 'UTF8') FROM ledger_entry WHERE stream LIKE %s ORDER BY sequence",
            [f"access/{desk.actors[who].id}/%"],
        )
        return [read for (data,) in cursor.fetchall() if (read := json.loads(data))["purpose"] == "export"]


def table(answer):
    return list(csv.reader(StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_a_csv_has_every_row_of_the_queue_masked_and_a_spreadsheet_knows_it_for_utf_8(desk):
    states = [desk.submit() for _ in range(3)]
    answer = desk.browser("desk").get(CSV)
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    content = b"".join(answer.streaming_content)
    assert content.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(StringIO(content.decode("utf-8-sig")))
    assert head[:3] == ["Mã hồ sơ", "Thủ tục", "Người nộp"]
    assert {state.code for state in states} <= {row[0] for row in rows}
    assert {row[2] for row in rows} == {"T. T. Mai"}


def test_carrying_out_is_on_record_with_everybody_whose_data_it_is(desk):
    desk.submit()
    before = len(exports(desk, "specialist"))
    b"".join(desk.browser("specialist").get(CSV).streaming_content)
    (read,) = exports(desk, "specialist")[before:]
    assert (read["matter"], read["subjects"]) == ("queue/unit", [desk.actors["mother"].person])
    assert desk.browser("leader").get(PAPER).status_code == 200
    assert len(exports(desk, "leader")) == 1


@pytest.mark.parametrize("path", [CSV, PAPER])
def test_what_cannot_be_put_on_record_is_not_carried_out(desk, path):
    state = desk.submit()
    browser = desk.browser("other-desk")
    desk.act(state, "desk", asked.Transfer(to_agency=desk.actors["other-desk"].agency, note="Nơi cư trú khác"))
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE access_latestreading RENAME TO access_away")
    try:
        answer = browser.get(path)
    finally:
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE access_away RENAME TO access_latestreading")
    assert answer.status_code == 503
    assert state.code not in answer.content.decode()


def test_an_empty_list_reads_nobodys_data(desk):
    answer = desk.browser("leader").get("/ban-lam-viec/xin-y-kien/tai-ve.csv")
    assert len(table(answer)) == 1
    assert [read["matter"] for read in exports(desk, "leader")].count("queue/asked-of-us") == 0


def test_too_much_at_once_is_refused(desk, monkeypatch):
    desk.submit()
    desk.submit()
    monkeypatch.setattr(desk_exporting, "MOST", 1)
    answer = desk.browser("desk").get(CSV)
    assert answer.status_code == 422
    assert "tối đa 1 hồ sơ" in answer.content.decode()


def test_a_filter_holds_on_paper_and_in_the_table_too(desk):
    desk.submit()
    browser = desk.browser("desk")
    assert len(table(browser.get(f"{CSV}?kenh=post"))) == 1
    assert "Danh sách không có hồ sơ nào" in browser.get(f"{PAPER}?kenh=post").content.decode()
    assert len(table(browser.get(f"{CSV}?kenh=online"))) > 1


@pytest.mark.parametrize("who", ["administrator", "mother"])
def test_who_has_no_desk_carries_nothing_out(desk, who):
    browser = desk.browser(who)
    assert {browser.get(CSV).status_code, browser.get(PAPER).status_code} == {403}


def test_a_cell_that_a_spreadsheet_would_take_for_a_formula_is_text():
    assert desk_exporting._written([("=1+1", "-x", "Mai")]) == "'=1+1,'-x,Mai\r\n"
