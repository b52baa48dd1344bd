"""
One filter for every door: whoever asks, each list, count, search, export, batch and page shows what the policy allows.

Random dossiers of several agencies are put into the table as rows; who sees which is asked of the policy, row by row.
"""

import random
import re
import uuid
from datetime import timedelta

import msgspec
import pytest
from django.db import connection
from django.utils import timezone

from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import allowed
from motcua.foundation.policy.types import Actor, ActorKind, Matter, Role
from motcua.service.dossiers.commands._rows import COLUMNS, columns_of, encode_state
from motcua.service.dossiers.pages.desk_opening import part_of
from motcua.service.dossiers.pages.desk_rows import end_of_day
from motcua.service.dossiers.queries import desk as desk_queries
from motcua.service.dossiers.queries import exporting, lists
from motcua.service.dossiers.rules.matter import matter_of
from motcua.service.dossiers.types.queues import WHOLE, Narrowing, Queue
from motcua.service.dossiers.types.state import WAITING, Handover, Opinion, Status
from tests.service.dossiers.api.programs import program

OURS, THEIRS, ASKED, RECEIVING = "H29.26740", "H29.26743", "H29.26746", "H29.26749"
SECTORS = ["ho-tich", "dat-dai"]
VIEW = "dossier.view"


def official(role, agency, **more):
    person = str(uuid.uuid4())
    return Actor(
        kind=ActorKind.OFFICIAL, id=person, person=person, agency=agency, roles=frozenset({role}), client=person, **more
    )


ACTORS = {
    "desk": official(Role.DESK, OURS),
    "specialist": official(Role.SPECIALIST, OURS),
    "leader": official(Role.LEADER, OURS),
    "administrator": official(Role.ADMINISTRATOR, OURS),
    "another agency's": official(Role.LEADER, THEIRS),
    "limited to a sector": official(Role.SPECIALIST, OURS, sectors=frozenset({"ho-tich"})),
    "of the agency asked for an opinion": official(Role.SPECIALIST, ASKED),
    "of the agency that only received": official(Role.DESK, RECEIVING),
    "a program that may not look": official(Role.DESK, OURS, scopes=frozenset({"dossier.queue"})),
    "a citizen": Actor(kind=ActorKind.CITIZEN, id=str(uuid.uuid4()), person=str(uuid.uuid4())),
}


def varied(state, chance, now):
    """A legal-looking variation of a real dossier's state; ids and codes of its own."""
    status = chance.choice([Status.SUBMITTED, Status.RECEIVED, Status.IN_PROGRESS, *WAITING, Status.GRANTED])
    ended = now if status is Status.GRANTED else None
    holder = chance.choice(["", *(actor.id for actor in ACTORS.values())])
    opinions = ()
    if status is Status.AWAITING_OPINION:
        opinions = (Opinion(id="o", agency=ASKED, asked_at=now, due_at=now, question=None),)
    return msgspec.structs.replace(
        state, id=str(uuid.uuid4()), code=f"{chance.choice([OURS, THEIRS])}-{uuid.uuid4().hex[:10].upper()}",
        status=status, agency=chance.choice([OURS, OURS, THEIRS]), receiving_agency=chance.choice([OURS, RECEIVING]),
        sector=chance.choice(SECTORS), holder=holder, opinions=opinions, ended_at=ended,
        applicant=chance.choice([state.applicant, *(actor.person for actor in ACTORS.values())]),
        reception_due_at=now + timedelta(days=chance.randint(-3, 12)),
        submitted_at=now - timedelta(days=chance.randint(0, 800)),
        handover=Handover(by=chance.choice([*ACTORS.values()]).id, at=now, from_step="review", from_holder=""),
    )  # fmt: skip


def put(state, name):
    columns = columns_of(state) | {
        "id": state.id, "code": state.code, "procedure": state.procedure, "procedure_version": state.procedure_version,
        "sector": state.sector, "channel": state.channel.value, "receiving_agency": state.receiving_agency,
        "applicant": state.applicant, "filer": state.filer, "submitted_at": state.submitted_at, "applicant_name": name,
        "wrapped_key": b"-",
    }  # fmt: skip
    names = [*COLUMNS, *(one for one in columns if one not in COLUMNS)]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO dossiers_dossier ({', '.join(names)}, search_vector) "
            f"VALUES ({', '.join(['%s'] * len(names))}, to_tsvector('simple', 'tran thi mai'))",
            [columns[one] for one in names],
        )
        cursor.execute("INSERT INTO dossiers_state VALUES (%s, %s)", [state.id, encode_state(state)])


