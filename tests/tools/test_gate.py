"""`make check` runs everything and fails when anything does."""

import sys

from tools.gate import run


def test_a_failure_is_shown_and_the_rest_still_runs(capsys):
    def say(text: str, code: int) -> tuple[str, ...]:
        return (sys.executable, "-c", f"print({text!r}); raise SystemExit({code})")

    assert run((("first", say("broken here", 1)), ("second", say("fine", 0)))) == 1
    shown = capsys.readouterr().out
    assert "FAILED  first" in shown
    assert "ok      second" in shown
    assert "first:\nbroken here" in shown
    assert run((("second", say("fine", 0)),)) == 0
