"""Notices for programs: read in the language asked for, marked as seen once."""

from django.utils import timezone

from motcua.foundation.ledger.types import Key
from motcua.foundation.policy.types import system
from motcua.service.notices.commands import notify
from tests.factories.city import citizen
from tests.service.dossiers.api.programs import program


def told(person, times):
    for number in range(times):
        notify(
            actor=system("test"), person=person, message="Your dossier %(code)s has been received.",
            values={"code": f"H29.26740-261128-{number:04d}"}, about=f"H29.26740-261128-{number:04d}",
            happened_at=timezone.now(), key=Key("test", "notify", str(number)),
        )  # fmt: skip


def test_notices_come_in_pages_and_are_marked_as_seen(db_city):
    mai, other = program(citizen()), program(citizen("0907654321"))
    told(mai.person, 3)
    first = mai.get("/notices?limit=2").json()
    assert [each["number"] for each in first["items"]] == [3, 2]
    assert first["items"][0]["is_new"]
    assert first["items"][0]["about"] in first["items"][0]["text"]
    rest = mai.get(first["next"].partition("/api/v1")[2]).json()
    assert ([each["number"] for each in rest["items"]], rest["next"]) == ([1], None)
    for _ in range(2):
        assert mai.post("/notices/seen", {"until": 2}, key="seen").json() == {"unseen": 1}
    assert [each["is_new"] for each in mai.get("/notices").json()["items"]] == [True, False, False]
    assert other.get("/notices").json()["items"] == []


def test_a_cursor_of_another_list_is_refused(db_city):
    mai = program(citizen())
    mai.post("/drafts", {"procedure": "1.001193"})
    told(mai.person, 2)
    cursor = mai.get("/notices?limit=1").json()["next"].partition("at=")[2]
    for path in ("readings", "drafts"):
        answer = mai.get(f"/{path}?at={cursor}")
        assert (answer.status_code, answer.json()["code"]) == (422, "bad-cursor")
