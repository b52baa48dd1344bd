"""The identity card's QR code as scanners type it: read whole, or told what is wrong."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.forms.cards import Letters, fields_of, read_card, remarks_of
from motcua.foundation.law.refusals import Refused

TODAY = date(2026, 11, 23)
MAI = "079196004321|024123456|Trần Thị Mai|14021996|Nữ|12 Lê Lợi, Phường Bến Thành, Quận 1, TP. Hồ Chí Minh|25122021"


def without_marks(text: str) -> str:
    plain = "".join(sign for sign in unicodedata.normalize("NFD", text) if unicodedata.category(sign) != "Mn")
    return plain.replace("Đ", "D").replace("đ", "d")


def refused(scan: str):
    with pytest.raises(Refused) as caught:
        read_card(scan, on=TODAY)
    refusal = caught.value.refusal
    return refusal.code, {one.field for one in refusal.fields}


def test_a_card_is_read_whole():
    card = read_card(MAI, on=TODAY)
    assert (card.number, card.old_number, card.name) == ("079196004321", "024123456", "Trần Thị Mai")
    assert (card.born_on, card.sex, card.issued_on) == (date(1996, 2, 14), "female", date(2021, 12, 25))
    assert card.address.startswith("12 Lê Lợi, Phường")
    assert (card.more, card.letters, card.fits) == (0, Letters.SOUND, True)
    assert remarks_of(card) == ()
    fields = fields_of(card)
    assert (fields["born-on"], fields["born-on.day"], fields["issued-on.year"]) == ("1996-02-14", "14", "2021")


def test_an_old_number_and_a_day_of_issue_may_be_missing():
    card = read_card("079196004321||Trần Thị Mai|14021996|Nữ||", on=TODAY)
    assert (card.old_number, card.address, card.issued_on) == ("", "", None)
    assert fields_of(card)["issued-on"] == ""


def test_fields_of_newer_cards_are_counted_and_not_kept():
    card = read_card(f"{MAI}||Trần Văn Ba|Lê Thị Tư", on=TODAY)
    assert card.more == 3
    assert "Trần Văn Ba" not in str(card)
    assert len(remarks_of(card)) == 1


def test_letters_in_parts_are_put_together():
    assert read_card(unicodedata.normalize("NFD", MAI), on=TODAY) == read_card(MAI, on=TODAY)


def test_letters_of_one_byte_are_mended():
    assert read_card(MAI.encode().decode("latin-1"), on=TODAY) == read_card(MAI, on=TODAY)


@pytest.mark.parametrize(
    ("scan", "letters"),
    [
        (without_marks(MAI), Letters.WITHOUT_MARKS),
        (MAI.replace("Trần Thị Mai", "Traanf Thij Mai").replace("Nữ", "Nuwx").split("|12")[0] + "|12 Lee Lowij|25122021", Letters.TYPED),
        ("079196004321||Tra62n Thi5 Mai|14021996|Nu74|12 Le6 Lo75i|25122021", Letters.TYPED),
        ("079096004321||Nguyeenx Vawn Nam|14021996|Nam|12 Lee Lowij|25122021", Letters.TYPED),
        (MAI.replace("ầ", "\ufffd").replace("ữ", "\ufffd"), Letters.BROKEN),
        (MAI.replace("ầ", "?"), Letters.BROKEN),
        ("079096004321||Nguyen Van Nam|14021996|Nam|12 Le Loi, Phuong Ben Thanh|25122021", Letters.WITHOUT_MARKS),
    ],
)  # fmt: skip
def test_what_the_scanner_did_to_the_letters_is_said(scan, letters):
    card = read_card(scan, on=TODAY)
    assert card.letters is letters
    assert remarks_of(card)


def test_a_number_that_tells_something_else_is_said():
    card = read_card(MAI.replace("079196", "079096"), on=TODAY)
    assert not card.fits
    assert len(remarks_of(card)) == 1


@pytest.mark.parametrize("scan", ["", "079196004321", "https://example.vn/?a=b", "|||||||", "một|hai|ba"])
def test_what_is_no_card_is_told_so(scan):
    assert refused(scan) == ("not-a-card", set())


def test_every_wrong_field_is_named_at_once():
    scan = "07919600432|12|123|31021996|X||25121990"
    assert refused(scan) == (
        "card-not-read",
        {"scan.number", "scan.old_number", "scan.name", "scan.born_on", "scan.sex", "scan.issued_on"}
        - {"scan.issued_on"},
    )
    assert refused(MAI.replace("25122021", "25122031"))[1] == {"scan.issued_on"}
    assert refused(MAI.replace("25122021", "25121990"))[1] == {"scan.issued_on"}
    assert refused(MAI.replace("14021996", "14022096"))[1] >= {"scan.born_on"}


names = st.text(st.sampled_from("aăâbcđeêghiklmnoôơpqrstuưvxyàáảãạ "), min_size=3, max_size=40).filter(str.strip)
days = st.dates(min_value=date(1900, 1, 1), max_value=TODAY - timedelta(days=1))


@given(
    st.from_regex(r"0[0-9]{11}", fullmatch=True).filter(lambda one: one[:3] != "000"),
    names,
    days,
    st.sampled_from(["Nam", "Nữ"]),
    names,
)
def test_what_is_on_the_card_comes_out_of_it(number, name, born, sex, address):
    scan = f"{number}||{name}|{born:%d%m%Y}|{sex}|{address}|{TODAY:%d%m%Y}"
    card = read_card(scan, on=TODAY)
    assert (card.number, card.born_on) == (number, born)
    assert card.name == " ".join(unicodedata.normalize("NFC", name).split())
    assert card.address == " ".join(unicodedata.normalize("NFC", address).split())
    assert card.sex == {"Nam": "male", "Nữ": "female"}[sex]


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text):
    for scan in (text, text + "|" * 6, MAI[:90] + text):
        try:
            read_card(scan, on=TODAY)
        except Refused as caught:
            assert caught.refusal.code in {"not-a-card", "card-not-read"}
