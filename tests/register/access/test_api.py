"""Who a token acts for, who looked, and tokens that make narrower ones."""

from datetime import timedelta

import msgspec
import pytest
from django.test import Client
from django.utils import timezone

from motcua.foundation.ledger.following import catch_up
from motcua.foundation.machine.schema import operations
from motcua.foundation.policy import registry
from motcua.foundation.policy.types import Role
from motcua.register.access import commands
from motcua.register.access.readers import Readings
from motcua.register.access.types import Purpose, Reading
from tests.factories.city import PASSWORD, citizen, load_agencies, official
from tests.service.dossiers.api.programs import Program, program


def problem(answer):
    return answer.status_code, answer.json()["code"]


@pytest.fixture
def mai(db_city):
    load_agencies()
    return program(citizen("0901234567", name="Trần Thị Mai"))


def in_days(days):
    return (timezone.now() + timedelta(days=days)).isoformat()


def test_a_token_tells_who_it_acts_for(mai):
    desk = official("desk@example.org", Role.DESK)
    me = program(desk.person, desk.post).get("/me").json()
    assert (me["kind"], me["post"], me["agency"]) == ("official", desk.post, "H29.26740")
    assert [each["roles"] for each in me["posts"]] == [["desk"]]
    assert mai.get("/me").json()["full_name"] == "Trần Thị Mai"
    assert mai.get("/me").json()["post"] == ""


def test_whoever_looked_is_told(mai):
    desk = official("desk@example.org", Role.DESK)
    now = timezone.now()
    for nth in range(3):
        reading = Reading(subjects=frozenset({mai.person}), purpose=Purpose.RECEPTION, matter=f"dossier/{nth}")
        commands.record_reading(actor=desk.actor(now), reading=reading, now=now + timedelta(seconds=nth))
    catch_up(Readings())
    first = mai.get("/readings?limit=2").json()
    rest = mai.get(first["next"].partition("/api/v1")[2]).json()
    assert [each["matter"] for each in (*first["items"], *rest["items"])] == ["dossier/2", "dossier/1", "dossier/0"]
    assert first["items"][0]["purpose"] == "reception"
    assert program(desk.person).get("/readings").json()["items"] == []


def test_a_token_makes_a_narrower_one_and_never_a_wider_or_a_longer_one(mai):
    scopes = frozenset({"access.manage-tokens", "dossier.mine"})
    maker = program(mai.person, scopes=scopes)
    assert [each["name"] for each in maker.get("/scopes").json()["items"]] == sorted(scopes)
    body = {"name": "con", "scopes": ["dossier.mine"], "expires_at": in_days(10)}
    made = maker.post("/tokens", body, key="make-1")
    assert made.status_code == 201, made.content.decode()
    assert problem(maker.post("/tokens", body, key="make-1")) == (422, "secret-shown-once")
    child = Program(token=made.json()["secret"], person=mai.person)
    assert child.get("/dossiers/mine").status_code == 200
    assert problem(child.get("/tokens")) == (403, "not-allowed")
    assert problem(maker.post("/tokens", body | {"scopes": ["dossier.view"]})) == (422, "scope-not-held")
    assert problem(maker.post("/tokens", body | {"expires_at": in_days(60)})) == (422, "outlives-its-maker")
    assert problem(maker.post("/tokens", body | {"name": "  "})) == (422, "required")
    shown = {each["name"]: each for each in maker.get("/tokens").json()["items"]}
    assert shown["con"]["used_at"] is not None
    assert shown["con"]["scopes"] == ["dossier.mine"]
    assert maker.call("DELETE", f"/tokens/{made.json()['id']}").status_code == 204
    assert maker.call("DELETE", f"/tokens/{made.json()['id']}").status_code == 204, "said twice it is done once"
    assert problem(child.get("/dossiers/mine")) == (401, "sign-in")
    other = program(citizen("0907654321"))
    assert problem(other.call("DELETE", f"/tokens/{made.json()['id']}")) == (404, "no-such-token")


def test_every_scope_that_an_operation_asks_for_has_words_and_each_refuses_without_it(mai):
    from motcua.web import api  # noqa: PLC0415 -- Django is set up by now

    described = msgspec.json.decode(api.document())
    narrow = program(mai.person, scopes=frozenset({"access.see-readings"}))
    wordless, let_in = set(), []
    for path, item in described["paths"].items():
        for method, operation in item.items():
            if not isinstance(operation, dict) or {} in operation["security"]:
                continue
            (scope,) = operation["security"][0]["token"]
            if not any(row.says for row in registry.rows() if row.needs == scope):
                wordless.add(scope)
            if scope == "access.see-readings":
                continue
            address = path.removeprefix("/api/v1").replace("{code}", "H29.26740-261128-0001").replace("{queue}", "mine")
            for name in ("draft", "file", "webhook", "delivery", "token", "upload_id", "phrase", "filter"):
                address = address.replace(f"{{{name}}}", "6f0a7c0e-4a53-4b0e-9a64-0f6b2f5f8f11")
            answer = narrow.call(method.upper(), address.replace("{number}", "1"), {}, **{"Idempotency-Key": "k"})
            named = answer.headers.get("Content-Type") == "application/problem+json" and answer.content
            if answer.status_code != 403 or (named and answer.json()["policy"] != scope):
                let_in.append((operation["operationId"], answer.status_code, answer.content[:200]))
    assert len(list(operations(described))) > 70
    assert (wordless, let_in) == (set(), [])


def test_a_person_makes_sees_and_ends_a_key_on_pages(mai):
    browser = Client()
    browser.post("/dang-nhap", {"login": "0901234567", "password": PASSWORD})
    page = browser.get("/tai-khoan/khoa/moi")
    assert "Nộp hồ sơ" in page.content.decode() or "nộp hồ sơ" in page.content.decode()
    assert "Tiếp nhận hồ sơ" not in page.content.decode(), "a citizen is not offered what officials do"
    nothing = browser.post("/tai-khoan/khoa/moi", {"name": "", "days": "30", "key": "1"})
    assert nothing.status_code == 422
    made = browser.post(
        "/tai-khoan/khoa/moi", {"name": "Máy ở nhà", "scope.dossier.mine": "on", "days": "30", "key": "2"}
    )
    secret = made.content.decode().partition("mct_")[2].partition("<")[0]
    assert Program(token=f"mct_{secret}", person="").get("/dossiers/mine").status_code == 200
    shown = browser.get("/tai-khoan/khoa").content.decode()
    assert "Máy ở nhà" in shown
    assert secret not in shown
    token = next(each for each in mai.get("/tokens").json()["items"] if each["name"] == "Máy ở nhà")
    assert browser.post(f"/tai-khoan/khoa/{token['id']}/ket-thuc", {"key": "3"}).status_code == 303
    assert Program(token=f"mct_{secret}", person="").get("/dossiers/mine").status_code == 401
    assert Client().get("/tai-khoan/khoa").status_code == 302
