"""Moments come from the database as Django would read them, to the microsecond and in UTC."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from motcua.web.settings.moments import MomentLoader

pytestmark = pytest.mark.usefixtures("db_city")


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_is_read_as_it_was_written(moment):
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz, NULL::timestamptz", [moment])
        (read, nothing) = cursor.fetchone()
    assert read == moment
    assert read.tzinfo is UTC
    assert nothing is None


def test_the_connection_reads_them_compiled():
    with connection.cursor() as cursor:
        cursor.execute("SELECT now()")
        assert isinstance(cursor.fetchone()[0], datetime)
        loaders = connection.connection.adapters
        assert loaders.get_loader(loaders.types["timestamptz"].oid, 0) is MomentLoader