@pytest.fixture(scope="module")
def states(desk):
    chance, now = random.Random(20261128), timezone.now()
    pattern = desk.submit()
    made = [varied(pattern, chance, now) for _ in range(60)]
    for state in made:
        put(state, "Trần Thị Mai")
    return [pattern, *made]


def may_see(actor, state):
    """As an official: one's own matter opens on the citizen's side only."""
    matter = msgspec.structs.replace(matter_of(state), subjects=frozenset())
    return actor.kind is ActorKind.OFFICIAL and allowed(registry.row(VIEW), actor, matter)


def in_queue(which, actor, state, now, tonight):
    """What a queue holds, said once more in Python."""
    due = state.computed_due_at or state.reception_due_at
    is_open, ours = state.ended_at is None, state.agency == actor.agency
    taken_in = state.receiving_agency == actor.agency
    recallable = state.status is Status.IN_PROGRESS and state.handover and not state.handover.opened
    stopped = state.status in WAITING and state.status is not Status.AWAITING_OPINION
    return {
        Queue.TO_RECEIVE: taken_in and is_open and state.status is Status.SUBMITTED,
        Queue.MINE: is_open and state.holder == actor.id,
        Queue.UNIT: ours and is_open,
        Queue.UNASSIGNED: ours and state.status in {Status.RECEIVED, Status.IN_PROGRESS} and not state.holder,
        Queue.DUE_TODAY: ours and is_open and now <= due <= tonight,
        Queue.OVERDUE: ours and is_open and due < now and not stopped,
        Queue.WAITING: ours and is_open and state.status in WAITING,
        Queue.ASKED_OF_US: state.status is Status.AWAITING_OPINION and actor.agency == ASKED,
        Queue.TO_HAND_OVER: taken_in and state.status is Status.GRANTED,
        Queue.TO_SIGN: False,
        Queue.FOR_OTHERS: taken_in and is_open and not ours,
        Queue.SENT: bool(recallable) and state.handover.by == actor.id,
    }[which]


@pytest.mark.parametrize("who", ACTORS)
def test_every_door_shows_exactly_what_the_policy_allows_row_by_row(states, who):
    actor, now = ACTORS[who], timezone.now()
    tonight = end_of_day(now)
    may = {state.code for state in states if may_see(actor, state)}
    counts = lists.queue_counts(actor, now, tonight)
    for which in Queue:
        expected = {state.code for state in states if state.code in may and in_queue(which, actor, state, now, tonight)}
        rows = lists.queue(which, actor=actor, now=now, end_of_day=tonight, limit=200)
        assert {row.code for row in rows} == expected, which
        assert counts[which] == len(expected), which
        out = exporting.exported(which, WHOLE, actor=actor, now=now, end_of_day=tonight, limit=200)
        assert {row.code for part in exporting.rows(out.ids, actor) for row in part} == expected, which
        named = lists.queue(
            which, actor=actor, now=now, end_of_day=tonight, narrowing=Narrowing(text="trần mai"), limit=200
        )
        assert {row.code for row in named} == expected, which
        walked = _walk(which, actor, now, tonight)
        assert walked == [row.code for row in rows], "J goes through the same rows in the same order"
    assert {row.code for row in lists.search("mai", actor=actor, today=now.date(), limit=200)} == may
    assert set(lists.seen_rows([state.code for state in states], actor)) == may, "a batch"
    for official_of_ours in {state.holder for state in states if state.holder}:
        held = desk_queries.held_by(official_of_ours, actor=actor, now=now, end_of_day=tonight, limit=200)
        mine = {
            state.code
            for state in states
            if state.code in may and state.holder == official_of_ours and state.agency == actor.agency
            and state.ended_at is None
        }  # fmt: skip
        assert {row.code for row in held.rows} == mine
        assert held.total == len(mine)
        late = lists.queue(Queue.OVERDUE, actor=actor, now=now, end_of_day=tonight, limit=200)
        assert held.overdue == len([row for row in late if row.holder == official_of_ours])


