"""Stop what may not come in, and have the incident noted: one way for every step and door of a dossier."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from copy import deepcopy
from datetime import datetime
from typing import Any

import msgspec

from motcua.foundation.clock.moments import local_day
from motcua.foundation.forms.declared import Form
from motcua.foundation.forms.parsing import parse
from motcua.foundation.forms.values import Values, at, drop
from motcua.foundation.law.refusals import Refused
from motcua.foundation.policy.types import Actor
from motcua.foundation.secrecy.stamps import is_stamped
from motcua.foundation.secrecy.stopping import stopped_fields
from motcua.register.incidents.commands import noted
from motcua.register.incidents.types import Step, Where
from motcua.register.procedures.queries import PlacesOn
from motcua.register.procedures.rules import choosing
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.queries import versions
from motcua.service.dossiers.rules.intake import secret_fields
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.drafts import DraftView
from motcua.service.dossiers.types.state import DossierState

Guard = Callable[[], AbstractContextManager[None]]


def of_draft(actor: Actor, draft: DraftView, step: Step, now: datetime) -> AbstractContextManager[None]:
    """Guard what comes into a draft; the incident is the competent agency's, if the draft tells it already."""

    def where() -> Where:
        version = versions.numbered(draft.procedure, draft.procedure_version, counter=bool(draft.counter))
        return of_values(version, draft.values, step, draft.id, now)

    return noted(actor=actor, where=where, now=now)


def of_values(
    version: ProcedureVersion, values: Mapping[str, object], step: Step, dossier: str, now: datetime
) -> Where:
    """Return what is known of a declaration that is not sent yet."""
    on = local_day(now)
    agency = None
    try:
        read = parse(version.declaration, values, on=on, places=PlacesOn(on)).values
        agency = choosing.competent_agency(version, read, on=on)
    except Refused:
        pass  # not answered far enough to tell who would decide
    return Where(step=step, procedure=version.code, dossier=dossier, agency=agency or "")


def of_dossier(
    actor: Actor, state: Callable[[], DossierState], step: Step, now: datetime
) -> AbstractContextManager[None]:
    """Guard what comes into a dossier; `state` is asked only when something was stopped."""

    def where() -> Where:
        found = state()
        return Where(step=step, procedure=found.procedure, dossier=found.id, agency=found.agency)

    return noted(actor=actor, where=where, now=now)


def waiting(actor: Actor, now: datetime) -> AbstractContextManager[None]:
    """Guard a file that waits for a dossier to take it."""
    return noted(actor=actor, where=lambda: Where(step=Step.UPLOAD), now=now)


def refuse_secrets(form: Form, values: Mapping[str, object]) -> None:
    """Refuse `state-secret`, naming every field."""
    if paths := secret_fields(form, values):
        raise stopped_fields(paths)


def without_secrets(form: Form, values: Values, paths: tuple[str, ...]) -> Values:
    """Return the values without the texts at these paths."""
    left = deepcopy(values)
    codes = {field.code for field in form.fields()}
    for path in paths:
        table = next((code for code in codes if path.startswith(f"{code}.") and isinstance(at(left, code), list)), "")
        if table:
            place, _, column = path.removeprefix(f"{table}.").partition(".")
            drop(at(left, table)[int(place)], column)
        else:
            drop(left, path)
    return left


def refuse_secret_note(command: Command) -> None:
    """Refuse `state-secret` for whatever an act is accompanied by in words."""
    said: dict[str, Any] = msgspec.to_builtins(command)
    refuse_secret_words({name: text for name, text in said.items() if name != "kind" and isinstance(text, str)})


def refuse_secret_words(said: Mapping[str, str]) -> None:
    """Refuse `state-secret`, naming each of the fields whose text is marked so."""
    if paths := tuple(name for name, text in said.items() if is_stamped(text)):
        raise stopped_fields(paths)
