"""An agency's own times lie over the national calendar, as they were known at a moment."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest

from motcua.foundation.clock.book import CalendarBook
from motcua.foundation.clock.facts import SessionRule
from motcua.foundation.clock.moments import ZONE
from motcua.foundation.forms.words import Text
from motcua.foundation.ledger.types import Key
from motcua.register.agencies import commands, queries
from tests.factories.city import BEN_THANH, FOUNDER, NOW, SAI_GON, load_agencies

HOURS = ((time(7, 30), time(11, 30)), (time(13), time(17)))
BOOK = CalendarBook(
    id="test",
    covers_from=date(2025, 1, 1),
    covers_until=date(2027, 1, 1),
    day_minutes=480,
    sessions=(SessionRule(weekdays=frozenset(range(5)), sessions=HOURS, valid_from=date(2020, 1, 1)),),
)
SATURDAY = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def _city(db_city):
    load_agencies()


def test_an_agency_without_times_of_its_own_has_the_national_calendar():
    calendar = queries.calendar_of(SAI_GON, NOW, book=BOOK)
    assert calendar.sessions(NOW.date()) == HOURS
    assert not calendar.is_working(SATURDAY)
    assert queries.calendar_of("H29.26758", NOW, book=BOOK) is calendar


def test_saturday_mornings_are_known_from_their_announcement():
    calendar = queries.calendar_of(BEN_THANH, NOW, book=BOOK)
    assert calendar.sessions(SATURDAY) == ((time(7, 30), time(11, 30)),)
    before = queries.calendar_of(BEN_THANH, datetime(2025, 6, 1, tzinfo=ZONE), book=BOOK)
    assert not before.is_working(SATURDAY)


def test_a_closure_announced_later_leaves_past_answers_as_they_were():
    shut = date(2026, 12, 1)
    earlier = queries.calendar_of(SAI_GON, NOW, book=BOOK)
    commands.announce_closure(
        actor=FOUNDER,
        agency=SAI_GON,
        on=shut,
        reason=Text(vi="Chuyển trụ sở", en="Moving house"),
        now=NOW + timedelta(hours=1),
        key=Key(client="test", command="agencies.announce-closure", key=str(uuid4())),
    )
    assert queries.calendar_of(SAI_GON, NOW, book=BOOK) is earlier
    later = queries.calendar_of(SAI_GON, NOW + timedelta(hours=2), book=BOOK)
    assert earlier.is_working(shut)
    assert not later.is_working(shut)
    assert later.version != earlier.version


def test_the_national_book_of_the_catalogue_is_used_by_default():
    assert queries.calendar_of(SAI_GON, NOW).is_working(NOW.date())
