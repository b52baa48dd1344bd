"""Every field wrong, in every way: each is named at once, no program sees a defect, and nothing is stored."""

import pytest
from django.db import connection

from motcua.foundation.forms.values import put
from motcua.foundation.policy.types import Role
from motcua.service.dossiers.api.acts import ACTS, KEEPS_NO_NOTE, Granted, NextDraft, Supplement, body_of, verb_of
from motcua.service.dossiers.types.commands import COMMANDS
from tests.factories.birth import birth_procedure
from tests.factories.dossiers import BIRTH
from tests.service.dossiers.api.programs import declaration, submission

FORM = birth_procedure().declaration
NONSENSE = {
    "a word": "☃ <b>%(code)s</b> ' OR 1=1 --",
    "nothing but space": " \t\u00a0\u200b ",
    "a number": 10**40,
    "below zero": -1,
    "a broken number": 0.1 + 0.2,
    "yes": True,
    "null": None,
    "a list": ["x", ["y"], {}],
    "an empty list": [],
    "an object": {"day": "31", "month": "02", "year": "20xx", "commune": "H29.99999", "line": 7},
    "an empty object": {},
    "a zero byte": "Nguyễn\x00An",
    "marks apart": "Nguye\u0302\u0303n",
    "too long": "Nguyễn " * 20_000,
    "a path": "../../etc/passwd",
    "a day that there is not": "2026-02-30",
    "a year only": "26",
}


def stored() -> tuple[int, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT count(*) FROM dossiers_dossier), (SELECT count(*) FROM dossiers_content), "
            "(SELECT count(*) FROM ledger_entry WHERE stream LIKE 'dossier/%')"
        )
        return tuple(cursor.fetchone())


@pytest.fixture
def body(mai):
    return submission(mai.person)


def test_all_fields_wrong_at_once_are_all_named_and_nothing_is_stored(mai, body):
    asked = {field.code for field in FORM.fields()}
    for kind, value in NONSENSE.items():
        if kind == "too long":
            continue  # then the whole is too large: see below
        wrong = declaration()
        for code in asked:
            put(wrong, code, value)
        answer = mai.post("/dossiers", {**body, "declaration": wrong})
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (422, "declaration-incomplete"), (kind, answer.content[:500])
        named = {each["field"] for each in problem["errors"]}
        assert len(named) > 1, (kind, named)
        assert all(each["code"] and each["detail"] for each in problem["errors"])
        assert all(
            field == code or field.startswith(f"{code}.") for field in named for code in [_question(field, asked)]
        )
        assert "%(" not in str([each["detail"] for each in problem["errors"]]).replace("%(code)s</b>", "")
    assert stored() == (0, 0, 0)


def _question(field, asked):
    """The question that a problem belongs to: it may name a part of the answer, such as the year of a date."""
    return next((code for code in sorted(asked, reverse=True) if field == code or field.startswith(f"{code}.")), "")


def test_one_field_wrong_at_a_time_is_no_defect_and_leaves_the_others_alone(mai, body):
    """What is a sound answer to a question, such as a word where a text is asked, may be taken."""
    told = {}
    for kind in ("a word", "a number", "null", "a list", "an object", "a zero byte", "too long"):
        for field in FORM.fields():
            wrong = declaration()
            put(wrong, field.code, NONSENSE[kind])
            answer = mai.post("/dossiers", {**body, "declaration": wrong})
            assert answer.status_code in {201, 422}, (kind, field.code, answer.status_code, answer.content[:500])
            if answer.status_code == 422 and answer.json()["code"] == "declaration-incomplete":
                told.setdefault(field.code, set()).update(each["field"] for each in answer.json()["errors"])
    assert len(told) > 20


def test_a_declaration_too_large_for_one_request_is_told_so(mai, body):
    wrong = declaration()
    for field in FORM.fields():
        put(wrong, field.code, NONSENSE["too long"])
    answer = mai.post("/dossiers", {**body, "declaration": wrong})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_a_declaration_that_is_no_object_is_refused_by_its_name(mai, body):
    for value in ([], "x", 7, None, True):
        answer = mai.post("/dossiers", {**body, "declaration": value})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, "declaration"), value
    deep = b'{"procedure":"1.001193","declaration":' + b'{"child":' * 5_000 + b"1" + b"}" * 5_001
    answer = mai.post("/dossiers", deep)
    assert answer.status_code in {400, 422}, answer.content[:300]
    assert stored() == (0, 0, 0)
    assert mai.post("/dossiers", {"procedure": BIRTH, "declaration": {}}).status_code == 422


WORDS = (
    "☃ ' OR 1=1 --",
    " ",
    "x" * 5_000,
    "H29.99999",
    "Nguyễn\x00An",
    "\u202e",
    7,
    -1,
    10**30,
    True,
    [],
    {},
    1.5,
    ["x"],
)
WHO = {
    "forward": Role.SPECIALIST, "ask-opinion": Role.SPECIALIST, "ask-payment": Role.SPECIALIST, "grant": Role.LEADER,
    "ask-presence": Role.SPECIALIST, "ask-supplement": Role.SPECIALIST, "ask-second-supplement": Role.LEADER,
    "assign": Role.LEADER, "transfer": Role.DESK, "record-payment": Role.DESK, "hand-over-result": Role.DESK,
    "upload-draft": Role.SPECIALIST, "submit-for-signature": Role.SPECIALIST, "give-supplement": "mai",
}  # fmt: skip


