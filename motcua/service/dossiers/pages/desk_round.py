"""Drafts of the decision and their rounds as the desk shows them: versions, who initials and signs, what was returned."""

import msgspec
from django.urls import reverse
from django.utils.translation import gettext

from motcua.foundation.clock.moments import local_day
from motcua.foundation.interface import formats
from motcua.foundation.interface.parts import Happening, Option, Tone
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import allowed
from motcua.foundation.policy.types import Actor
from motcua.foundation.text import gettext_noop
from motcua.register.agencies import queries as agencies
from motcua.register.agencies.types import AgencyKind
from motcua.register.people import queries as people
from motcua.service.dossiers.pages.opening import OpenDossier
from motcua.service.dossiers.queries import decision_drafts
from motcua.service.dossiers.rules.capacity import body_of, capacities
from motcua.service.dossiers.rules.decide import possible
from motcua.service.dossiers.rules.matter import matter_of
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.notes import NoteRef
from motcua.service.dossiers.types.signing import Capacity, RoundEnding, SigningRound

CAPACITIES: dict[Capacity, str] = {
    Capacity.HEAD: gettext_noop("The head of the agency"),
    Capacity.TM: gettext_noop("TM.: for the People’s Committee, by its chair"),
    Capacity.KT: gettext_noop("KT.: a deputy for the head"),
    Capacity.TL: gettext_noop("TL.: by order of the head"),
    Capacity.TUQ: gettext_noop("TUQ.: by mandate of the head"),
}
_ENDINGS: dict[RoundEnding, str] = {
    RoundEnding.SIGNED: gettext_noop("Decided by the signer"),
    RoundEnding.RETURNED: gettext_noop("Returned by %(name)s"),
    RoundEnding.RECALLED: gettext_noop("Recalled by %(name)s"),
    RoundEnding.SUPERSEDED: gettext_noop("Ended, because %(name)s uploaded a new version"),
    RoundEnding.OVERTAKEN: gettext_noop("Ended, because the dossier changed"),
}


class Version(msgspec.Struct, frozen=True):
    """A version in the list, the newest first."""

    number: int
    who: str
    at: str
    note: str
    size: int
    href: str
    changes_href: str = ""


class RoundShown(msgspec.Struct, frozen=True):
    """A round: its line, and each person's step."""

    title: str
    steps: list[Happening]


class Banner(msgspec.Struct, frozen=True):
    """What somebody has to know first."""

    title: str
    text: str
    remark: str = ""
    tone: Tone = Tone.LOOK


class Drafting(msgspec.Struct, frozen=True):
    """The section of a dossier about its draft; `banners` stand at the top of the dossier."""

    versions: list[Version]
    current: RoundShown | None
    past: list[RoundShown]
    banners: list[Banner]
    capacities: tuple[Option, ...]
    can_upload: bool
    is_open: bool
    ends_round: bool


def drafting(found: OpenDossier, actor: Actor) -> Drafting | None:
    """Return the section; None where nobody can have drafted anything yet."""
    state = found.state
    if state.received_at is None:
        return None
    can_upload = possible(state, asked.UploadDraft) and allowed(
        registry.row(asked.UploadDraft.POLICY), actor, matter_of(state)
    )
    if not (can_upload or state.drafts):
        return None
    teller = _Teller(found)
    issuer = agencies.agency(state.agency, local_day(found.now))
    offered = capacities(body=body_of(issuer.kind if issuer is not None else AgencyKind.DEPARTMENT))
    return Drafting(
        versions=teller.versions(),
        current=teller.round(state.open_round) if state.open_round is not None else None,
        past=[teller.round(each) for each in reversed(state.rounds) if not each.is_open],
        banners=teller.banners(actor),
        capacities=tuple(Option(value=each.value, text=gettext(CAPACITIES[each])) for each in offered),
        can_upload=can_upload,
        is_open=bool(state.drafts),
        ends_round=state.open_round is not None,
    )


