"""What people type is understood kindly, and what is wrong is said at its field."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.foundation.law.refusals import Refused
from motcua.register.people import rules
from motcua.register.people.types import BrakePurpose, IdentifierKind, Login, LoginKind

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.mark.parametrize("typed", ["0901234567", "0901 234 567", "+84 901 234 567", "0901.234.567", " 84901234567 "])
def test_a_phone_number_has_one_written_form(typed):
    assert rules.parse_login(typed) == Login(LoginKind.PHONE, "+84901234567")


def test_an_address_is_kept_in_lower_case():
    assert rules.parse_login(" Anh.Nguyen@Example.org ") == Login(LoginKind.EMAIL, "anh.nguyen@example.org")


@pytest.mark.parametrize("typed", ["", "anh", "12", "anh@", "@example.org", "a b@example.org", "anh@example"])
def test_what_is_neither_signs_in_nobody(typed):
    assert rules.parse_login(typed) is None


@given(st.text(max_size=40))
def test_a_login_that_is_understood_is_understood_the_same_way_again(typed):
    found = rules.parse_login(typed)
    if found is not None:
        assert rules.parse_login(found.value) == found


def test_identity_numbers_are_told_by_their_length():
    assert rules.parse_identifier("079 188 012 345") == (IdentifierKind.PERSONAL_NUMBER, "079188012345")
    assert rules.parse_identifier("025123456") == (IdentifierKind.OLD_NUMBER, "025123456")
    assert rules.parse_identifier("179188012345") is None
    assert rules.parse_identifier("٠٧٩١٨٨٠١٢٣٤٥") is None


def test_everything_that_is_wrong_is_said_at_once():
    with pytest.raises(Refused) as caught:
        rules.registration(name="A1", login="x", email="y", personal_number="12", password="short", is_common=False)
    assert [problem.field for problem in caught.value.refusal.fields] == [
        "full_name",
        "login",
        "email",
        "personal_number",
        "password",
    ]


def test_a_name_is_stored_in_one_form():
    decomposed = "Nguye\u0302\u0303n  Thi\u0323   A\u0301nh "
    assert rules.full_name(decomposed) == "Nguyễn Thị Ánh"


def test_an_address_that_signs_in_is_also_where_a_link_goes():
    found = rules.registration(
        name="Lê Ân", login="an@example.org", email="", personal_number="", password="x" * 10, is_common=False
    )
    assert found.email == "an@example.org"


@pytest.mark.parametrize(
    ("password", "is_common", "code"),
    [
        ("ngắn", False, "password-short"),
        ("1234567890", False, "password-digits"),
        ("qwertyuiop", True, "password-common"),
    ],
)
def test_a_weak_password_says_why(password, is_common, code):
    (problem,) = rules.password_problems(password, is_common=is_common)
    assert problem.code == code
    assert rules.password_problems("một hai ba bốn", is_common=False) == []


def test_a_brake_holds_until_its_window_ends():
    brake = rules.BRAKES[BrakePurpose.RECOVER]
    rules.check_brake(BrakePurpose.RECOVER, attempts=brake.attempts, window_began=NOW, now=NOW)
    with pytest.raises(Refused) as caught:
        rules.check_brake(
            BrakePurpose.RECOVER, attempts=brake.attempts + 1, window_began=NOW, now=NOW + timedelta(minutes=5)
        )
    assert caught.value.refusal.values == {"minutes": 10, "wait_seconds": 600}


def test_a_recovery_link_works_once_and_for_an_hour():
    until = NOW + rules.RECOVERY_LASTS
    assert rules.is_good(expires_at=until, used_at=None, now=NOW)
    assert not rules.is_good(expires_at=until, used_at=None, now=until)
    assert not rules.is_good(expires_at=until, used_at=NOW, now=NOW)
