"""What the papers of a real dossier say: the least that can be declared, and the longest names."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.register.procedures import queries as procedures
from motcua.service.dossiers.queries import opened, printed, printing
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import Mark
from tests.factories.birth import abandoned_child, birth_declaration
from tests.factories.dossiers import act, submitted
from tests.service.dossiers.papers.reading import text_of
from tests.service.dossiers.test_acting import at

URL = "https://motcua.example/tra-cuu/H29"
LONG = "Công Tằng Tôn Nữ Nguyễn Phước Hoàng Thị Thanh Huyền Phương Nghi"


def declared(values):
    """Overrides that make a draft's declaration exactly this one."""
    return {name: values.get(name) for name in birth_declaration()}


def papers_of(state, now):
    view = opened.view(state.code, now)
    version = procedures.version(state.procedure, state.procedure_version)
    made = {
        form.number: printed.form(view, version, form.number, URL, now=now) for form in printed.printable(view, now)
    }
    made["certificate"] = printed.result(view, version, URL, official="", now=now)
    made["draft"] = printing.draft(view, version, URL)
    if view.state.received_at is not None:
        made["01"] = printing.receipt(view, version, URL)
    return {name: text_of(each) for name, each in made.items()} | {"pages": _pages(made)}


def _pages(made):
    return {name: len(PdfReader(BytesIO(each)).pages) for name, each in made.items()}


def every_paper(people, **overrides):
    state = act(submitted(people.mother, **overrides), people.desk, asked.Receive(), at(23, 9))
    mark = Mark("paper", state.papers[0].requirement, "unreadable")
    state = act(state, people.desk, asked.AskSupplement(marks=(mark,), note="Ảnh mờ."), at(23, 10))
    return papers_of(act(state, people.leader, asked.Stop(note="Trùng."), at(23, 11)), at(23, 12))


def test_papers_of_a_child_of_whom_only_the_least_is_known(people):
    least = abandoned_child(filer__email=None, child__born_at=None)
    told = every_paper(people, **declared(least))
    assert "NGUYỄN MINH AN" in told["draft"]
    assert "NGUYỄN MINH AN" in told["certificate"]
    assert set(told) >= {"01", "02", "05", "06"}


def test_papers_of_people_with_the_longest_names(people):
    told = every_paper(
        people, filer__full_name=LONG, mother__full_name=LONG, father__full_name=LONG, child__full_name=LONG,
        child__home_town=f"{LONG}, {LONG}",
    )  # fmt: skip
    assert told["draft"].count(LONG.upper()) == 3
    assert LONG in told["01"]
    assert told["pages"]["01"] == told["pages"]["02"] == told["pages"]["05"] == 1


def test_an_ordinary_certificate_fits_on_one_page(people):
    assert every_paper(people)["pages"] == {"01": 1, "02": 1, "05": 1, "06": 1, "certificate": 1, "draft": 1}


def test_the_receipt_keeps_the_date_that_was_promised_and_tells_where_it_has_moved(people):
    state = act(submitted(people.mother), people.desk, asked.Receive(), at(23, 9))
    assert "trả kết quả hiện nay" not in papers_of(state, at(23, 9))["01"]
    state = act(state, people.specialist, asked.Take(), at(23, 9, 30))
    state = act(state, people.specialist, asked.AskConfirmation(), at(23, 10))
    state = act(state, people.mother, asked.Confirm(), at(23, 11))
    assert state.promised_due_at == at(25, 8, 30)
    receipt = papers_of(state, at(23, 12))["01"]
    assert "Thời gian trả kết quả giải quyết hồ sơ: 17:00, thứ Hai, 23/11/2026" in receipt
    assert "thời gian trả kết quả hiện nay là 08:30, thứ Tư, 25/11/2026" in receipt


def test_the_receipt_is_signed_by_the_agency_that_received_it_even_after_a_transfer(people):
    state = act(submitted(people.mother), people.desk, asked.Receive(), at(23, 9))
    there = asked.Transfer(to_agency=people.other_desk.agency, note="Nơi cư trú khác")
    state = act(state, people.desk, there, at(23, 10))
    papers = papers_of(state, at(23, 12))
    assert "PHƯỜNG SÀI GÒN" in papers["01"]
    assert "PHƯỜNG BẾN THÀNH" in papers["06"]


def test_a_draft_names_the_moment_until_which_it_can_be_confirmed_only_once_it_was_asked(people):
    state = act(submitted(people.mother), people.desk, asked.Receive(), at(23, 9))
    assert "Quá thời hạn này" not in papers_of(state, at(23, 9))["draft"]
    state = act(state, people.specialist, asked.Take(), at(23, 9, 30))
    state = act(state, people.specialist, asked.AskConfirmation(), at(23, 10))
    assert "trước 10:00, thứ Ba, 24/11/2026" in papers_of(state, at(23, 10))["draft"]


@pytest.mark.parametrize("number", ["04", "06", "07", "99", "1", "../02"])
def test_a_form_that_nothing_has_called_for_is_none(people, number):
    state = submitted(people.mother)
    view, version = opened.view(state.code, at(23, 9)), procedures.version(state.procedure, state.procedure_version)
    assert printed.form(view, version, number, URL, now=at(23, 9)) is None


def test_money_that_was_paid_stands_on_the_notice_that_stops(people):
    state = act(submitted(people.mother), people.desk, asked.Receive(), at(23, 9))
    state = act(state, people.desk, asked.AskPayment(fee="birth-certificate-copy", amount_vnd=16_000), at(23, 9, 10))
    state = act(state, people.desk, asked.RecordPayment(receipt_no="BL-12"), at(23, 9, 20))
    state = act(state, people.leader, asked.Stop(note="Trùng."), at(23, 10))
    assert "Phí cấp bản sao Giấy khai sinh: 16.000 đ, biên lai số BL-12." in papers_of(state, at(23, 12))["05"]