def _walk(which, actor, now, tonight):
    first = lists.queue(which, actor=actor, now=now, end_of_day=tonight, limit=1)
    codes = []
    while first:
        codes.append(first[0].code)
        around = lists.neighbours(
            which, actor=actor, now=now, end_of_day=tonight, narrowing=WHOLE, of=(first[0].due_at, first[0].id)
        )
        assert around[0] == (codes[-2] if len(codes) > 1 else "")
        first = list(lists.seen_rows([around[1]], actor).values()) if around[1] else []
    return codes


@pytest.mark.parametrize("who", ACTORS)
def test_a_dossiers_page_opens_for_exactly_those_whose_lists_show_it(states, who):
    actor = ACTORS[who]
    for state in states:
        if may_see(actor, state):
            assert part_of(actor, state.code).code == state.code
        else:
            if actor.kind is not ActorKind.OFFICIAL:
                continue  # the door of the desk does not open for a citizen at all
            with pytest.raises(Refused) as refused:
                part_of(actor, state.code)
            assert refused.value.refusal.code == "no-such-dossier"


WORKERS = {"desk", "specialist", "leader", "other-desk", "other-leader"}
PAGES = ("cua-don-vi", "tim?q=mai", "cua-don-vi/tai-ve.csv", "cua-don-vi/in")
CODE = re.compile(r"H29\.\d{5}-[0-9A-Z-]{10,13}")


def codes_on(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return set(CODE.findall(content.decode()))


@pytest.mark.parametrize(
    "who", ["desk", "specialist", "leader", "administrator", "other-desk", "other-leader", "mother"]
)
def test_the_doors_themselves_show_the_same(desk, states, who):
    actor, browser, now = desk.actors[who], desk.browser(who), timezone.now()
    answers = {path: browser.get(f"/ban-lam-viec/{path}") for path in PAGES}
    client = program(actor.person, actor.post)
    if who not in WORKERS:
        assert {answer.status_code for answer in answers.values()} == {403}
        assert client.get("/queues/unit").status_code == 403
        return
    may = {state.code for state in states if may_see(actor, state)}
    unit = {
        state.code for state in states if state.code in may and in_queue(Queue.UNIT, actor, state, now, end_of_day(now))
    }
    shown = {path: codes_on(answer) for path, answer in answers.items()}
    assert shown["cua-don-vi/tai-ve.csv"] == shown["cua-don-vi/in"] == unit
    assert shown["cua-don-vi"] <= unit
    assert shown["tim?q=mai"] <= may
    assert len(shown["cua-don-vi"]) == min(len(unit), 50)
    assert len(shown["tim?q=mai"]) == min(len(may), 50)
    assert {item["code"] for item in client.get("/queues/unit?limit=200").json()["items"]} == unit
    assert {item["code"] for item in client.get("/dossiers/search?q=mai&limit=200").json()["items"]} == may
    assert client.get("/queues").json()["unit"] == len(unit)
    marked = [state.code for state in states[:50]]
    batch = browser.post(
        "/ban-lam-viec/hang-loat",
        {"viec": "tiep-nhan", "key": f"none-{who}", "hs": [f"{code}@99999" for code in marked]},
    )
    linked = set(re.findall(r'href="/ban-lam-viec/ho-so/([^"?]+)"', batch.content.decode()))
    assert linked == may & set(marked)


def test_the_doors_of_lists_are_closed_to_whoever_is_no_worker():
    nothing = Matter()
    for policy in ("dossier.queue", "dossier.export", "dossier.keep-own"):
        inside = {who for who, actor in ACTORS.items() if allowed(registry.row(policy), actor, nothing)}
        assert inside.isdisjoint({"administrator", "a citizen"}), policy
    leads = {who for who, actor in ACTORS.items() if allowed(registry.row("dossier.reassign"), actor, nothing)}
    assert leads == {"leader", "another agency's"}