def test_every_field_of_every_act_wrong_is_refused_and_nothing_happens(mai, posts):
    bodies = {verb_of(command): body_of(command) for command in COMMANDS if verb_of(command) in ACTS}
    bodies |= {"grant": Granted, "give-supplement": Supplement, "upload-draft": NextDraft}
    fields = {verb: [name for name in body.__struct_fields__ if name != "note"] for verb, body in bodies.items()}
    assert {verb for verb, names in fields.items() if names} == set(WHO)
    code = mai.post("/dossiers", submission(mai.person)).json()["code"]
    assert posts[Role.DESK].act(code, "receive").status_code == 200
    assert posts[Role.SPECIALIST].act(code, "take").status_code == 200
    for verb, role in WHO.items():
        note = {"note": "Ghi chú"} if "note" in bodies[verb].__struct_fields__ else {}
        for word in WORDS:
            answer = (mai if role == "mai" else posts[role]).act(
                code, verb, {**dict.fromkeys(fields[verb], word), **note}
            )
            assert answer.status_code in {400, 404, 422}, (verb, word, answer.status_code, answer.content[:300])
            assert answer["Content-Type"] == "application/problem+json"
    assert mai.get(f"/dossiers/{code}").json()["version"] == 3


WRONG_ACTS = (
    (Role.SPECIALIST, "ask-presence", {"appointed_at": "2030-01-02T09:00:00", "note": "x"}, 400, "appointed_at"),
    (Role.SPECIALIST, "ask-presence", {"appointed_at": "2020-01-02T09:00:00+07:00", "note": "x"}, 422, "appointed_at"),
    (Role.SPECIALIST, "ask-presence", {"appointed_at": "ngày mai", "note": "x"}, 400, "appointed_at"),
    (Role.SPECIALIST, "ask-presence", {"note": "x"}, 400, "appointed_at"),
    (Role.SPECIALIST, "ask-opinion", {"agency": "", "note": "Hỏi"}, 422, "agency"),
    (Role.SPECIALIST, "ask-payment", {"fee": "birth-certificate-copy", "amount_vnd": 0}, 422, "amount_vnd"),
    (Role.SPECIALIST, "ask-payment", {"fee": "birth-certificate-copy", "amount_vnd": 10**15}, 400, "amount_vnd"),
    (Role.SPECIALIST, "forward", {"to_step": "không có"}, 422, "to_step"),
    (Role.SPECIALIST, "forward", {"to": "\x00"}, 422, "to"),
    (Role.SPECIALIST, "ask-supplement", {"marks": []}, 422, "marks"),
    (
        Role.SPECIALIST,
        "ask-supplement",
        {"marks": [{"kind": "field", "code": "child.sex", "fault": "☃"}]},
        400,
        "marks[0].fault",
    ),
    (
        Role.SPECIALIST,
        "ask-supplement",
        {"marks": [{"kind": "x", "code": "child.sex", "fault": "wrong"}]},
        400,
        "marks[0].kind",
    ),
    (
        Role.SPECIALIST,
        "ask-supplement",
        {"marks": [{"kind": "field", "code": "no.such", "fault": "wrong"}]},
        422,
        "marks",
    ),
    (Role.LEADER, "assign", {"to": "11111111-1111-4111-8111-111111111111"}, 422, "to"),
    (Role.LEADER, "stop", {"note": ""}, 400, "note"),
    (Role.LEADER, "stop", {"note": "   "}, 422, "note"),
    (Role.DESK, "transfer", {"to_agency": "H29.26740", "note": "Nơi khác"}, 422, "to_agency"),
)


def test_a_wrong_field_of_an_act_is_named(mai, posts):
    code = mai.post("/dossiers", submission(mai.person)).json()["code"]
    posts[Role.DESK].act(code, "receive")
    posts[Role.SPECIALIST].act(code, "take")
    for role, verb, body, status, field in WRONG_ACTS:
        answer = posts[role].act(code, verb, body)
        assert answer.status_code == status, (verb, body, answer.content)
        assert [each["field"] for each in answer.json()["errors"]] == [field], (verb, body)
    answer = posts[Role.SPECIALIST].act(code, "ask-opinion", {"agency": "H29.26743\x00", "note": "Hỏi"})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad-request")
    assert mai.get(f"/dossiers/{code}").json()["version"] == 3


def test_a_text_that_no_entry_would_keep_is_not_taken(mai, posts):
    for command in KEEPS_NO_NOTE:
        assert "note" not in body_of(command).__struct_fields__
    code = mai.post("/dossiers", submission(mai.person)).json()["code"]
    answer = posts[Role.DESK].act(code, "receive", {"note": "Đã nhận đủ."})
    assert (answer.status_code, answer.json()["errors"][0]) == (
        400,
        {**answer.json()["errors"][0], "field": "note", "code": "unknown"},
    )
    kept = {"take": None, "ask-confirmation": None}
    posts[Role.DESK].act(code, "receive")
    for verb in kept:
        assert posts[Role.SPECIALIST].act(code, verb).status_code == 200
    assert mai.act(code, "confirm", {"note": "Đúng rồi."}).status_code == 200
    posts[Role.SPECIALIST].act(
        code, "forward", {"to_step": "sign", "to": posts[Role.LEADER].person, "note": "Trình ký."}
    )
    assert posts[Role.LEADER].act(code, "grant", {"note": "Đồng ý."}).status_code == 200
    notes = [each["note"] for each in posts[Role.LEADER].get(f"/dossiers/{code}/timeline").json()["items"]]
    assert {"Đúng rồi.", "Trình ký.", "Đồng ý."} <= set(notes)


def test_a_zero_byte_in_an_address_is_unreadable_and_no_defect(posts):
    for path in (
        "/dossiers/H29%00",
        "/dossiers/H29%00/why",
        "/tracking/H29%00",
        "/procedures/1%00",
        "/dossiers/search?q=%00",
    ):
        answer = posts[Role.DESK].get(path)
        assert (answer.status_code, answer.json()["code"]) == (400, "bad-request"), path
