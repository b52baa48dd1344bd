"""The catalogue's files are read with care: every mistake is named with its file, line and rule."""

import re
import shutil
from pathlib import Path

import pytest

from motcua.foundation.law.documents import CatalogueError
from motcua.register.procedures.queries.catalogue import read_catalogue
from tests.factories.procedures import CATALOGUE, catalogue

BIRTH = Path("vn/procedures/1.001193/v1.yaml")
PERSON = Path("vn/procedures/_blocks/person.yaml")
FEES = Path("hcmc/fees/civil-status.yaml")
COPIES = Path("vn/procedures/2.000815/v1.yaml")


@pytest.fixture
def root(tmp_path):
    for folder in ("hcmc", "schema", "vn"):
        shutil.copytree(CATALOGUE / folder, tmp_path / folder)
    # One procedure is enough, and quicker to read.
    for path in (tmp_path / "hcmc" / "procedures").glob("[0-9]*"):
        shutil.rmtree(path)
    offer(tmp_path, "1.001193", "2.000815")
    return tmp_path


def offer(root, *codes):
    """Let the city offer these procedures of the nation."""
    pack = root / "hcmc" / "city.yaml"
    pack.write_text(re.sub(r"^procedures: .*$", f"procedures: {[*codes]}", pack.read_text(), flags=re.MULTILINE))


def change(root, file, old, new, count=1):
    path = root / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, count))
    return text[: text.index(old)].count("\n") + 1


def mistakes(root):
    with pytest.raises(CatalogueError) as caught:
        read_catalogue(root, "hcmc")
    return [(Path(one.file).name, one.line, one.rule) for one in caught.value.problems]


def test_the_catalogue_of_the_city_is_sound():
    read = catalogue()
    assert {one.code for one in read.versions} >= {"1.001193", "1.001612", "1.004873", "1.014036", "2.000815"}
    assert read.files["1.001193", 1].endswith("vn/procedures/1.001193/v1.yaml")
    assert read.files["1.014036", 1].endswith("hcmc/procedures/1.014036/v1.yaml")
    counts = read.counts()
    assert counts.sourced > counts.unverified > 0


def test_a_whole_catalogue_is_read_at_one_go(root):
    for number in range(1, 56):
        code = f"9.{number:06}"
        text = (root / (COPIES if number % 3 else BIRTH)).read_text()
        path = root / "hcmc/procedures" / code / "v1.yaml"
        path.parent.mkdir()
        path.write_text(re.sub(r'^code: ".*"$', f'code: "{code}"', text, count=1, flags=re.MULTILINE))
    assert len(read_catalogue(root, "hcmc").versions) == 57


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


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("uses: [common]", "uses: [commune]", "unknown-shelf"),
        ("  uses: own\n", "  uses: owns\n", "unknown-declaration"),
        ("leave_out: [result, statement.true]", "leave_out: [results, statement.true]", "unknown-field"),
        ("results: [certified-copy]", "results: [uncertified-copy]", "unknown-result-type"),
        ("sector: G15-TP03", "sector: G15-TP99", "unknown-sector"),
        ("subjects: [citizen, ", "subjects: [burgher, ", "unknown-subject"),
        ("rows: documents, units: pages", "rows: documents, units: sheets", "unknown-field"),
        ("rows: documents, units: pages", "rows: papers.foreign, units: pages", "no-table"),
        ("{fee: certified-copy, rows: documents, units: pages,", "{fee: certified-copy, units: pages,", "units-without-rows"),
        ("times: copies}", "times: copies, channels: [online]}", "no-such-channel"),
        ("    - address: visit.at\n", "    - address: papers.foreign\n", "no-address"),
        ("    - address: visit.at\n", "    - agency: H29.99\n", "unknown-agency"),
        ("    - address: visit.at\n", "    - address: visit.at\n      agency: H29\n", "which-agency"),
        ("    - address: visit.at\n", "    - address: visit.at\n      office: Z9\n", "unknown-agency"),
        ("    - address: visit.at\n", "    - address: visit.at\n      areas: nowhere\n", "unknown-areas"),
        ("    - address: visit.at\n", "    - address: visit.at\n      valid_until: 2030-01-01\n", "no-last-rule"),
        ("    - address: visit.at\n      because", "    - because", "which-agency"),
        ('  - code: receive\n    name: {vi: "Nhận bản chính, chụp bản sao", en: Take the originals and photocopy them}\n    role: desk', "  - code: receive\n    name: {vi: Nhận, en: Take}\n    role: leader", "steps-of-the-desk"),
        ("name: {vi: Bản chính cần sao, en: The originals}", "name: {vi: Bản chính cần sao}", "no-english"),
        ('source: {act: 23-2015-nd-cp, article: "21"}', 'source: {act: 23-2051-nd-cp, article: "21"}', "unknown-act"),
        ("  - code: vneid\n", "  - vneid\n  - code: vneid\n", "unknown-note"),
        ("    limit: *same-day\n", "    limit: {amount: 2.3333, unit: working-days}\n", "broken-limit"),
        ("text: {vi: Bản chính không đóng dấu mật", "text: {vi: Bản chính, không đóng dấu mật", "schema-additionalProperties"),
    ],
)  # fmt: skip
def test_a_name_that_points_nowhere_is_named_where_it_stands(root, old, new, rule):
    line = change(root, COPIES, old, new)
    found = mistakes(root)
    assert rule in {one[2] for one in found}
    assert min(abs(at - line) for file, at, code in found if code == rule) <= 90


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


def test_a_city_offers_what_the_nation_has_at_a_price_of_its_own(root):
    offer(root, "1.001193", "9.999999")
    assert mistakes(root) == [("city.yaml", 1, "unknown-procedure")]
    offer(root, "2.000815")
    (only,) = read_catalogue(root, "hcmc").versions
    assert (only.code, only.fees[0].amounts[0].amount_vnd) == ("2.000815", 2000)
    own = root / "hcmc/fees/certification.yaml"
    own.write_text((root / "vn/fees/certification.yaml").read_text().replace("amount_vnd: 2000", "amount_vnd: 1500"))
    (cheaper,) = read_catalogue(root, "hcmc").versions
    assert cheaper.fees[0].amounts[0].amount_vnd == 1500


def test_a_procedure_stands_with_the_nation_or_with_the_city_but_not_twice(root):
    shutil.copytree((root / COPIES).parent, root / "hcmc/procedures/2.000815")
    assert ("city.yaml", 1, "unknown-procedure") in mistakes(root)
    offer(root)
    assert [one.code for one in read_catalogue(root, "hcmc").versions] == ["2.000815"]


def test_the_city_s_example_fills_the_blank_of_a_national_file(root):
    (birth,) = (one for one in read_catalogue(root, "hcmc").versions if one.code == "1.001193")
    hints = [field.hint.vi for page in birth.declaration.pages for field in page.fields if field.hint]
    assert "Xã, tỉnh; ví dụ xã Cần Giờ, Thành phố Hồ Chí Minh." in hints
    change(root, BIRTH, "{{place}}", "{{palace}}")
    assert "unknown-word" in {one[2] for one in mistakes(root)}
