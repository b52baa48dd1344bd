"""What procedures share by name: registers, types of papers and results, sectors, the essential services."""

import shutil

import msgspec
import pytest

from motcua.foundation.law.documents import CatalogueError
from motcua.register.procedures.queries._reading import Reader
from motcua.register.procedures.queries.naming import read_names
from motcua.register.procedures.rules import faults_of_names
from tests.factories.procedures import CATALOGUE, catalogue

NAMES = catalogue().names
EVERY_ACT = {path.stem for path in (CATALOGUE / "vn/law").glob("*.yaml")}


def rules_of(**changes):
    return {fault.rule for fault in faults_of_names(msgspec.structs.replace(NAMES, **changes), EVERY_ACT)}


def with_paper(code, **changes):
    return {**NAMES.paper_types, code: msgspec.structs.replace(NAMES.paper_types[code], **changes)}


def test_the_names_are_sound():
    assert rules_of() == set()


def test_all_twenty_five_essential_services_are_there():
    assert [one.number for one in NAMES.essential_services] == list(range(1, 26))
    assert NAMES.essential("1.001193").number == 9
    assert NAMES.essential("3.000348").number == 25
    assert NAMES.essential("2.000815") is None
    assert [one.number for one in NAMES.essential_services if not one.procedures] == [8, 17]


def test_a_paper_knows_the_register_and_the_result_that_hold_it_already():
    """An official code names several papers, and one paper has several codes: the types are ours."""
    death = NAMES.paper_types["death-certificate"]
    assert NAMES.registers[death.held_by].name.vi == "Cơ sở dữ liệu hộ tịch điện tử"
    assert NAMES.result_types[death.result_of].official_codes == ("KQ.G15.000034",)
    assert NAMES.paper_types["passport"].kind_of == "identity-paper"


def test_a_result_is_found_by_any_of_its_official_codes():
    assert NAMES.result_type("KQ.G10.001147") is NAMES.result_type("H37.003")
    assert NAMES.result_type("KQ.X") is None
    validity = NAMES.result_types["marital-status-certificate"].validity
    assert (validity.amount, validity.unit) == (6, "months")


def test_every_result_of_a_procedure_has_its_type():
    results = [result.code for version in catalogue().versions for result in version.results]
    assert [code for code in results if NAMES.result_type(code) is None] == []


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"paper_types": with_paper("passport", held_by="diary")}, "unknown-register"),
        ({"paper_types": with_paper("passport", result_of="joy")}, "unknown-result-type"),
        ({"paper_types": with_paper("passport", kind_of="book")}, "unknown-paper-type"),
        ({"paper_types": with_paper("identity-paper", kind_of="passport")}, "kinds-in-a-circle"),
        ({"paper_types": with_paper("passport", source=None, unverified=False)}, "no-source"),
        ({"essential_services": NAMES.essential_services[:1] * 2}, "code-twice"),
    ],
)
def test_a_name_that_points_nowhere_is_a_fault(changes, rule):
    assert rule in rules_of(**changes)


def test_an_official_code_belongs_to_one_result():
    again = msgspec.structs.replace(NAMES.result_types["seal"], official_codes=("KQ.G15.000031",), held_by="attic")
    assert rules_of(result_types={**NAMES.result_types, "seal": again}) == {"code-twice", "unknown-register"}


@pytest.fixture
def root(tmp_path):
    shutil.copytree(CATALOGUE / "schema", tmp_path / "schema")
    shutil.copytree(CATALOGUE / "vn", tmp_path / "vn")
    return tmp_path


def read(root):
    reader = Reader(root)
    names = read_names(reader)
    reader.findings.raise_if_any()
    return names


def mistakes(root):
    with pytest.raises(CatalogueError) as caught:
        read(root)
    return [(one.file.rsplit("/", 1)[-1], one.rule) for one in caught.value.problems]


LAND = "paper_types:\n  {code}:\n    name: {{vi: Sổ mục kê, en: Cadastral book}}\n    held_by: {register}\n    unverified: true\n"


def test_a_sector_may_keep_its_paper_types_in_a_file_of_its_own(root):
    (root / "vn/paper_types").mkdir(exist_ok=True)
    own = root / "vn/paper_types/land.yaml"
    own.write_text(LAND.format(code="cadastral-book", register="land"))
    assert "cadastral-book" in read(root).paper_types
    own.write_text(LAND.format(code="cadastral-book", register="attic"))
    assert mistakes(root) == [("land.yaml", "unknown-register")]
    own.write_text(LAND.format(code="passport", register="land"))
    assert ("land.yaml", "code-twice") in mistakes(root)
    own.write_text("sectors:\n  X:\n    name: {vi: X, en: X}\n    unverified: true\n")
    assert mistakes(root) == [("land.yaml", "wrong-file")]


def test_a_missing_file_is_named(root):
    (root / "vn/sectors.yaml").unlink()
    assert ("sectors.yaml", "wrong-file") in mistakes(root)