class _Teller:
    """Tells drafts and rounds of one dossier; names and texts are looked up once."""

    def __init__(self, found: OpenDossier) -> None:
        self.state = found.state
        persons = {draft.by for draft in self.state.drafts}
        for each in self.state.rounds:
            persons |= {each.by, each.signer, each.ended_by, *(one.person for one in each.initials)}
        known = people.people(persons - {""}) if persons else {}
        self.names = {str(key): one.full_name for key, one in known.items()}
        # An entry's text was opened with it: here it is found again by the id that the state keeps.
        self.notes = {
            note.id: entry.note
            for entry in found.view.happenings
            if isinstance(note := getattr(entry.event, "note", None), NoteRef)
        }

    def _name(self, person: str) -> str:
        return self.names.get(person, "")

    def _text(self, note: NoteRef | None) -> str:
        return self.notes.get(note.id, "") if note is not None else ""

    def versions(self) -> list[Version]:
        files, code = decision_drafts.files_of(self.state), self.state.code
        return [
            Version(
                number=draft.number, who=self._name(draft.by), at=formats.short_moment(draft.at),
                note=self._text(draft.note), size=files[draft.file].size if draft.file in files else 0,
                href=reverse("dossiers:draft-version", args=[code, draft.number]),
                changes_href=reverse("dossiers:draft-changes", args=[code, draft.number]) if draft.number > 1 else "",
            )
            for draft in reversed(self.state.drafts)
        ]  # fmt: skip

    def round(self, one: SigningRound) -> RoundShown:
        title = gettext("Round %(number)s: draft version %(draft)s") % {"number": one.number, "draft": one.draft}
        steps = [
            Happening(
                title=gettext("%(name)s submitted the draft") % {"name": self._name(one.by)},
                at=formats.short_moment(one.asked_at), note=self._text(one.note), tone=Tone.GOING,
            )
        ]  # fmt: skip
        waiting = one.next_person
        for each in one.initials:
            name = {"name": self._name(each.person)}
            if each.done_at is not None:
                done = gettext("%(name)s initialled") % name
                steps.append(
                    Happening(
                        title=done, at=formats.short_moment(each.done_at), note=self._text(each.note), tone=Tone.DONE
                    )
                )
            elif one.is_open:
                awaited = gettext("%(name)s initials now") if each.person == waiting else gettext("%(name)s initials")
                steps.append(Happening(title=awaited % name, now=each.person == waiting, tone=Tone.NEUTRAL))
        if one.ending is None:
            signs = gettext("%(name)s signs now") if one.is_with_signer else gettext("%(name)s signs")
            steps.append(
                Happening(title=signs % {"name": self._name(one.signer)}, now=one.is_with_signer, tone=Tone.NEUTRAL)
            )
        elif one.ended_at is not None:
            ended = gettext(_ENDINGS[one.ending]) % {"name": self._name(one.ended_by)}
            tone = Tone.DONE if one.ending is RoundEnding.SIGNED else Tone.LOOK
            steps.append(
                Happening(title=ended, at=formats.short_moment(one.ended_at), note=self._text(one.remark), tone=tone)
            )
        return RoundShown(title=title, steps=steps)

    def banners(self, actor: Actor) -> list[Banner]:
        if not self.state.rounds or self.state.ended_at is not None:
            return []
        last, newest = self.state.rounds[-1], self.state.drafts[-1].number
        values = {"draft": last.draft, "name": self._name(last.ended_by)}
        if last.ending is RoundEnding.RETURNED and last.draft == newest and last.ended_at is not None:
            title = gettext("Draft version %(draft)s was returned to be corrected") % values
            text = gettext("%(name)s, %(moment)s:") % {**values, "moment": formats.short_moment(last.ended_at)}
            return [Banner(title, text, self._text(last.remark))]
        if last.next_person != actor.id:
            return []
        if last.is_with_signer:
            title = gettext("Draft version %(draft)s waits for your signature") % values
            text = gettext("Read it below. Grant or reject the dossier to sign, or return the draft with a remark.")
        else:
            title = gettext("Draft version %(draft)s waits for your initials") % values
            text = gettext("Read it below. Initial it, or return it with a remark.")
        return [Banner(title, text, self._text(last.note), Tone.INFO)]
