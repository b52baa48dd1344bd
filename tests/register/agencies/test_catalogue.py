"""The city's agencies are reviewed files: what is wrong is named by file, line and rule."""

from datetime import date

import pytest

from motcua.foundation.law.documents import CatalogueError
from motcua.register.agencies.queries.catalogue import catalogue_records, unverified_values
from motcua.register.agencies.types import COMMUNE_LEVEL
from tests.factories.city import CATALOGUE

REFORM = date(2025, 7, 1)


def test_five_communes_and_what_they_were_are_recorded():
    records = catalogue_records(CATALOGUE)
    now = [r for r in records.values() if r.terms[-1].valid_until is None and r.terms[-1].kind in COMMUNE_LEVEL]
    assert {record.code for record in now} == {"H29.26737", "H29.26740", "H29.26743", "H29.26758", "H29.26732"}
    split = {record.code for record in records.values() if len(record.successors) > 1}
    assert split == {"H29.760", "H29.760.26737", "H29.760.26746", "H29.760.26752"}
    assert all(link.on == REFORM for record in records.values() for link in record.successors)


def test_everything_has_a_source_and_what_nobody_has_seen_is_counted():
    records = catalogue_records(CATALOGUE)
    assert all(term.source for record in records.values() for term in record.terms)
    assert unverified_values(CATALOGUE) >= len(records)


def test_every_mistake_names_its_line_and_rule(tmp_path):
    folder = tmp_path / "hcmc" / "agencies"
    folder.mkdir(parents=True)
    (folder / "wrong.yaml").write_text(
        "agencies:\n"
        "  - code: H29.1\n"
        "    terms:\n"
        "      - kind: hamlet\n"
        "        name: {vi: A}\n"
        "        area: {vi: A}\n"
        "        valid_from: 2025-07-01\n"
        "        source: s\n"
        "    openings:\n"
        "      - {weekdays: [sunday], hours: ['11:00-07:00'], valid_from: 2025-07-01, known_at: 2025-07-01, source: s}\n"
        "    colour: green\n",
        encoding="utf-8",
    )
    with pytest.raises(CatalogueError) as caught:
        catalogue_records(tmp_path)
    found = {(problem.line, problem.rule) for problem in caught.value.problems}
    assert {(4, "unknown-word"), (10, "unknown-weekday"), (10, "wrong-hours"), (11, "unknown-key")} <= found
