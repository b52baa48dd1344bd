"""What the worker does for people by the clock."""

from datetime import timedelta

import pytest

from motcua.foundation.sealing import Purpose, create_key_file, ring, rotate
from motcua.foundation.sealing.keyfile import older_keys
from motcua.register.people import queries
from motcua.register.people.commands.rehashing import SEALED
from motcua.register.people.jobs import renew_keys
from tests.factories.city import NOW, citizen

NUMBER = "079188012345"


@pytest.fixture
def key_file(db_city, tmp_path):
    path, before = tmp_path / "keys.json", ring._PLACE._path
    create_key_file(path, now=NOW)
    ring.configure(path)
    yield path
    ring.configure(before)


def test_the_task_wraps_and_hashes_anew_what_rotated_keys_have_made(key_file):
    person = citizen(number=NUMBER)
    for purpose in Purpose:
        rotate(key_file, purpose, now=NOW + timedelta(hours=1))
    left = [(sealed, older) for older in older_keys(key_file) for sealed in SEALED if sealed.purpose is older.purpose]
    assert [sealed.waiting(older) for sealed, older in left] == [1, 1]
    for _ in range(2):
        renew_keys(int(NOW.timestamp()))
    assert [sealed.waiting(older) for sealed, older in left] == [0, 0]
    assert [view.id for view in queries.people_with_identifier(NUMBER, verified=False)] == [person]
    assert [identifier.value for identifier in queries.identifiers(person)] == [NUMBER]
