"""Tracking by code: status and dates for anybody, more for the receipt, and guessing is slow."""

from motcua.service.dossiers.queries.tracking import receipt_secret
from motcua.service.dossiers.rules.guessing import MOST_FAILURES
from tests.factories.dossiers import submitted


def test_the_code_alone_tells_status_and_dates_and_nobody(visit, people):
    state = submitted(people.mother)
    page = visit().get(f"/tra-cuu/{state.code}").content.decode()
    assert "Đã nộp, chờ tiếp nhận" in page
    assert "Mai" not in page
    assert "Minh An" not in page


def test_the_form_leads_to_the_page_of_the_code_as_people_type_it(visit, people):
    state = submitted(people.mother)
    answer = visit().get("/tra-cuu", {"code": f"  {state.code.lower()} "})
    assert answer["Location"] == f"/tra-cuu/{state.code}"
    assert visit().get("/tra-cuu", {"code": ""}).status_code == 422


def test_the_receipts_secret_opens_the_timeline_with_the_name_masked(visit, people):
    state = submitted(people.mother)
    page = visit().get(f"/tra-cuu/{state.code}", {"s": receipt_secret(state.id)}).content.decode()
    assert "T. T. Mai" in page
    assert "Trần Thị Mai" not in page
    assert "Minh An" not in page
    assert "Bạn đã nộp hồ sơ" in page


def test_an_unknown_code_and_a_wrong_secret_get_the_same_answer(visit, people):
    state = submitted(people.mother)
    unknown = visit().get("/tra-cuu/H29.26740-261123-9999")
    wrong = visit().get(f"/tra-cuu/{state.code}", {"s": "A" * 20})
    assert (unknown.status_code, wrong.status_code) == (404, 404)
    bare = [one.content.decode().split("<main")[1].split("</main>")[0] for one in (unknown, wrong)]
    assert bare[0].replace("H29.26740-261123-9999", state.code) == bare[1].replace("?s=" + "A" * 20, "")


def test_an_unknown_code_stands_in_the_form_to_be_mended(visit):
    page = visit().get("/tra-cuu/H29.26740-261123-9999").content.decode()
    assert "<title>Lỗi: Tra cứu hồ sơ" in page
    assert 'href="#code"' in page
    assert 'value="H29.26740-261123-9999"' in page


def test_whoever_misses_often_waits_and_is_told_how_long(visit, people):
    state = submitted(people.mother)
    client = visit()
    for number in range(MOST_FAILURES):
        assert client.get(f"/tra-cuu/H29.26740-261123-{number + 5000}").status_code == 404
    held = client.get(f"/tra-cuu/{state.code}")
    assert held.status_code == 429
    assert 0 < int(held["Retry-After"]) <= 15 * 60
    assert "phút" in held.content.decode()
    assert client.get(f"/tra-cuu/{state.code}", REMOTE_ADDR="10.0.0.9").status_code == 200
