"""The tests' own ground: a database of one's own, with real commits, as the application's role."""

import urllib.request

import psycopg
import pytest
from django.db import connection, connections


def test_a_test_that_asks_for_nothing_cannot_touch_a_database():
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.cursor()


@pytest.mark.parametrize("_", range(2))
def test_commits_are_real_and_gone_with_the_database(db_city, _):
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE proof (id int)")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("motcua_app",)
        cursor.execute("INSERT INTO proof VALUES (1)")
    with psycopg.connect(db_city.superuser) as other:
        assert other.execute("SELECT count(*) FROM proof").fetchone() == (1,)


def test_the_application_role_may_not_alter_tables(db_city):
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE proof (id int)")
    with connection.cursor() as cursor, pytest.raises(Exception, match="must be owner"):
        cursor.execute("DROP TABLE proof")


def test_a_live_city_serves_the_tests_own_database(live_city):
    with urllib.request.urlopen(f"{live_city.url}/readyz") as answer:
        assert answer.read() == b"ready\n"
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]
