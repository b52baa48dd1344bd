"""The `motcua` command answers with words and an exit code."""

import os
import subprocess
import sys

import pytest

from motcua.web.settings.cli import VERBS, main, usage
from motcua.web.settings.environment import PROJECT


def _motcua(*arguments, **settings):
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MOTCUA_")}
    return subprocess.run(
        [sys.executable, "-m", "motcua.web.settings.cli", *arguments],
        cwd=PROJECT, env=environment | settings, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_help_lists_every_verb(capsys):
    assert main(["help"]) == 0
    shown = capsys.readouterr().out
    assert all(verb.name in shown for verb in VERBS if verb.shown)
    assert main([]) == 2


def test_an_unknown_verb_is_answered_with_help(capsys):
    assert main(["frobnicate"]) == 2
    assert usage() in capsys.readouterr().err


def test_bad_settings_are_all_told_and_end_with_2():
    answer = _motcua("verify", MOTCUA_DEMO="maybe", MOTCUA_PROXIES="x")
    assert answer.returncode == 2
    assert "MOTCUA_DEMO must be 1 or 0" in answer.stderr
    assert "MOTCUA_PROXIES must be a whole number" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_database_that_does_not_answer_ends_with_3():
    answer = _motcua(
        "verify",
        MOTCUA_DATABASE_URL="postgresql://a@127.0.0.1:1/x",
        MOTCUA_OWNER_DATABASE_URL="postgresql://b@127.0.0.1:1/x",
    )
    assert answer.returncode == 3
    assert answer.stderr.startswith("motcua verify: ")
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("verb", [verb.name for verb in VERBS if verb.shown and verb.name != "run"])
def test_every_verb_explains_itself(verb, capsys):
    with pytest.raises(SystemExit) as end:
        main([verb, "--help"] if verb != "manage" else [verb, "-h"])
    assert end.value.code == 0
    assert f"usage: motcua {verb}" in capsys.readouterr().out
