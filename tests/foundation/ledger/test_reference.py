"""Reference data is kept while nothing of it has changed, and never a moment longer."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.foundation.forms.words import Text
from motcua.foundation.ledger import reference
from motcua.foundation.ledger.types import Key
from motcua.register.agencies import queries as agencies
from motcua.register.agencies.commands.opening import announce_closure
from tests.factories.city import FOUNDER, SAI_GON, load_agencies

pytestmark = pytest.mark.usefixtures("db_city")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def city(db_city: object) -> Iterator[None]:
    del db_city
    load_agencies(now=NOW)
    yield
    reference.forget()


def test_what_was_looked_up_once_is_not_asked_again_within_a_request():
    with reference.request():
        agencies.agency(SAI_GON, TODAY)
        with CaptureQueriesContext(connection) as queries:
            assert agencies.agency(SAI_GON, TODAY) is not None
    assert len(queries) == 0


def test_another_request_asks_for_the_number_and_for_nothing_else():
    with reference.request():
        agencies.agency(SAI_GON, TODAY)
    with reference.request(), CaptureQueriesContext(connection) as queries:
        agencies.agency(SAI_GON, TODAY)
    assert len(queries) == 1


def test_a_closure_that_was_announced_is_known_to_the_very_next_look():
    before = agencies.calendar_of(SAI_GON, NOW)
    assert before.is_working(date(2026, 11, 26))
    announce_closure(
        actor=FOUNDER, agency=SAI_GON, on=date(2026, 11, 26), reason=Text(vi="Mất điện", en="No electricity"), now=NOW,
        key=Key(client="t", command="closure", key="1"),
    )  # fmt: skip
    assert not agencies.calendar_of(SAI_GON, NOW).is_working(date(2026, 11, 26))


def test_what_a_transaction_sees_of_itself_is_never_kept():
    agencies.agency(SAI_GON, TODAY)
    before = reference.version()
    with connection.cursor() as cursor:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            cursor.execute("UPDATE agencies_term SET name_vi = 'Khác' WHERE agency_id = %s", [SAI_GON])
            assert reference.version() is None
            seen = agencies.agency(SAI_GON, TODAY)
            assert seen is not None
            assert seen.name.vi == "Khác"
            raise ZeroDivisionError
        assert reference.version() == before
    kept = agencies.agency(SAI_GON, TODAY)
    assert kept is not None
    assert kept.name.vi != "Khác"


def test_the_role_that_serves_cannot_turn_the_number_back():
    with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("UPDATE ledger_reference SET version = 0")


def test_old_answers_make_room_for_new_ones():
    asked: list[int] = []

    @reference.kept(most=2)
    def double(number: int) -> int:
        asked.append(number)
        return 2 * number

    with reference.request():
        assert [double(1), double(2), double(3), double(3), double(1)] == [2, 4, 6, 6, 2]
    assert asked == [1, 2, 3, 1]
