"""The fast lane of the counter: one append from the declaration to the result in somebody's hand."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from functools import partial
from typing import Any

import msgspec

from motcua.foundation.clock.moments import local_day
from motcua.foundation.clock.reception import reception_due_at
from motcua.foundation.forms.declared import FieldType
from motcua.foundation.forms.values import Values, put
from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import FieldProblem, refuse
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.writing import Writing, writing
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter, Role
from motcua.foundation.sealing import aead, ring
from motcua.foundation.text import gettext_noop
from motcua.register.agencies import queries as agencies
from motcua.register.agencies.commands.numbers import next_number
from motcua.register.incidents.commands import noted
from motcua.register.incidents.types import Step
from motcua.register.people import queries as people
from motcua.register.procedures.rules import at_counter, fees_due
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.commands import _facts, _rows, guarding
from motcua.service.dossiers.commands._inserting import WRITE, written
from motcua.service.dossiers.commands.checking import Checked, check
from motcua.service.dossiers.rules.codes import code_of
from motcua.service.dossiers.rules.evolve import evolve
from motcua.service.dossiers.rules.fast_lane import at_once
from motcua.service.dossiers.types.certifying import Certified
from motcua.service.dossiers.types.events import DossierEvent, Submitted
from motcua.service.dossiers.types.state import Channel, DossierState

_HERE = HouseRule(
    "The fast lane is for what this very counter decides while one waits; the rest goes the ordinary way."
)


def certify(
    *, actor: Actor, dossier: str, version: ProcedureVersion, case: Certified, key: str, now: datetime
) -> DossierState:
    """
    Record a certified copy or signature that was made, paid and given back while its owner waited.

    `dossier` is the id that it gets, so that pressing twice makes it once. Refuses `no-fast-lane`, `no-such-signer`,
    `amount-not-known`, and `declaration-incomplete` with every problem; raises `Denied`.
    """
    asked = Key(client=actor.client, command="dossier.certify", key=key, body=msgspec.json.encode([dossier, case]))
    stream = _rows.stream_of(dossier)
    with _guarded(actor, version, case, now, dossier), writing(stream, key=asked) as tx:
        if tx.replay is not None:
            return _again(tx, dossier)
        checked = _checked(actor, version, case, now)
        state, events = _made(tx, actor, dossier, checked, case, now)
        tx.append_one(stream, 0, *events, actor=actor.id, occurred_at=now, agency=actor.agency, behalf=case.person)
        return state


def check_case(*, actor: Actor, version: ProcedureVersion, case: Certified, now: datetime) -> None:
    """Raise what `certify` would, before anybody is recorded as the person whom it is for; `case.person` is not looked at."""
    with _guarded(actor, version, case, now):
        _checked(actor, version, case, now)


def _guarded(
    actor: Actor, version: ProcedureVersion, case: Certified, now: datetime, dossier: str = ""
) -> AbstractContextManager[None]:
    values = answered(version, case.values, actor.agency)
    where = partial(guarding.of_values, at_counter(version), values, Step.SUBMISSION, dossier, now)
    return noted(actor=actor, where=where, now=now)


def _again(tx: Writing, dossier: str) -> DossierState:
    row = _rows.load(tx.cursor, dossier)
    if row is None:
        raise LookupError(f"dossier {dossier} has entries and no row")
    return row.state


def _checked(actor: Actor, version: ProcedureVersion, case: Certified, now: datetime) -> Checked:
    authorise(registry.row("dossier.certify"), actor, Matter(receiving=actor.agency))
    guarding.refuse_secret_words({"receipt_no": case.receipt_no})
    if not version.fast_lane:
        raise refuse("no-fast-lane", gettext_noop("This procedure is not done while one waits."), _HERE)
    signers = {one.official for one in agencies.officials_of(actor.agency, now) if Role.LEADER in one.roles}
    if case.signer not in signers:
        message = gettext_noop("Choose who signed: a leader of the agency who holds a post today.")
        raise refuse("no-such-signer", message, _HERE, fields=(FieldProblem("signer", "unknown", message),))
    checked = check(at_counter(version), answered(version, case.values, actor.agency), (), local_day(now))
    if checked.agency != actor.agency:
        raise refuse("no-fast-lane", gettext_noop("Another agency decides this. Take it in at the counter."), _HERE)
    return checked


def short_form(
    version: ProcedureVersion, *, name: str, number: str, born_on: str, document: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the declaration's answers by path, of the one short form; of `document` what its table has columns for."""
    table = next(field for field in version.declaration.fields() if field.type is FieldType.TABLE)
    return {
        "filer.full_name": name,
        "filer.born_on": born_on,
        **({"filer.identity_kind": "personal-id", "filer.personal_id": number} if number else {}),
        table.code: [{column.code: document[column.code] for column in table.columns if column.code in document}],
    }


def answered(version: ProcedureVersion, values: Mapping[str, Any], agency: str) -> Values:
    """Return what is declared, with the answers that the fast lane takes as given, and this counter as the place."""
    whole: Values = {}
    for path, value in version.fast_lane.items():
        put(whole, path, value)
    for rule in version.competence.rules:
        if rule.address:
            put(whole, rule.address, {"commune": agency, "commune_now": agency})
    for path, value in values.items():
        put(whole, path, value)
    return whole


def _made(
    tx: Writing, actor: Actor, dossier: str, checked: Checked, case: Certified, now: datetime
) -> tuple[DossierState, tuple[DossierEvent, ...]]:
    today, version = local_day(now), checked.version
    data_key = aead.new_key()
    declaration = _rows.seal(dossier, data_key, "declaration", msgspec.json.encode(checked.values))
    number = next_number(tx.cursor, book="dossier", agency=checked.agency, on=today)
    code = code_of(checked.agency, today, number)
    submitted = Submitted(
        id=dossier, code=code, procedure=version.code, procedure_version=version.version, case=checked.case,
        sector=version.sector, channel=Channel.COUNTER, agency=checked.agency, receiving_agency=checked.agency,
        applicant=case.person, filer=case.person,
        reception_due_at=reception_due_at(now, _facts.calendar_of(checked.agency, now)),
        declaration=declaration.ref, papers=(),
    )  # fmt: skip
    facts = _facts.facts_for(
        actor=actor, procedure=version.code, procedure_version=version.version, case=checked.case,
        channel=Channel.COUNTER, agency=checked.agency, now=now,
    )  # fmt: skip
    fees = fees_due(version, checked.values, on=today, channel=Channel.COUNTER)
    begun = evolve(None, submitted, now, actor.id)
    state, events = at_once(
        begun, fees=fees, receipt_no=case.receipt_no.strip() or code, signer=case.signer, facts=facts, now=now
    )
    person = people.person(case.person)
    if person is None:
        raise LookupError(f"the person {case.person} is unknown")
    wrapped_key = ring.wrap(data_key, _rows.holder_of(dossier))
    tx.along(WRITE, written(state, person.full_name, wrapped_key, declaration, None, now))
    return state, (submitted, *events)
