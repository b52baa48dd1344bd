"""One filing of linked procedures: birth, residence and health insurance of a child."""

import uuid
from datetime import datetime

from motcua.foundation.files import holdings
from motcua.foundation.policy.types import Actor
from motcua.register.procedures import queries as procedures
from motcua.service.dossiers.commands.submitting import submit
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.types.state import DossierState, PaperRef
from tests.factories.city import NOW
from tests.factories.declarations import LINKED_BIRTH
from tests.factories.dossiers import upload

PARTS = ("birth", "residence", "insurance")


def filed_together(citizen: Actor, *, now: datetime = NOW, key: str = "one") -> list[DossierState]:
    """The three dossiers, the birth first; the other two wait for it."""
    version = procedures.published("2.000986", now.date())
    file = upload(f"person/{citizen.person}", now=now)
    first = submit(
        actor=citizen, dossier=str(uuid.uuid4()), version=version, values=LINKED_BIRTH,
        papers=[PaperRef("medical-birth-certificate", str(file.id), file.address)], key=key, now=now,
        files=holdings.held([file.id], f"person/{citizen.person}").values(),
    )  # fmt: skip
    assert first.linked is not None
    by_part = {each.part: each for each in opened.filed_with(first.linked.bundle)}
    return [by_part[part] for part in PARTS]
