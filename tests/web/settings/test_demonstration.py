"""The demonstration city has dossiers in every state, and its ledger verifies."""

import time
from datetime import datetime

import msgspec
import pytest
from django.db import connections
from django.utils import timezone

from motcua.foundation.clock.moments import ZONE
from motcua.foundation.ledger.verifying import verify
from motcua.service.dossiers.queries import lists, opened
from motcua.service.dossiers.rules.national import CODES, FOLLOWS, national_code
from motcua.service.dossiers.types.events import EVENTS
from motcua.service.dossiers.types.queues import Queue
from motcua.service.dossiers.types.state import Status
from motcua.web.settings.demonstration import births
from motcua.web.settings.demonstration.cast import actor, citizens, login_of, officials, settle
from motcua.web.settings.demonstration.loading import accounts
from motcua.web.settings.demonstration.scene import scene
from motcua.web.settings.demonstration.stories import STORIES
from motcua.web.settings.demonstration.telling import Teller
from tests.factories.dossiers import load_city

A_THURSDAY = datetime(2026, 11, 19, 11, 0, tzinfo=ZONE)


def told(now):
    load_city(now=datetime(2026, 9, 1, 8, tzinfo=ZONE))
    assert list(settle(scene(), now))
    return [state for state in Teller(scene(), now).tell(STORIES) if state is not None]


@pytest.fixture(scope="module")
def thursday(city_cluster, city_in):
    """The city as it was told on a Thursday morning, and how many seconds that took."""
    with city_in(city_cluster):
        began = time.monotonic()
        states = told(A_THURSDAY)
        yield states, time.monotonic() - began


def statuses():
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT status, count(*) FROM dossiers_dossier GROUP BY status")
        return {Status(status): count for status, count in cursor.fetchall()}


def kinds():
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT DISTINCT kind FROM ledger_entry WHERE stream LIKE 'dossier/%'")
        return {kind for (kind,) in cursor.fetchall()}


def test_every_state_every_national_code_and_every_kind_of_event_has_a_dossier(thursday):
    states, seconds = thursday
    assert seconds < 60
    # Of linked procedures the stories name the first dossier; another of them waits for it.
    assert {state.status for state in states} == set(statuses()) - {Status.AWAITING_LINKED}
    assert set(statuses()) == set(Status)
    assert {national_code(status) for status in statuses()} == set(CODES.values()) == set(FOLLOWS) == set(range(1, 11))
    assert {event.__struct_config__.tag for event in EVENTS} - kinds() == {"dossier.signature-recalled"}
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM dossiers_dossier WHERE is_open AND due_at < %s", [A_THURSDAY])
        assert cursor.fetchone()[0] > 2, "some are overdue"
        cursor.execute("SELECT count(*) FROM dossiers_draft WHERE submitted_at IS NULL")
        assert cursor.fetchone()[0] == 1
    assert verify().problem == ""
    again = [state for state in Teller(scene(), A_THURSDAY).tell(STORIES) if state is not None]
    assert [state.version for state in again] == [state.version for state in states], "telling again changes nothing"


def test_who_comes_in_person_is_awaited_on_a_working_day_that_is_still_to_come(thursday):
    awaited = next(state for state in thursday[0] if state.status is Status.AWAITING_PRESENCE)
    assert awaited.presence.appointed_at > A_THURSDAY
    view = opened.view(awaited.code, A_THURSDAY)
    assert view.values["child"]["proof"] == "commitment"
    assert [paper.name for paper in view.papers] == ["Giay-cam-doan.jpg"]


def test_of_one_filing_the_birth_is_granted_the_police_have_the_residence_and_social_security_the_card(thursday):
    birth = next(state for state in thursday[0] if state.part == "birth" and state.status is Status.GRANTED)
    others = {each.part: each for each in opened.filed_with(birth.linked.bundle) if each.id != birth.id}
    assert {part: each.status for part, each in others.items()} == {
        "residence": Status.RECEIVED,
        "insurance": Status.SUBMITTED,
    }
    assert others["residence"].agency == scene().police
    assert others["residence"].received_at > birth.outcome.ended_at
    assert actor(login_of("congan"), A_THURSDAY).agency == scene().police


def test_the_police_have_one_residence_to_receive(thursday):
    assert thursday
    police = actor(login_of("congan"), A_THURSDAY)
    (row,) = lists.queue(Queue.TO_RECEIVE, actor=police, now=A_THURSDAY, end_of_day=A_THURSDAY)
    assert (row.part, row.agency) == ("residence", scene().police)


def test_of_another_filing_the_birth_waits_at_the_ward_and_the_rest_for_the_birth(thursday):
    birth = next(state for state in thursday[0] if state.part == "birth" and state.status is Status.SUBMITTED)
    others = [each for each in opened.filed_with(birth.linked.bundle) if each.id != birth.id]
    assert birth.agency == scene().home
    assert [each.status for each in others] == [Status.AWAITING_LINKED] * 2


def test_a_city_that_does_not_offer_linked_procedures_tells_the_other_stories(thursday):
    assert thursday
    linked = STORIES[-1]
    elsewhere = msgspec.structs.replace(linked, procedure="2.999999")
    assert linked.procedure == births.LINKED_BIRTH
    assert list(Teller(scene(), A_THURSDAY).tell([elsewhere])) == [None]


def test_a_remark_with_the_mark_of_a_secret_was_stopped_at_home_and_is_noted_once(thursday):
    assert thursday
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT agency FROM ledger_entry WHERE kind = 'incident.secret-stopped'")
        assert cursor.fetchall() == [(scene().home,)]


def test_whoever_files_is_who_the_declaration_says(thursday):
    names = {one.login: one.name for one in citizens(scene())}
    for state in thursday[0]:
        view = opened.view(state.code, A_THURSDAY)
        assert view.values["filer"]["full_name"] == view.applicant_name
        assert view.values["child"]["full_name"].split()[0] in {
            view.values[parent]["full_name"].split()[0] for parent in ("mother", "father") if parent in view.values
        }
    assert {family.filer.name for family in scene().families.values()} == set(names.values())


def test_every_account_that_is_shown_acts_as_it_says(thursday):
    assert thursday
    for role, _, login, _ in accounts():
        roles = {str(each) for each in actor(login, timezone.now()).roles}
        assert roles == (set() if role == "citizen" else {role})
    assert {str(one.role) for one in officials(scene())} <= {role for role, *_ in accounts()}


def test_every_granted_dossier_has_the_paper_that_a_page_makes(thursday):
    states, _ = thursday
    granted = [state for state in states if state.outcome is not None and state.outcome.granted]
    assert granted
    for state in granted:
        assert state.result is not None, state.code
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT media_type FROM files_file WHERE id = %s", [state.result.file])
            assert cursor.fetchone() == ("application/pdf",)
