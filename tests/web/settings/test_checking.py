"""`motcua check` finds what it is there to find."""

import re
import shutil

import psycopg
import pytest

from motcua.web.settings.checking import PROBLEM, catalogue, database, unverified


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


def test_the_count_of_values_that_nobody_has_seen_is_printed():
    *_, last = catalogue()
    counted = re.fullmatch(r"(\d+) values in \d+ files: (\d+) sourced, (\d+) unverified\.", last.text)
    assert counted
    total, sourced, unseen = map(int, counted.groups())
    assert total == sourced + unseen
    assert unseen == len(list(unverified())) > 0


def test_the_procedures_and_the_essential_services_among_them_are_counted():
    _, told = [one.text for one in catalogue() if one.subject == "procedures"]
    assert re.match(
        r"hcmc: \d+ procedures \(\d+ of the 25 essential services\), \d+ types of papers, \d+ of results: ", told
    )


def test_printed_forms_are_checked_too(tmp_path, settings):
    shutil.copytree(settings.MOTCUA_CATALOGUE, tmp_path / "catalogue")
    forms = tmp_path / "catalogue" / "vn" / "paper_forms.yaml"
    text = forms.read_text(encoding="utf-8")
    forms.write_text(text.replace("valid_until: 2025-09-15", "valid_until: 2026-09-15"), encoding="utf-8")
    settings.MOTCUA_CATALOGUE = tmp_path / "catalogue"
    problems = _problems(catalogue())
    assert [problem for problem in problems if "paper_forms.yaml" in problem and "holds twice" in problem], problems


def test_every_pack_is_held_against_its_agencies_and_its_colours_against_eyes(tmp_path, settings):
    shutil.copytree(settings.MOTCUA_CATALOGUE, tmp_path / "catalogue")
    pack = tmp_path / "catalogue" / "danang" / "city.yaml"
    text = pack.read_text(encoding="utf-8").replace('jade: "#5a3d8a"', 'jade: "#b9a5d8"')
    pack.write_text(text.replace("Thành phố Đà Nẵng, en: Da Nang City", "Thành phố Huế, en: Hue"), encoding="utf-8")
    scene = tmp_path / "catalogue" / "danang" / "demonstration.yaml"
    scene.write_text(scene.read_text(encoding="utf-8").replace("home: H17.20242", "home: H17.99999"), encoding="utf-8")
    settings.MOTCUA_CATALOGUE = tmp_path / "catalogue"
    problems = "\n".join(_problems(catalogue()))
    assert "danang/city.yaml:1: another-city: no agency H17 governs Thành phố Huế" in problems
    assert "danang/city.yaml:1: low-contrast: jade on paper measures" in problems
    assert "the demonstration plays in H17.99999" in problems
    assert "hcmc" not in problems
