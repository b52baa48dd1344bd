"""`motcua check` finds what it is there to find."""

import shutil

import psycopg
import pytest

from motcua.web.settings.checking import PROBLEM, catalogue, database


def _problems(findings):
    return [f"{finding.subject}: {finding.text}" for finding in findings if finding.state == PROBLEM]


def test_a_migrated_city_is_sound(db_city):
    assert _problems(database()) == []


@pytest.mark.parametrize(
    ("harm", "complaint"),
    [
        ("GRANT UPDATE ON ledger_head TO motcua_app", "may UPDATE on ledger_head"),
        ("GRANT motcua_owner TO motcua_app", "neither a superuser nor the ledger's owner"),
        ("DELETE FROM django_migrations WHERE app = 'sessions'", "are missing"),
        ("UPDATE ledger_epoch SET system_identifier = 1", "another PostgreSQL cluster"),
    ],
)
def test_what_would_endanger_the_ledger_is_a_problem(db_city, harm, complaint):
    with psycopg.connect(db_city.superuser) as superuser:
        superuser.execute(harm)
    try:
        assert any(complaint in problem for problem in _problems(database()))
    finally:
        with psycopg.connect(db_city.superuser) as superuser:
            superuser.execute("REVOKE motcua_owner FROM motcua_app")


def test_the_catalogue_is_sound():
    assert _problems(catalogue()) == []


def test_a_broken_catalogue_is_named_by_file_and_line(tmp_path, settings):
    shutil.copytree(settings.MOTCUA_CATALOGUE, tmp_path / "catalogue")
    (tmp_path / "catalogue" / "vn" / "law" / "broken.yaml").write_text("title: [unclosed\n", encoding="utf-8")
    settings.MOTCUA_CATALOGUE = tmp_path / "catalogue"
    assert any("broken.yaml" in problem for problem in _problems(catalogue()))
