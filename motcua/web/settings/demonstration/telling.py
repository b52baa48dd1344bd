"""Tells the stories: each becomes a draft, a dossier, and the acts on it, with the moment passed in."""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import msgspec
from django.conf import settings
from django.urls import reverse
from docx import Document
from docx.shared import Mm

from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.moments import ZONE, local_day
from motcua.foundation.files import uploads
from motcua.foundation.policy.types import Actor, system
from motcua.foundation.secrecy.stopping import StateSecret
from motcua.register.agencies import queries as tree
from motcua.register.procedures import queries as procedures
from motcua.register.procedures.rules import choosing
from motcua.service.dossiers.commands import drafts
from motcua.service.dossiers.commands.acting import perform
from motcua.service.dossiers.commands.deciding import grant
from motcua.service.dossiers.commands.decision_drafts import upload_draft
from motcua.service.dossiers.commands.submitting import submit_draft
from motcua.service.dossiers.commands.supplementing import give
from motcua.service.dossiers.queries import decision_drafts, opened, printed, versions
from motcua.service.dossiers.queries import drafts as written
from motcua.service.dossiers.queries.tracking import receipt_secret
from motcua.service.dossiers.rules import linked
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.drafts import DraftView
from motcua.service.dossiers.types.signing import Capacity
from motcua.service.dossiers.types.state import DossierState, Mark, PaperRef
from motcua.web.settings.demonstration import births
from motcua.web.settings.demonstration.cast import actor, login_of
from motcua.web.settings.demonstration.scene import Scene
from motcua.web.settings.demonstration.stories import HOME, NEIGHBOUR, Story, Turn

_JUST_NOW = timedelta(minutes=10)
_APPOINTMENT = time(9, 0)
_COPIES = "Giấy này được lập thành hai bản chính: một bản giao cho gia đình, một bản lưu hồ sơ."


def _draft_id(number: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"motcua:demonstration/{number}"))


def _continued(draft: bytes) -> bytes:
    """Return the draft with the sentence that was asked for, before the recipients and the signer."""
    document, held = Document(BytesIO(draft)), BytesIO()
    last = document.paragraphs[-1].insert_paragraph_before(_COPIES)
    last.paragraph_format.first_line_indent = Mm(10)
    document.save(held)
    return held.getvalue()


