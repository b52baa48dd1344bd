"""Procedures other than births: their pages show, and what was declared becomes a dossier of the competent agency."""

import pytest
from django.utils import timezone

from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.paging import visible_pages
from motcua.register.procedures import commands as procedures
from motcua.register.procedures.rules import choosing
from motcua.service.dossiers.commands import drafts
from motcua.service.dossiers.queries import lists
from motcua.service.dossiers.queries.drafts import draft as draft_of
from tests.factories import declarations
from tests.factories.city import FOUNDER
from tests.factories.dossiers import upload
from tests.factories.procedures import changed, procedure

SAI_GON, TAN_DINH = "H29.26740", "H29.26737"
MEMBER = {"full_name": "Nguyễn Văn Bình", "personal_id": "079094001234", "born_on": "1994-09-30"}
FAMILY = changed(declarations.BUSINESS, business__founder="family", members=[MEMBER])


def begun(actor, code, values):
    """A draft of the procedure with these answers and every paper that they ask for."""
    version, now = procedure(code), timezone.now()
    procedures.publish(actor=FOUNDER, version=version, now=now)
    draft = draft_of(drafts.start(actor=actor, procedure=code, procedure_version=1, now=now))
    drafts.save(actor=actor, draft=draft, values=values, page="", now=now)
    for paper in choosing.asked_papers(version, values, on=local_day(now)):
        file = upload(f"draft/{draft.id}", now=now)
        drafts.add_paper(
            actor=actor, draft=draft, requirement=paper.code, file=str(file.id), sha256=file.address, now=now
        )
    return draft_of(draft.id)


@pytest.mark.parametrize(
    ("code", "values", "agency"),
    [
        ("2.000815", declarations.COPIES, TAN_DINH),
        ("1.014036", declarations.CREMATION, SAI_GON),
        ("1.001612", FAMILY, SAI_GON),
        ("1.004873", declarations.MARITAL_STATUS, SAI_GON),
    ],
)
def test_what_was_declared_becomes_a_dossier_of_the_competent_agency(mother, people, code, values, agency):
    draft = begun(people.mother, code, values)
    place = f"/nop-ho-so/ban-nhap/{draft.id}"
    for page in visible_pages(procedure(code).declaration, values, on=local_day(timezone.now())):
        shown = mother.get(f"{place}/{page.code}")
        assert shown.status_code == 200, page.code
        assert all(f'"{field.code}' in shown.content.decode() for field in page.fields), page.code
    assert mother.get(f"{place}/giay-to").status_code == 200
    assert mother.get(f"{place}/kiem-tra").status_code == 200
    sent = mother.post(f"{place}/kiem-tra", {"key": "k", "revision": str(draft.revision)})
    assert sent.status_code == 303, sent.content.decode()
    (dossier,) = lists.mine(people.mother.person)
    assert dossier.code.startswith(f"{agency}-")
    assert mother.get(sent["Location"]).status_code == 200
