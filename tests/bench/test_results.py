"""What the bench writes down: the median, the ratio run by run, whether the goal is kept."""

import json
import os
import time

from bench.machine import cpu_seconds
from bench.results import Book


def test_a_ratio_is_of_the_same_run_and_says_whether_the_goal_is_kept(capsys):
    book = Book()
    book.enter("fast", [10, 30, 20], "/s", floors=[40, 60, 50], goal=0.25)
    book.enter("slow", [10, 30, 20], "ms", floors=[5, 10, 10], goal=1.3, at_most=True)
    fast, slow = book.lines
    assert (fast.value, fast.floor, fast.ratio, fast.kept) == (20, 50, 0.4, True)
    assert (slow.ratio, slow.kept) == (2, False)
    assert json.loads(capsys.readouterr().out.splitlines()[0])["machine"] == book.machine


def test_the_results_are_written_for_programs_and_for_people(tmp_path):
    book = Book()
    book.enter("fast", [10], "/s", floors=[20], goal=0.25)
    book.write(tmp_path, "One run.")
    (line,) = json.loads((tmp_path / "results.json").read_text(encoding="utf-8"))
    assert {"claim", "value", "floor", "ratio", "goal", "unit", "runs", "machine"} <= set(line)
    assert "| fast | 10 /s | 20 | 0.5 | ≥ 0.25 | kept |" in (tmp_path / "results.md").read_text(encoding="utf-8")


def test_cpu_is_that_of_the_process_and_its_descendants():
    before, until = cpu_seconds(os.getpid()), time.process_time() + 0.2
    while time.process_time() < until:
        pass
    assert 0.1 < cpu_seconds(os.getpid()) - before < 5
