"""What procedures take from shelves, by name: steps, papers, notes, common declarations, areas."""

import re
import shutil
from pathlib import Path

import pytest

from motcua.foundation.forms.paging import visible_pages
from motcua.foundation.forms.parsing import parse
from motcua.foundation.law.documents import CatalogueError
from motcua.register.procedures import rules
from motcua.register.procedures.queries.catalogue import read_catalogue
from tests.factories.birth import FILED_ON, PLACES, SAI_GON, TAN_DINH
from tests.factories.procedures import CATALOGUE, changed

# The smallest procedure that the catalogue takes: the common declaration, and one paper of its own.
COMMON = """\
code: "9.000001"
version: 1
valid_from: 2026-01-01
name: {vi: Cấp giấy xác nhận, en: Confirmation}
official_name: {vi: Cấp giấy xác nhận}
summary: {vi: Nhận giấy xác nhận., en: Receive a confirmation.}
sector: G07-LĐ03
level: partly-online
channels: [online, counter, post]
typical: {filer.for: self}
subjects: [citizen]
uses: [common]
unverified: true
papers:
  proof:
    paper_type: application-form
    name: {vi: Giấy chứng minh, en: Proof}
    show_when: {field: matter.has_proof, equals: true}
    unverified: true
  mandate: {use: authorisation, name: {vi: Giấy ủy quyền, en: Mandate}}
cases:
  - code: usual
    name: {vi: Thông thường, en: Usual}
    limit: {amount: 17, unit: working-days}
    limits:
      - {channel: post, amount: 20, unit: working-days, unverified: true}
      - {channel: counter, amount: 27.5, unit: working-days, unverified: true}
    papers: [proof, mandate, application-form]
    unverified: true
steps: {use: department, minutes: {examine: 2400}}
fees: []
results: [social-pension-decision]
competence:
  name: {vi: Cơ quan, en: The agency}
  rules:
    - {agency: H29, because: {vi: Được giao., en: It was assigned.}, valid_until: 2026-07-01, unverified: true}
    - {address: concerned.residence, because: {vi: Nơi cư trú., en: The residence.}, unverified: true}
after_filing: [checked]
notes: [late-result, {code: own, text: {vi: Riêng., en: Our own.}, unverified: true}]
parts:
  - code: first
    procedure: "1.001193"
    name: {vi: Việc đầu, en: The first}
    limit: {amount: 1, unit: same-day, cut_off: "15:00"}
    papers: [proof]
    steps: {use: commune, minutes: {examine: 60}}
    results: [social-pension-decision]
    competence: {name: {vi: Cơ quan, en: The agency}, rules: [{address: concerned.residence, because: {vi: Nơi ở., en: Home.}, unverified: true}]}
    unverified: true
  - code: second
    procedure: "1.004222"
    name: {vi: Việc sau, en: The second}
    limit: {amount: 7, unit: working-days}
    papers: [proof, mandate]
    steps: {use: commune}
    results: [social-pension-decision]
    after: first
    competence: {name: {vi: Cơ quan, en: The agency}, rules: [{agency: H29, because: {vi: Được giao., en: Assigned.}, unverified: true}]}
    unverified: true
declaration:
  uses: for-people
  leave_out: [request, filer.email]
  change:
    result.delivery: {label: {vi: Nhận giấy xác nhận, en: Receive the confirmation}}
    filing: {title: {vi: "Ai xin xác nhận?", en: "Who asks?"}}
  pages:
    - code: matter
      title: {vi: Việc của bạn, en: Your matter}
      unverified: true
      fields:
        - {code: matter.has_proof, type: yes-no, label: {vi: "Có giấy chứng minh không?", en: "Is there a proof?"}}
"""
HOME = {"line": "12 Nguyễn Huệ", "commune": SAI_GON.code, "commune_now": SAI_GON.code}
PERSON = {
    "full_name": "Trần Thị Mai",
    "born_on": "1996-04-12",
    "identity_kind": "personal-id",
    "personal_id": "079196004321",
    "residence_kind": "permanent",
    "residence": HOME,
}
DECLARED = {
    "filer": {"for": "self", **PERSON, "phone": "+84901234567"},
    "matter": {"has_proof": True},
    "result": {"delivery": "counter"},
    "statement": {"true": True},
}


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    root = tmp_path_factory.mktemp("catalogue")
    shutil.copytree(CATALOGUE / "schema", root / "schema")
    shutil.copytree(CATALOGUE / "vn", root / "vn")
    shutil.copytree(CATALOGUE / "hcmc", root / "hcmc", ignore=shutil.ignore_patterns("[0-9].*"))
    pack = root / "hcmc" / "city.yaml"
    pack.write_text(re.sub(r"^procedures: .*$", "procedures: []", pack.read_text(), flags=re.MULTILINE))
    return root


