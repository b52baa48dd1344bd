"""`motcua load national FILE` as an operator sees it: what was done, what was not and why, on the terminal and in a report."""

import argparse
import csv
import json

import pytest
from django.db import connection

from motcua.web.settings.verbs import load
from tests.factories.national import changed, lines, record


def run(*arguments):
    parser = argparse.ArgumentParser()
    load.arguments(parser)
    return load.run(parser.parse_args([str(one) for one in arguments]))


def written(tmp_path, *records, name="records.jsonl"):
    file = tmp_path / name
    file.write_text("".join(f"{json.dumps(one, ensure_ascii=False)}\n" for one in records), encoding="utf-8")
    return file


def published():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procedures_version WHERE origin = 'national'")
        return cursor.fetchone()[0]


def test_a_file_is_taken_once_and_summed_up(db_city, tmp_path, capsys):
    file = written(tmp_path, record(1), record(2))
    assert run("national", file) == 0
    assert "national: 2 records: 2 published, 0 changed, 0 as before, 0 ours" in capsys.readouterr().out
    assert run("national", file) == 0
    assert "0 published, 0 changed, 2 as before" in capsys.readouterr().out
    assert published() == 2


def test_a_change_is_shown_by_field_and_a_dry_run_writes_nothing(db_city, tmp_path, capsys):
    run("national", written(tmp_path, record(1)))
    file = written(tmp_path, changed("isFullProcess", value=False)(record(1)))
    assert run("national", file, "--dry-run") == 0
    said = capsys.readouterr().out
    assert "1.200001 becomes version 2:\n  ~ level: fully-online -> partly-online" in said
    assert "0 would be published, 1 would be changed" in said
    assert published() == 1


def test_broken_lines_are_named_by_line_and_rule_and_the_exit_code_says_so(db_city, tmp_path, capsys):
    file = tmp_path / "records.jsonl"
    file.write_bytes(lines(12))
    assert run("national", file) == 1
    said = capsys.readouterr().out
    for rule in ("not-json", "not-an-object", "not-utf-8", "no-code", "no-detail"):
        assert f"{rule}" in said
    assert "line 14: not-json" in said
    assert published() > 8


@pytest.mark.parametrize("content", ["", "\n\n", "[]"])
def test_a_file_without_records_is_told(db_city, tmp_path, capsys, content):
    file = tmp_path / "empty.jsonl"
    file.write_text(content, encoding="utf-8")
    assert run("national", file) == 1
    assert "there is no record in" in capsys.readouterr().err


def test_the_report_has_every_remark_as_json_lines_or_for_a_spreadsheet(db_city, tmp_path):
    file = written(tmp_path, changed("note", "x\u200b")(record(1)), record(2, name=""), record(3, code="=1+1"))
    run("national", file, "--report", tmp_path / "report.jsonl")
    told = [json.loads(line) for line in (tmp_path / "report.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(one["line"], one["rule"], one["outcome"]) for one in told] == [
        (1, "unseen-signs", "mended"), (2, "no-name", "refused"), (3, "bad-code", "refused"),
    ]  # fmt: skip
    run("national", file, "--report", tmp_path / "report.csv")
    with (tmp_path / "report.csv").open(encoding="utf-8", newline="") as report:
        rows = list(csv.DictReader(report))
    assert [row["rule"] for row in rows] == ["unseen-signs", "no-name", "bad-code"]
    assert rows[2]["code"] == "'=1+1"  # no formula


@pytest.mark.parametrize("arguments", [("national",), ("national", "a", "b"), ("--dry-run",), ("--report", "x")])
def test_what_cannot_be_meant_is_refused(arguments, capsys):
    assert run(*arguments) == 2
    assert "national" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_the_outside_s_refusal(db_city, tmp_path):
    with pytest.raises(FileNotFoundError):
        run("national", tmp_path / "none.jsonl")
