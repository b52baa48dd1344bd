"""The page of what happened: one's own, in words, and marked as seen by a press."""

import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from motcua.foundation.ledger.types import Key
from motcua.foundation.policy.types import system
from motcua.service.notices import queries
from motcua.service.notices.commands import notify
from tests.factories.city import NOW


def tell(person, number, message, **values):
    notify(
        actor=system("test"), person=person, message=message, values=values, about=values.get("code", ""),
        happened_at=NOW, key=Key(client="test", command="tell", key=str(number)),
    )  # fmt: skip


def signed_in(actor):
    client = Client()
    account = get_user_model().objects.get(person_id=actor.person)
    client.force_login(account, backend="motcua.register.people.middleware.AccountBackend")
    return client


@pytest.fixture
def page(people):
    from django.urls import reverse  # noqa: PLC0415 -- Django is set up by now

    return reverse("notices:mine")


def test_moments_and_money_are_written_as_people_write_them(people, page):
    tell(
        people.mother.person, 1, "Dossier %(code)s has been received. The result is due at %(promised_due_at)s.",
        code="H29.26740-261123-0001", promised_due_at="2026-11-23T17:00:00+07:00",
    )  # fmt: skip
    tell(
        people.mother.person, 2, "A payment of %(amount)s is due for dossier %(code)s. Pay it at the counter.",
        code="H29.26740-261123-0001", amount="16000",
    )  # fmt: skip
    shown = signed_in(people.mother).get(page).content.decode()
    assert "23/11/2026" in shown
    assert re.search(r"16[.\u00a0 ]000", shown)
    assert "2026-11-23T17" not in shown
    assert "%(" not in shown
    assert "/ho-so/H29.26740-261123-0001" in shown


def test_a_press_marks_them_as_seen_and_another_person_sees_none(people, page):
    tell(
        people.mother.person,
        1,
        "Dossier %(code)s has been decided. Open it to see the result.",
        code="H29.26740-261123-0001",
    )
    browser = signed_in(people.mother)
    assert browser.get(page).status_code == 200
    assert queries.unseen(people.mother.person) == 1
    assert browser.post(page, {"until": "1", "key": "press"}).status_code == 303
    assert queries.unseen(people.mother.person) == 0
    assert "0001" not in signed_in(people.stranger).get(page).content.decode()


@pytest.mark.parametrize("until", ["", "x", "-1", "9" * 40, "٣"])
def test_nonsense_is_not_seeing(people, page, until):
    tell(
        people.mother.person,
        1,
        "Dossier %(code)s has been decided. Open it to see the result.",
        code="H29.26740-261123-0001",
    )
    assert signed_in(people.mother).post(page, {"until": until}).status_code == 303
    assert queries.unseen(people.mother.person) == (0 if until == "٣" else 1)


def test_whoever_is_not_signed_in_is_led_to_sign_in(people, page):
    assert Client().get(page).status_code == 302