@pytest.fixture
def read(place):
    """Write the procedure, with something replaced, and read it."""

    def reading(*replacements):
        text = COMMON
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new)
        path = place / "hcmc/procedures/9.000001/v1.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        (version,) = read_catalogue(place, "hcmc").versions
        return version

    return reading


def codes(version, declaration):
    return [page.code for page in visible_pages(version.declaration, declaration, on=FILED_ON)]


def test_the_common_declaration_holds_the_procedure_s_own_pages(read):
    version = read()
    assert codes(version, DECLARED) == ["filing", "filer", "matter", "result", "statement"]
    assert codes(version, changed(DECLARED, filer__for="other"))[:3] == ["filing", "filer", "concerned"]
    parsed = parse(version.declaration, DECLARED, on=FILED_ON, places=PLACES)
    assert parsed.problems == ()
    assert parsed.values["concerned"]["full_name"] == "Trần Thị Mai"


def test_pages_and_fields_of_it_are_left_out_or_changed(read):
    version = read()
    fields = {field.code: field for field in version.declaration.fields()}
    assert "request.content" not in fields
    assert "filer.email" not in fields
    assert fields["result.delivery"].label.en == "Receive the confirmation"
    assert version.declaration.pages[0].title.en == "Who asks?"


def test_organisations_declare_themselves_in_the_declaration_for_anyone(read):
    version = read(("uses: for-people", "uses: for-anyone"), ("subjects: [citizen]", "subjects: [citizen, enterprise]"))
    assert version.organisations
    assert "organisation" in codes(version, {"filer": {"kind": "organisation"}})
    assert "organisation" not in codes(version, {"filer": {"kind": "person", "for": "self"}})


def test_only_the_lists_that_are_asked_from_are_part_of_it(read):
    assert set(read().declaration.lists) == {
        "filing-for", "filing-as", "identity-papers", "residence-kinds", "result-ways",
    }  # fmt: skip


def test_steps_are_a_named_list_with_minutes_of_one_s_own(read):
    version = read()
    assert [step.code for step in version.steps] == ["receive", "examine", "review", "sign", "hand-over"]
    assert {step.code: step.minutes for step in version.steps}["examine"] == 2400


def test_a_paper_of_the_shelf_is_taken_as_it_is_or_with_changes(read):
    version = read()
    declared = changed(DECLARED, filer__for="other", filer__as="authorised", concerned=PERSON)
    asked = rules.asked_papers(version, declared, on=FILED_ON)
    assert [paper.code for paper in asked] == ["proof", "mandate"]
    assert asked[1].name.vi == "Giấy ủy quyền"
    assert asked[1].paper_type == "authorisation"


def test_notes_of_the_shelf_and_own_notes_stand_together(read):
    version = read()
    assert [note.code for note in version.notes] == ["late-result", "own"]
    assert [note.code for note in version.after_filing] == ["checked"]


@pytest.mark.parametrize(("channel", "days"), [("online", 17), ("post", 20), ("counter", 27.5)])
def test_a_channel_may_have_a_limit_of_its_own(read, channel, days):
    version = read()
    assert version.cases[0].limit_for(channel).amount == days
    assert rules.limit_of(version, DECLARED, on=FILED_ON, channel=channel).amount == days


def test_an_agency_is_competent_for_its_period(read):
    version = read()
    assert rules.competent_agency(version, DECLARED, on=FILED_ON.replace(month=6)) == "H29"
    assert rules.competent_agency(version, DECLARED, on=FILED_ON) == SAI_GON.code