class Teller:
    """Tells the stories as they happen in a scene, seen from `now`."""

    def __init__(self, scene: Scene, now: datetime) -> None:
        self.scene = scene
        self.now = now
        self.families = {login_of(name): family for name, family in scene.families.items()}
        self.wards = {HOME: scene.home, NEIGHBOUR: scene.neighbour}
        self.calendar: WorkCalendar = tree.calendar_of(scene.home, now)

    def tell(self, stories: Sequence[Story]) -> Iterator[DossierState | None]:
        """Tell each story and yield its dossier: None for a draft, and where the city does not offer the procedure."""
        for number, story in enumerate(stories):
            yield self._tell(number, story) if self._offers(story.procedure) else None

    def _tell(self, number: int, story: Story) -> DossierState | None:
        day = self._days_ago(story.days_ago)
        filed_at = min(datetime.combine(day, story.filed_at, ZONE), self.now)
        # What an interrupted loading has done stays done, and the story goes on from there.
        state = opened.state_by_id(_draft_id(number))
        if state is None:
            who = actor(story.by, filed_at)
            draft = self._draft(number, story, who, filed_at)
            if story.is_draft:
                return None
            state = submit_draft(actor=who, draft=draft, key=f"demonstration/{number}", now=filed_at)
        for place, turn in enumerate(story.turns):
            at = self._moment(day, turn)
            if at > self.now:
                break
            about = opened.state_by_id(linked.dossier_of(state.id, turn.part)) if turn.part else state
            if about is None:
                raise LookupError(turn.part)
            key = f"demonstration/{number}/{place}"
            after = self._turn(about, story, turn, at, key)
            self._let_follow(after, at, key)
            state = state if turn.part else after
        return state

    @staticmethod
    def _let_follow(ended: DossierState, at: datetime, key: str) -> None:
        """Let what waited for this dossier's result begin at once, as the worker would a little later."""
        filed = opened.filed_with(ended.linked.bundle) if ended.linked is not None else []
        for waiting in filed:
            if linked.follows(ended, waiting) is asked.Release:
                perform(
                    actor=system("follow-linked"), dossier=waiting.id, command=asked.Release(),
                    key=f"{key}/{waiting.part}", now=at,
                )  # fmt: skip

    def _moment(self, day: date, turn: Turn) -> datetime:
        if turn.at is None:
            return self.now - _JUST_NOW
        return datetime.combine(self._working_days_after(day, turn.after_days), turn.at, ZONE)

    def _turn(self, state: DossierState, story: Story, turn: Turn, at: datetime, key: str) -> DossierState:
        by = actor(turn.by or story.by, at)
        if isinstance(turn.command, asked.GiveSupplement):
            return self._supplement(state, story, by, at, key)
        if isinstance(turn.command, asked.AskPresence) and state.presence is not None:
            return state  # the day of an appointment follows from the day of loading, and was named when it was made
        if isinstance(turn.command, asked.UploadDraft):
            return self._upload(state, story, turn, by, at, key)
        command = self._meant(self._placed(turn.command), state, at)
        if turn.is_stopped:
            return self._stopped(state, command, by, at, key)
        if isinstance(command, asked.Grant):
            return self._grant(state, by, at, key)
        return perform(actor=by, dossier=state.id, command=command, key=key, now=at)

    @staticmethod
    def _grant(state: DossierState, by: Actor, at: datetime, key: str) -> DossierState:
        """Grant with the paper that a page makes."""

        def printing() -> bytes:
            view = opened.view(state.code, at)
            if view is None:
                raise LookupError(state.code)
            track = reverse("dossiers:tracked", args=[state.code])
            address = f"{settings.MOTCUA_PUBLIC_URL}{track}?s={receipt_secret(state.id)}"
            return printed.result(view, versions.of(state), address, official="", now=at)

        name = printed.RESULT_NAME.format(code=state.code)
        return grant(actor=by, dossier=state.id, name=name, print_result=printing, key=key, now=at)

    @staticmethod
    def _stopped(state: DossierState, command: Command, by: Actor, at: datetime, key: str) -> DossierState:
        try:
            perform(actor=by, dossier=state.id, command=command, key=key, now=at)
        except StateSecret:
            return state
        raise LookupError(f"nothing was stopped in {state.code}")

    def _placed(self, command: Command) -> Command:
        """Return the command with the scene's wards where the story has the first or the second."""
        said = {name: getattr(command, name) for name in command.__struct_fields__}
        texts = {name: value for name, value in said.items() if isinstance(value, str)}
        placed = {
            name: self.wards.get(text) or text.replace("{neighbour}", self.scene.neighbour_name)
            for name, text in texts.items()
        }
        return msgspec.structs.replace(command, **placed)

    def _meant(self, command: Command, state: DossierState, at: datetime) -> Command:
        """Return the command with what only the dossier and the day know."""
        match command:
            case asked.AskSupplement():
                marks = (Mark("paper", min(paper.requirement for paper in state.papers), "unreadable"),)
                return msgspec.structs.replace(command, marks=marks)
            case asked.Assign() | asked.Forward() if command.to:
                return msgspec.structs.replace(command, to=actor(command.to, at).id)
            case asked.SubmitForSignature():
                initials = tuple(actor(login, at).id for login in command.initials)
                return msgspec.structs.replace(command, initials=initials, signer=actor(command.signer, at).id)
            case asked.AskPresence():
                appointed = datetime.combine(self._working_days_after(local_day(at), 2), _APPOINTMENT, ZONE)
                return msgspec.structs.replace(command, appointed_at=appointed)
            case _:
                return command

    @staticmethod
    def _upload(state: DossierState, story: Story, turn: Turn, by: Actor, at: datetime, key: str) -> DossierState:
        number = sum(isinstance(each.command, asked.UploadDraft) for each in story.turns[: story.turns.index(turn) + 1])
        view = opened.view(state.code, at)
        if view is None or len(state.drafts) >= number:
            return state  # the document was written by the day of loading, and is kept since
        version = procedures.version(state.procedure, state.procedure_version)
        content = decision_drafts.prepared(view, version, Capacity.TM, at)
        if number > 1:
            content = _continued(content)
        return upload_draft(
            actor=by, dossier=state.id, name=f"du-thao-{state.code}.docx", content=content, note=turn.command.note,
            key=key, now=at,
        )  # fmt: skip

    def _supplement(self, state: DossierState, story: Story, by: Actor, at: datetime, key: str) -> DossierState:
        if state.open_supplement is None or any(each.answered_at for each in state.supplements):
            return state
        marks = state.open_supplement.marks
        holder = f"dossier/{state.id}"
        values = births.declaration(
            1, self.families[story.by], places=self.scene.places, filed_on=local_day(at), commune=state.agency
        )
        papers = [self._paper(holder, mark.code, values, at) for mark in marks if mark.kind == "paper"]
        return give(actor=by, dossier=state.id, values={}, papers=papers, key=key, now=at, holder=holder)

    def _offers(self, procedure: str) -> bool:
        """Say whether the city has it. Births it must have; linked ones it may not, or only as somebody else's record."""
        if procedure == births.BIRTH:
            return True
        return bool(procedures.titles([procedure]) and procedures.published(procedure, local_day(self.now)).parts)

    def _values(self, number: int, story: Story, at: datetime) -> dict[str, Any]:
        family, commune = self.families[story.by], self.wards[story.agency]
        day, places = local_day(at), self.scene.places
        if story.procedure == births.LINKED_BIRTH:
            return births.linked_declaration(number, family, places=places, filed_on=day, commune=commune)
        return births.declaration(
            number, family, places=places, filed_on=day, commune=commune, days_old=story.days_old, changes=story.changes
        )

    def _draft(self, number: int, story: Story, who: Actor, at: datetime) -> DraftView:
        version = procedures.published(story.procedure, local_day(at))
        values = self._values(number, story, at)
        draft_id = _draft_id(number)
        drafts.start(actor=who, procedure=version.code, procedure_version=version.version, now=at, draft=draft_id)
        draft = self._read(draft_id)
        if story.is_draft:
            half = {name: values[name] for name in ("filer", "child")}
            drafts.save(actor=who, draft=draft, values=half, page="", now=at)
            return draft
        drafts.save(actor=who, draft=draft, values=values, page="", now=at)
        for needed in choosing.asked_papers(version, values, on=local_day(at)):
            paper = self._paper(f"draft/{draft_id}", needed.code, values, at)
            drafts.add_paper(
                actor=who, draft=draft, requirement=needed.code, file=paper.file, sha256=paper.sha256, now=at
            )
        return self._read(draft_id)

    @staticmethod
    def _read(draft_id: str) -> DraftView:
        draft = written.draft(draft_id)
        if draft is None:
            raise LookupError(draft_id)
        return draft

    @staticmethod
    def _paper(holder: str, requirement: str, values: dict[str, Any], at: datetime) -> PaperRef:
        name, content = births.paper(requirement, values)
        file = uploads.take(holder, name, len(content), [content], at, is_ours=True)
        return PaperRef(requirement=requirement, file=str(file.id), sha256=file.address)

    def _days_ago(self, days: int) -> date:
        day = local_day(self.now)
        while days:
            day -= timedelta(days=1)
            if self.calendar.is_working(day):
                days -= 1
        return day

    def _working_days_after(self, day: date, days: int) -> date:
        while days:
            day += timedelta(days=1)
            if self.calendar.is_working(day):
                days -= 1
        return day
