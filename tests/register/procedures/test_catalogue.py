"""The catalogue's files are read with care: every mistake is named with its file, line and rule."""

import shutil
from pathlib import Path

import pytest

from motcua.foundation.law.documents import CatalogueError
from motcua.register.procedures.queries.catalogue import read_catalogue
from tests.factories.birth import CATALOGUE

BIRTH = Path("hcmc/procedures/1.001193/v1.yaml")
PERSON = Path("hcmc/procedures/_blocks/person.yaml")
FEES = Path("hcmc/fees/civil-status.yaml")


@pytest.fixture
def root(tmp_path):
    for folder in ("hcmc/procedures", "hcmc/fees", "schema"):
        shutil.copytree(CATALOGUE / folder, tmp_path / folder)
    (tmp_path / "vn").mkdir()
    shutil.copy(CATALOGUE / "vn" / "paper_types.yaml", tmp_path / "vn")
    return tmp_path


def change(root, file, old, new, count=1):
    path = root / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, count))
    return text[: text.index(old)].count("\n") + 1


def mistakes(root):
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(root)
    return [(Path(one.file).name, one.line, one.rule) for one in caught.value.problems]


def test_the_catalogue_of_the_city_is_sound():
    catalogue = read_catalogue(CATALOGUE)
    assert [(one.code, one.version) for one in catalogue.versions] == [("1.001193", 1)]
    assert catalogue.files["1.001193", 1].endswith("hcmc/procedures/1.001193/v1.yaml")
    counts = catalogue.counts()
    assert counts.sourced > counts.unverified > 0


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("level: partly-online", "level: half-online", "schema-enum"),
        ("minutes_to_file: 8", "minutes_to_file: eight", "schema-type"),
        ("sector: G15-TP07", "sectors: G15-TP07", "unknown-key"),
        ("    role: leader", "    role: mayor", "schema-enum"),
        ("  filer.relation: mother", "  filer.kinship: mother", "unknown-field"),
        ("- fee: birth-registration-late", "- fee: birth-tax", "unknown-fee"),
        ("version: 1", "version: 2", "wrong-file"),
        ('code: "1.001193"', 'code: "1.001194"', "wrong-folder"),
        ("    minutes: 120", "    minutes: 420", "steps-too-long"),
        ("      address: father.residence", "      address: father.home", "unknown-field"),
        ("          max_length: 60\n          show_when: {field: parents.marriage,", "          max_length: 60\n          show_when: {field: wedding,", "unknown-field"),
        ("        - block: person\n          at: witness", "        - block: alien\n          at: witness", "unknown-block"),
        ("    ethnicities: {file: ethnicities}", "    ethnicities: {file: peoples}", "unknown-list"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_where_it_stands(root, old, new, rule):
    line = change(root, BIRTH, old, new)
    found = mistakes(root)
    assert rule in {one[2] for one in found}
    assert min(abs(at - line) for file, at, code in found if code == rule and file == "v1.yaml") <= 12


def test_a_paper_that_is_nowhere_declared(root):
    change(root, BIRTH, "papers: [abandoned-child-report, ", "papers: [foundling-report, ")
    assert "unknown-paper" in {one[2] for one in mistakes(root)}


def test_a_paper_of_an_unknown_type_is_pointed_to(root):
    line = change(root, BIRTH, "    paper_type: surrogacy-confirmation", "    paper_type: stork")
    assert ("v1.yaml", line, "unknown-paper-type") in mistakes(root)


def test_a_value_without_a_source_is_refused(root):
    line = change(root, BIRTH, "    official_code: 000.00.00.G15-KQ003303\n    source: *surrogacy\n", "")
    found = [one for one in mistakes(root) if one[2] == "no-source"]
    assert found
    assert abs(found[0][1] - line) <= 6


def test_a_source_without_a_quotation_is_refused_unless_it_is_unverified(root):
    change(
        root, BIRTH, '    source: {act: 60-2014-qh13, article: "16", clause: "2"}\n    unverified: true',
        '    source: {act: 60-2014-qh13, article: "16", clause: "2"}',
    )  # fmt: skip
    assert "no-quote" in {one[2] for one in mistakes(root)}


def test_a_mistake_in_a_block_is_named_in_its_file(root):
    line = change(root, PERSON, "    options_from: ethnicities", "    options_from: tribes")
    assert ("person.yaml", line - 3, "unknown-list") in mistakes(root)


def test_the_last_case_must_fit_everybody(root):
    change(root, BIRTH, "    hint: {vi: Cha mẹ có đăng ký kết hôn., en: The parents are married.}", "    applies_when: {field: child.situation, equals: ordinary}")  # fmt: skip
    assert "no-last-case" in {one[2] for one in mistakes(root)}


def test_amounts_of_a_fee_do_not_overlap(root):
    change(
        root,
        FEES,
        "      - valid_from: 2025-07-01\n        amount_vnd: null",
        "      - valid_from: 2025-01-01\n        amount_vnd: 5000\n        unverified: true\n"
        "      - valid_from: 2025-07-01\n        amount_vnd: null",
    )
    assert "overlapping-dates" in {one[2] for one in mistakes(root)}


def test_a_fee_in_two_files_is_refused(root):
    shutil.copy(root / FEES, root / "hcmc/fees/again.yaml")
    assert "code-twice" in {one[2] for one in mistakes(root)}


def test_a_paper_type_says_where_it_comes_from(root):
    change(root, "vn/paper_types.yaml", "    # The record of 1.001193 no longer lists it; that the database holds it is our reading.\n    unverified: true\n", "")  # fmt: skip
    assert "no-source" in {one[2] for one in mistakes(root)}


def test_a_file_that_is_no_yaml_says_so(root):
    change(root, BIRTH, "name: {vi: Đăng ký khai sinh, en: Birth registration}", "name: {vi: Ai?, en: }}")
    assert {one[2] for one in mistakes(root)} == {"not-yaml"}
