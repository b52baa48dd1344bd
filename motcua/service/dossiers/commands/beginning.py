"""Begin a draft with what is known of whoever files, so that it is not asked again."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from motcua.foundation.forms.paging import prefilled
from motcua.foundation.policy.types import Actor
from motcua.register.incidents.commands import noted
from motcua.register.incidents.types import Step
from motcua.register.people import queries as people
from motcua.register.people.types import IdentifierKind
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.commands import drafts, guarding
from motcua.service.dossiers.queries.drafts import draft as draft_of


def begin(*, actor: Actor, version: ProcedureVersion, now: datetime, draft: str = "") -> str:
    """Begin a draft of this version and return its id; the same `draft` id begins it once."""
    if draft and draft_of(draft) is not None:
        return draft
    made = drafts.start(actor=actor, procedure=version.code, procedure_version=version.version, now=now, draft=draft)
    values = prefilled(version.declaration, {"person": _known_of(actor.person)})
    view = draft_of(made)
    if values and view is not None:
        drafts.save(actor=actor, draft=view, values=values, page="", now=now)
    return made


def check_helper(*, actor: Actor, version: ProcedureVersion, helper: str, now: datetime) -> None:
    """Refuse `state-secret` for what is said of a helper, before anybody is recorded as the person who is helped."""
    where = partial(guarding.of_values, version, {}, Step.DRAFT, "", now)
    with noted(actor=actor, where=where, now=now):
        guarding.refuse_secret_words({"helper": helper})


def begin_at_counter(
    *,
    actor: Actor,
    version: ProcedureVersion,
    person: str,
    helper: str,
    known: Mapping[str, str],
    now: datetime,
    draft: str = "",
) -> str:
    """Begin a draft at the actor's counter for `person`, with what is `known` of them; the same id begins it once."""
    check_helper(actor=actor, version=version, helper=helper, now=now)
    made = drafts.start(
        actor=actor, procedure=version.code, procedure_version=version.version, now=now, draft=draft,
        counter=actor.agency, person=person, helper=helper,
    )  # fmt: skip
    view = draft_of(made)
    if view is not None and view.submitted_at is None and not view.values:
        values = prefilled(version.declaration, {"person": known})
        if values:
            drafts.save(actor=actor, draft=view, values=values, page="", now=now)
    return made


def _known_of(person_id: str) -> dict[str, str]:
    person = people.person(person_id)
    if person is None:
        return {}
    numbers = [one.value for one in people.identifiers(person_id) if one.kind is IdentifierKind.PERSONAL_NUMBER]
    return {
        "full_name": person.full_name,
        "phone": person.phone,
        "email": person.email,
        "personal_id": numbers[0] if numbers else "",
    }
