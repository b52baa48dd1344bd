"""Subscriptions through the API and on pages: set up, changed, tried, looked at, ended, by their owner only."""

import re
from datetime import UTC, datetime

from django.test import Client

from motcua.exchange.webhooks.commands import sending
from motcua.exchange.webhooks.pages import GROUPS
from motcua.exchange.webhooks.queries import KINDS
from tests.factories.cast import MOTHER
from tests.factories.city import PASSWORD
from tests.service.dossiers.api.programs import program

ASKED = {"name": "Bệnh viện", "events": ["dossier.received", "dossier.decided"]}


def problem(answer):
    return answer.status_code, answer.json()["code"]


def test_a_subscription_s_whole_life_in_the_api(people, elsewhere, loopback):
    mai, other = program(people.mother.person), program(people.stranger.person)
    asked = ASKED | {"url": f"{elsewhere.url}/taken"}
    assert "dossier.received" in mai.get("/webhook-events").json()["items"]
    assert problem(mai.post("/webhooks", asked | {"url": "https://10.0.0.1/"})) == (422, "bad-webhook-url")
    assert problem(mai.post("/webhooks", asked | {"events": ["dossier.dreamt"]})) == (422, "no-such-event-kind")
    made = mai.post("/webhooks", asked, key="open-1")
    assert (made.status_code, made["ETag"]) == (201, '"1"'), made.content.decode()
    assert made.json()["secret"].startswith("whsec_")
    assert problem(mai.post("/webhooks", asked, key="open-1")) == (422, "secret-shown-once")
    here = f"/webhooks/{made.json()['webhook']['id']}"
    assert "secret" not in mai.get(here).json()
    assert [each["name"] for each in mai.get("/webhooks").json()["items"]] == ["Bệnh viện"]
    assert other.get("/webhooks").json()["items"] == []
    for answer in (other.get(here), other.post(f"{here}/ping"), other.call("DELETE", here, **{"Idempotency-Key": "x"})):
        assert problem(answer) == (404, "no-such-webhook")
    once = {"Idempotency-Key": "pause", "If-Match": '"1"'}
    paused = mai.call("PATCH", here, {"status": "paused"}, **once)
    assert paused.json()["status"] == "paused", paused.content.decode()
    assert problem(mai.call("PATCH", here, {"name": "B"}, **{"Idempotency-Key": "b", "If-Match": '"1"'})) == (
        412,
        "conflict",
    )
    assert problem(mai.post(f"{here}/ping")) == (422, "webhook-not-active")
    mai.call("PATCH", here, {"status": "active", "events": ["dossier.received"]}, **{"Idempotency-Key": "wake"})
    sent = mai.post(f"{here}/ping", key="try")
    assert (sent.status_code, sent.json()["type"]) == (202, "webhook.ping")
    assert mai.post(f"{here}/ping", key="try").json()["id"] == sent.json()["id"]
    sending.deliver(sent.json()["id"], now=datetime.now(tz=UTC))
    log = mai.get(f"{here}/deliveries/{sent.json()['id']}").json()
    assert [(each["status"], each["excerpt"]) for each in log["log"]] == [(200, "taken")]
    assert [each["status"] for each in mai.get(f"{here}/deliveries").json()["items"]] == ["delivered"]
    again = mai.post(f"{here}/deliveries/{sent.json()['id']}/redeliver")
    assert (again.status_code, again.json()["status"]) == (202, "waiting")
    assert mai.post(f"{here}/secret").json()["webhook"]["previous_secret_until"] is not None
    for _ in range(2):
        assert mai.call("DELETE", here, **{"Idempotency-Key": "close"}).status_code == 204
    assert problem(mai.get(here)) == (404, "no-such-webhook")


def test_a_token_sees_only_what_it_could_have_set_up_itself(people, subscribed):
    subscribed()
    narrow = program(people.mother.person, scopes=frozenset({"webhook.manage", "dossier.view"}))
    assert narrow.get("/webhooks").json()["items"] == [], "a subscription with all rights is not for a narrow token"
    made = narrow.post("/webhooks", ASKED | {"url": "https://example.org/"})
    here = f"/webhooks/{made.json()['webhook']['id']}"
    narrower = program(people.mother.person, scopes=frozenset({"webhook.manage"}))
    assert problem(narrower.get(here)) == (404, "no-such-webhook")
    assert program(people.mother.person).get(here).status_code == 200
    assert problem(program(people.mother.person, scopes=frozenset({"dossier.view"})).get(here)) == (403, "not-allowed")


def test_an_owner_looks_after_a_subscription_on_pages(people, elsewhere, loopback):
    browser = Client()
    browser.post("/dang-nhap", {"login": MOTHER, "password": PASSWORD})
    assert browser.get("/tai-khoan/webhook").status_code == 200
    assert browser.get("/tai-khoan/webhook/moi").status_code == 200
    bad = browser.post(
        "/tai-khoan/webhook/moi", {"name": "A", "url": "http://example.org", "kind.dossier.received": "on"}
    )
    assert bad.status_code == 422
    assert 'govuk-details" open' not in bad.content.decode(), "what is wrong is not in there"
    all_wrong = browser.post("/tai-khoan/webhook/moi", {"name": "", "url": "http://example.org"}).content.decode()
    assert "Hãy nhập tên hệ thống của bạn, không quá 200 ký tự." in all_wrong
    assert "Hãy nhập địa chỉ bắt đầu bằng https://." in all_wrong
    none = browser.post("/tai-khoan/webhook/moi", {"name": "A", "url": "https://example.org"})
    assert none.status_code == 422
    assert 'govuk-details" open' in none.content.decode()
    typed = {"name": "A", "url": f"{elsewhere.url}/fails", "kind.dossier.received": "on", "key": "1"}
    made = browser.post("/tai-khoan/webhook/moi", typed).content.decode()
    assert "whsec_" in made
    # A subscription with all of a person's rights is looked after on pages: no token has as many.
    (one,) = set(re.findall(r"/tai-khoan/webhook/([0-9a-f-]{36})", browser.get("/tai-khoan/webhook").content.decode()))
    here = f"/tai-khoan/webhook/{one}"
    assert "whsec_" not in browser.get(here).content.decode()
    assert browser.post(f"{here}/lam", {"what": "ping", "key": "2"}).status_code == 303
    (sent,) = set(re.findall(r"/lan-gui/([0-9a-f-]{36})", browser.get(here).content.decode()))
    sending.deliver(sent, now=datetime.now(tz=UTC))
    delivery = browser.get(f"{here}/lan-gui/{sent}").content.decode()
    assert "broken" in delivery
    assert "<h1>Gửi thử</h1>" in delivery
    assert "webhook.ping" in delivery
    assert "Đã tiếp nhận" in browser.get(here).content.decode()
    assert browser.post(f"{here}/lan-gui/{sent}/gui-lai", {"key": "3"}).status_code == 303
    assert "whsec_" in browser.post(f"{here}/lam", {"what": "rotate", "key": "4"}).content.decode()
    browser.post(f"{here}/lam", {"what": "paused", "key": "5"})
    assert 'value="active"' in browser.get(here).content.decode()
    assert browser.post(f"{here}/lam", {"what": "close", "key": "6"}).status_code == 303
    assert browser.get(here).status_code in {403, 404}


def test_the_form_offers_each_kind_once():
    offered = [f"dossier.{verb}" for verbs in GROUPS.values() for verb in verbs]
    assert sorted(offered) == sorted(KINDS)