RULE = "{address: concerned.residence, because"


def test_an_office_of_the_commune_may_be_competent(read):
    """A one-stop unit is the code of its commune and 1: every commune has one."""
    version = read((RULE, '{address: concerned.residence, office: "1", because'))
    assert rules.competent_agency(version, DECLARED, on=FILED_ON) == f"{SAI_GON.code}.1"


def test_an_agency_may_serve_several_communes(read, place):
    areas = place / "hcmc/procedures/_areas"
    areas.mkdir(parents=True, exist_ok=True)
    (areas / "land.yaml").write_text(
        f"areas:\n  - {{agency: H29, communes: [{SAI_GON.code}, {TAN_DINH.code}], unverified: true}}\n"
    )
    version = read((RULE, "{address: concerned.residence, areas: land, because"))
    assert rules.competent_agency(version, DECLARED, on=FILED_ON) == "H29"
    twice = (
        f"areas:\n  - {{agency: H29, communes: [{SAI_GON.code}]}}\n  - {{agency: H29, communes: [{SAI_GON.code}]}}\n"
    )
    (areas / "twice.yaml").write_text(twice)
    with pytest.raises(CatalogueError) as caught:
        read((RULE, "{address: concerned.residence, areas: twice, because"))
    assert {(one.file[-10:], one.rule) for one in caught.value.problems} == {("twice.yaml", "code-twice")}


def test_a_linked_procedure_names_those_that_it_joins(read):
    assert read().joins == ("1.001193", "1.004222")


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("minutes: {examine: 2400}", "minutes: {examined: 2400}", "unknown-step"),
        ("steps: {use: department,", "steps: {use: departments,", "unknown-step"),
        ("{use: authorisation,", "{use: mandates,", "unknown-paper"),
        ("notes: [late-result,", "notes: [later-result,", "unknown-note"),
        ("leave_out: [request,", "leave_out: [request, wish,", "unknown-field"),
        ("    result.delivery: {", "    result.shipping: {", "unknown-field"),
        ("  uses: for-people", "  uses: for-nobody", "unknown-declaration"),
        ("amount: 27.5,", "amount: 4,", "steps-too-long"),
    ],
)
def test_a_name_that_is_on_no_shelf_is_pointed_to(read, old, new, rule):
    with pytest.raises(CatalogueError) as caught:
        read((old, new))
    assert rule in {one.rule for one in caught.value.problems}
    assert {one.file.rsplit("/", 1)[-1] for one in caught.value.problems} == {"v1.yaml"}


def test_a_mistake_on_a_shelf_is_named_on_the_shelf(read, place):
    shelf = place / "vn/procedures/_shared/common.yaml"
    sound = shelf.read_text()
    shelf.write_text(sound.replace("    paper_type: authorisation\n", "    paper_type: mandate\n"))
    with pytest.raises(CatalogueError) as caught:
        read(("mandate: {use: authorisation, name: {vi: Giấy ủy quyền, en: Mandate}}", "mandate: {use: authorisation}"))
    shelf.write_text(sound)
    assert {one.rule for one in caught.value.problems} == {"unknown-paper-type"}


def test_the_same_name_on_two_shelves_is_refused(read, place):
    other = place / "hcmc/procedures/_shared/other.yaml"
    other.parent.mkdir(parents=True, exist_ok=True)
    other.write_text("notes:\n  late-result:\n    text: {vi: Khác., en: Another.}\n    unverified: true\n")
    with pytest.raises(CatalogueError) as caught:
        read(("uses: [common]", "uses: [common, other]"))
    other.unlink()
    assert "several shelves" in str(caught.value)


def test_the_example_in_the_documentation_reads(place):
    page = (Path(__file__).parents[3] / "docs/catalogue.md").read_text()
    example = re.search(r"^```yaml\n(code: \"9\.000001\".*?)^```$", page, re.DOTALL | re.MULTILINE)
    path = place / "hcmc/procedures/9.000001/v1.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(example.group(1))
    (version,) = read_catalogue(place, "hcmc").versions
    assert version.name.en == "Confirmation of an old identity number"
    assert [paper.code for paper in version.cases[0].papers] == ["old-card", "authorisation", "declaration-form"]
