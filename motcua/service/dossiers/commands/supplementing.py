"""Answer a request for a supplement: only what was marked, and the clock goes on."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime

import msgspec

from motcua.foundation.clock.moments import local_day
from motcua.foundation.files import holdings as files
from motcua.foundation.forms.declared import Form
from motcua.foundation.forms.paging import visible_pages
from motcua.foundation.forms.parsing import parse
from motcua.foundation.forms.values import at, put
from motcua.foundation.law.refusals import refuse
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy.types import Actor
from motcua.foundation.text import gettext_noop
from motcua.register.procedures.queries import PlacesOn
from motcua.service.dossiers.commands import _rows, acting
from motcua.service.dossiers.queries import versions
from motcua.service.dossiers.rules import decide, on_behalf, supplement
from motcua.service.dossiers.rules.sources import FORMS
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.state import DossierState, PaperRef


def give(
    *,
    actor: Actor,
    dossier: str,
    values: Mapping[str, object],
    papers: Sequence[PaperRef],
    key: str,
    now: datetime,
    expected: int | None = None,
    holder: str = "",
) -> DossierState:
    """
    Hand in what was asked for: `values` the marked fields by dotted path, `papers` files held by `holder`.

    Raises `Refused` with a problem for every field and paper that is missing, wrong, or was not asked for.
    """
    command = asked.GiveSupplement(values=dict(values), papers=tuple(papers))
    with writing(_rows.stream_of(dossier), key=acting.key_of(actor, command, dossier, key)) as tx:
        row = acting.found(tx.cursor, dossier)
        if tx.replay is not None:
            return row.state
        state = row.state
        acting.check(actor, command, state, expected)
        decide.check(state, command)
        data_key = row.key()
        before = _rows.declaration(tx.cursor, state, data_key)
        after = msgspec.json.decode(msgspec.json.encode(before))
        for path, value in values.items():
            put(after, path, value)
        version = versions.of(state)
        on = local_day(state.submitted_at)
        parsed = parse(version.declaration, after, on=on, places=PlacesOn(local_day(now)))
        if parsed.problems:
            raise refuse(
                "supplement-incomplete",
                gettext_noop("The supplement is not complete yet. What you have entered is kept."),
                FORMS,
                fields=parsed.problems,
            )
        changed = _changed(version.declaration, before, parsed.values, values, on)
        declaration = _rows.seal(dossier, data_key, "declaration", msgspec.json.encode(parsed.values))
        facts = acting.facts_for(actor, command, state, now, None)
        events = supplement.give(
            state, declaration=declaration.ref, papers=papers, changed_fields=changed, facts=facts, now=now
        )
        replaced = [paper.requirement for paper in papers]
        behalf = on_behalf.behalf_of(state, asked.GiveSupplement, actor)
        result = acting.record(tx, actor, state, events, [declaration], now, behalf=behalf)
        tx.cursor.execute(
            "UPDATE dossiers_paper SET replaced_at = %s WHERE dossier_id = %s AND requirement = ANY(%s) "
            "AND replaced_at IS NULL",
            [now, dossier, replaced],
        )
        for paper in papers:
            if holder and holder != _rows.holder_of(dossier):
                files.attach(tx.cursor, uuid.UUID(paper.file), holder, _rows.holder_of(dossier))
        _rows.write_papers(tx.cursor, dossier, papers, now)
        tx.cursor.execute("DELETE FROM dossiers_draft_paper WHERE draft = %s", [dossier])
        return result


def _changed(
    form: Form, before: Mapping[str, object], after: Mapping[str, object], given: Mapping[str, object], on: date
) -> frozenset[str]:
    """
    Return the questions whose answers the applicant changed, and those answered that this declaration does not ask.

    What a marked answer fills, brings up or takes away follows from it and is no change of its own.
    """
    then, now = (
        {field.code for page in visible_pages(form, values, on=on) for field in page.fields}
        for values in (before, after)
    )
    known = {field.code for field in form.fields()}
    changed = {code for code in then & now if at(before, code) != at(after, code)}
    return frozenset(changed | (known & set(given)) - now)
