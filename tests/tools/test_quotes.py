"""Quotations of records are looked up in the records, whatever their spaces."""

import json

from tests.factories.procedures import CATALOGUE
from tools.quotes import check, main


def record(folder, code, *words):
    folder.mkdir(exist_ok=True)
    (folder / f"{code}.json").write_text(json.dumps({"code": code, "said": [*words]}, ensure_ascii=False))


def test_what_a_record_says_is_found_and_the_rest_is_told(tmp_path):
    record(
        tmp_path,
        "1.014036",
        "Trong vòng 07 ngày  làm việc\nkể từ ngày nhận được văn bản đề nghị kèm theo hồ sơ",
        "1235/QĐ-UBND",
    )
    checked = check(CATALOGUE, tmp_path, "hcmc")
    assert checked.found >= 2
    assert "2.000815" in checked.absent
    assert any("1.014036/v1.yaml: 1.014036 does not say “Sở Y tế”" in problem for problem in checked.problems)
    assert not any("07 ngày làm việc" in problem for problem in checked.problems)


def test_without_a_folder_it_says_how_to_call_it(capsys):
    assert main([]) == 2
    assert "folder of records" in capsys.readouterr().out
