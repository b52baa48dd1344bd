"""`motcua load` loads what it says, and nothing else."""

import argparse
import shutil

from django.db import connection
from django.test import override_settings

from motcua.web.settings.cli import VERBS, main
from motcua.web.settings.environment import PROJECT
from motcua.web.settings.rooms import LOADERS
from motcua.web.settings.verbs import load


def asked(*arguments):
    parser = argparse.ArgumentParser()
    load.arguments(parser)
    return parser.parse_args(arguments)


def test_a_part_that_there_is_not_is_refused(capsys):
    assert load.run(asked("agencies", "calendars")) == 2
    said = capsys.readouterr().err
    assert "There is no part calendars. There are: agencies, procedures." in said


def test_the_help_names_the_parts_that_there_are_and_the_calendar_as_none_of_them():
    (verb,) = (verb for verb in VERBS if verb.name == "load")
    for loader in LOADERS:
        assert loader.name in verb.summary
        assert loader.name in load.__doc__
    assert "calendar" not in verb.summary
    assert "The national calendar is not loaded" in load.__doc__


def test_the_parts_are_loaded_once(db_city, capsys):
    for expected in ("recorded", "nothing new"):
        assert load.run(asked("agencies")) == 0
        assert expected in capsys.readouterr().out
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) > 0 FROM agencies_agency")
        assert cursor.fetchone() == (True,)


def test_a_catalogue_with_mistakes_is_told_in_plain_words(db_city, tmp_path, capsys):
    place = tmp_path / "hcmc" / "agencies" / "city.yaml"
    place.parent.mkdir(parents=True)
    shutil.copy(PROJECT / "catalogue/hcmc/city.yaml", tmp_path / "hcmc")
    place.write_text("agencies:\n  - {code: H29, name: 7}\n")
    with override_settings(MOTCUA_CATALOGUE=tmp_path):
        assert main(["load", "agencies"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("motcua load: the catalogue has mistakes:")
    assert "city.yaml:2" in said
    assert "Traceback" not in said
