"""Settings are read once, typed, and every mistake is told at once; each has its line in the operator's handbook."""

import pytest

from motcua.web.settings.environment import PROJECT, SETTINGS, BadSettings, load, parse_database

URL = "postgresql://city_app:s%40crt@db.example:5433/city?sslmode=require"
OWNER = URL.replace("city_app", "city_owner")


def test_without_settings_everything_lies_in_the_project():
    found = load({})
    assert found.home == PROJECT / ".motcua"
    assert (found.database, found.demo, found.proxies) == (None, True, 0)
    assert found.hosts[0] == "127.0.0.1"


def test_a_database_of_ones_own_turns_the_demonstration_off():
    found = load({"MOTCUA_DATABASE_URL": URL, "MOTCUA_OWNER_DATABASE_URL": OWNER})
    assert found.demo is False
    assert found.database is not None
    assert (found.database.user, found.database.password, found.database.port) == ("city_app", "s@crt", 5433)
    assert found.database.options == {"sslmode": "require"}
    asked = load({"MOTCUA_DATABASE_URL": URL, "MOTCUA_OWNER_DATABASE_URL": OWNER, "MOTCUA_DEMO": "1"})
    assert asked.demo is True


def test_a_socket_is_a_host():
    found = parse_database("postgresql://city_app@/city?host=/run/postgresql")
    assert (found.host, found.port, found.options) == ("/run/postgresql", 5432, {})


def test_every_mistake_is_listed_at_once():
    mistaken = {
        "MOTCUA_DATABASE_URL": "mysql://x",
        "MOTCUA_DEMO": "maybe",
        "MOTCUA_PROXIES": "-1",
        "MOTCUA_PUBLIC_URL": "motcua.example.vn",
        "MOTCUA_FILES": "relative",
        "MOTCUA_LOG_LEVEL": "loud",
        "MOTCUA_PORT": "8000",
    }
    with pytest.raises(BadSettings) as bad:
        load(mistaken)
    assert all(any(name in problem for problem in bad.value.problems) for name in mistaken)


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ({"MOTCUA_DATABASE_URL": URL}, "MOTCUA_OWNER_DATABASE_URL is needed"),
        ({"MOTCUA_OWNER_DATABASE_URL": OWNER}, "MOTCUA_DATABASE_URL is needed"),
        ({"MOTCUA_DATABASE_URL": URL, "MOTCUA_OWNER_DATABASE_URL": URL}, "two different roles"),
    ],
)
def test_one_role_serves_and_another_owns(settings, complaint):
    with pytest.raises(BadSettings, match=complaint):
        load(settings)


def test_marks_of_a_run_and_of_tests_are_no_settings():
    assert load({"MOTCUA_RUN_HOME": "/x", "MOTCUA_TEST_POSTGRES": "15"}).home == PROJECT / ".motcua"


def test_the_handbook_has_every_setting():
    handbook = (PROJECT / "docs" / "operate" / "settings.md").read_text(encoding="utf-8")
    for setting in SETTINGS:
        assert f"| `{setting.name}` | {setting.default} | {setting.meaning} |" in handbook


def test_the_settings_file_stays_short():
    assert len((PROJECT / "motcua/web/settings/base.py").read_text(encoding="utf-8").splitlines()) < 250
