"""
Dossiers in every state, each the end of a story told through commands.

A story begins so many working days before today, at an hour; its steps come at hours of the same or later working
days. What would lie in the future is left out, so that the city looks alive at whatever hour it is loaded.
"""

import uuid
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

import msgspec

from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.moments import ZONE, local_day
from motcua.foundation.files import uploads
from motcua.foundation.policy.types import Actor
from motcua.register.agencies import queries as tree
from motcua.register.procedures import queries as procedures
from motcua.register.procedures.rules import choosing
from motcua.service.dossiers.commands import drafts
from motcua.service.dossiers.commands.acting import perform
from motcua.service.dossiers.commands.submitting import submit_draft
from motcua.service.dossiers.commands.supplementing import give
from motcua.service.dossiers.queries import drafts as written
from motcua.service.dossiers.queries import opened
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.drafts import DraftView
from motcua.service.dossiers.types.state import DossierState, Mark, PaperRef
from motcua.web.settings.demonstration import births
from motcua.web.settings.demonstration.cast import BEN_THANH, SAI_GON, actor

BIRTH = "1.001193"


class Turn(msgspec.Struct, frozen=True):
    """An act of a story: after so many working days, at an hour, by somebody."""

    after_days: int
    at: time
    by: str
    command: Command


class Story(msgspec.Struct, frozen=True):
    """A dossier of the demonstration."""

    days_ago: int
    filed_at: time
    by: str
    agency: str
    turns: tuple[Turn, ...] = ()
    is_draft: bool = False


DESK, SPECIALIST, LEADER = "motcua@motcua.example", "hotich@motcua.example", "lanhdao@motcua.example"
SECOND = "hotich2@motcua.example"
MAI, BINH, HOA, PHUC = (f"{name}@motcua.example" for name in ("congdan", "binh", "hoa", "phuc"))
_BLURRED = "Ảnh Giấy chứng sinh bị mờ ở phần giờ sinh. Chị chụp lại giúp phường, chỉ cần một ảnh rõ."
_ASK = asked.AskSupplement(marks=(Mark("paper", "birth-paper", "unreadable"),), note=_BLURRED)


def _t(after_days: int, at: str, by: str, command: Command) -> Turn:
    return Turn(after_days=after_days, at=time.fromisoformat(at), by=by, command=command)


def _to_signature(day: int = 0) -> tuple[Turn, ...]:
    return (
        _t(0, "08:40", DESK, asked.Receive()),
        _t(0, "08:55", SPECIALIST, asked.Take()),
        _t(day, "09:30", SPECIALIST, asked.AskConfirmation()),
        _t(day, "10:10", MAI, asked.Confirm()),
        _t(day, "10:40", SPECIALIST, asked.Forward(to_step="sign")),
    )


def _granted(day: int = 0) -> tuple[Turn, ...]:
    return (*_to_signature(day), _t(day, "14:00", LEADER, asked.Take()), _t(day, "14:20", LEADER, asked.Grant()))


def _story(
    days_ago: int, filed_at: str, *turns: Turn, by: str = MAI, agency: str = SAI_GON, is_draft: bool = False
) -> Story:
    return Story(
        days_ago=days_ago, filed_at=time.fromisoformat(filed_at), by=by, agency=agency, turns=turns, is_draft=is_draft
    )


STORIES: tuple[Story, ...] = (
    *(_story(days, "07:50", *_granted(), _t(0, "16:10", DESK, asked.HandOverResult())) for days in range(14, 24)),
    *(_story(days, "08:05", *_granted(1), _t(1, "16:30", DESK, asked.HandOverResult())) for days in (9, 11, 12)),
    _story(7, "08:00", *_granted()),
    _story(6, "08:00", *_granted()),
    _story(3, "08:00", *_to_signature()),
    _story(1, "08:00", *_to_signature()),
    _story(8, "09:00", _t(0, "10:00", DESK, asked.RefuseReception(note="Cha và mẹ của trẻ đều thường trú tại tỉnh khác. Chị nộp tại Ủy ban nhân dân xã nơi cư trú của mẹ.")), by=HOA),
    _story(5, "09:10", _t(0, "09:40", DESK, asked.Receive()), _t(0, "13:30", HOA, asked.Withdraw(note="Gia đình muốn đăng ký ở quê.")), by=HOA),
    _story(10, "09:10", _t(0, "09:40", DESK, asked.Receive()), _t(1, "08:30", LEADER, asked.Stop(note="Trẻ đã được đăng ký khai sinh tại phường Bến Thành.")), by=PHUC),
    _story(4, "08:10", _t(0, "08:40", DESK, asked.Receive()), _t(0, "08:50", SPECIALIST, asked.Take()), _t(1, "10:00", SPECIALIST, asked.Forward(to_step="sign")), _t(1, "13:10", LEADER, asked.Take()), _t(2, "09:00", LEADER, asked.Reject(note="Trẻ đã được đăng ký khai sinh trước đó; xem trích lục số 112/2026.")), by=PHUC),
    _story(2, "08:10", _t(0, "08:40", DESK, asked.Receive()), _t(0, "08:50", SPECIALIST, asked.Take()), _t(0, "09:20", SPECIALIST, _ASK), by=MAI),
    _story(3, "08:10", _t(0, "08:40", DESK, _ASK), by=BINH),
    _story(6, "08:10", _t(0, "08:40", DESK, asked.Receive()), _t(0, "08:50", SPECIALIST, asked.Take()), _t(0, "09:20", SPECIALIST, _ASK), _t(1, "13:30", BINH, asked.GiveSupplement()), _t(1, "14:30", LEADER, asked.AskSecondSupplement(marks=(Mark("field", "child.home_town", "wrong"),), note="Quê quán của trẻ phải theo thỏa thuận của cha mẹ; anh chị ghi lại giúp.")), by=BINH),
    _story(2, "14:00", _t(0, "14:20", DESK, asked.Receive()), _t(0, "14:40", SPECIALIST, asked.Take()), _t(0, "15:00", SPECIALIST, _ASK), _t(1, "09:30", PHUC, asked.GiveSupplement()), by=PHUC),
    _story(1, "13:10", _t(0, "13:40", DESK, asked.Receive()), _t(0, "14:00", DESK, asked.AskPayment(fee="ban-sao", amount_vnd=16_000)), by=HOA),
    _story(3, "13:10", _t(0, "13:40", DESK, asked.Receive()), _t(0, "14:00", DESK, asked.AskPayment(fee="ban-sao", amount_vnd=24_000)), _t(1, "08:20", DESK, asked.RecordPayment(receipt_no="BL-2026-0417")), _t(1, "08:40", SECOND, asked.Take()), by=HOA),
    _story(1, "09:30", _t(0, "09:50", DESK, asked.Receive()), _t(0, "10:05", SECOND, asked.Take()), _t(0, "16:50", SECOND, asked.AskConfirmation()), by=MAI),
    _story(2, "10:30", _t(0, "10:50", DESK, asked.Receive()), _t(0, "11:05", SECOND, asked.Take()), _t(0, "13:30", SECOND, asked.AskOpinion(agency=BEN_THANH, note="Đề nghị xác minh tình trạng đăng ký khai sinh của trẻ tại phường Bến Thành.")), by=PHUC),
    _story(5, "10:30", _t(0, "10:50", DESK, asked.Receive()), _t(0, "11:05", SECOND, asked.Take()), _t(0, "13:30", SECOND, asked.AskOpinion(agency=BEN_THANH, note="Đề nghị xác minh nơi cư trú của mẹ.")), _t(1, "09:00", "lanhdao.bt@motcua.example", asked.GiveOpinion(note="Đã xác minh: mẹ thường trú tại phường từ năm 2021.")), by=PHUC),
    _story(3, "09:30", _t(0, "09:50", DESK, asked.Receive()), _t(0, "10:05", SPECIALIST, asked.Take()), by=BINH),
    _story(1, "08:20", _t(0, "08:50", DESK, asked.Receive()), _t(0, "09:10", LEADER, asked.Assign(to="hotich2@motcua.example")), by=HOA),
    _story(1, "14:20", _t(0, "15:20", DESK, asked.Receive()), by=PHUC),
    _story(4, "08:30", by=HOA),
    _story(1, "16:10", by=BINH),
    _story(0, "06:40", by=PHUC),
    _story(0, "00:20", by=MAI),
    _story(4, "08:50", _t(0, "09:20", DESK, asked.Transfer(to_agency=BEN_THANH, note="Mẹ của trẻ cư trú tại phường Bến Thành.")), _t(0, "10:00", "motcua.bt@motcua.example", asked.Receive()), by=HOA),
    _story(3, "08:00", _t(0, "08:30", "motcua.bt@motcua.example", asked.Receive()), _t(0, "08:50", "hotich.bt@motcua.example", asked.Take()), by=PHUC, agency=BEN_THANH),
    _story(1, "08:00", by=BINH, agency=BEN_THANH),
    _story(0, "00:05", by=MAI, is_draft=True),
)  # fmt: skip


def _draft_id(number: int) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"motcua:demonstration/{number}"))


class Teller:
    """Tells the stories as seen from `now`."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.calendar: WorkCalendar = tree.calendar_of(SAI_GON, now)

    def tell(self, stories: Sequence[Story]) -> Iterator[DossierState | None]:
        """Tell each story and yield its dossier (None for a draft)."""
        for number, story in enumerate(stories):
            yield self._tell(number, story)

    def _tell(self, number: int, story: Story) -> DossierState | None:
        day = self._days_ago(story.days_ago)
        filed_at = min(datetime.combine(day, story.filed_at, ZONE), self.now)
        who = actor(story.by, filed_at)
        # What an interrupted loading has done stays done, and the story goes on from there.
        state = opened.state_by_id(_draft_id(number))
        if state is None:
            draft = self._draft(number, story, who, filed_at)
            if story.is_draft:
                return None
            state = submit_draft(actor=who, draft=draft, key=f"demonstration/{number}", now=filed_at)
        for place, turn in enumerate(story.turns):
            at = datetime.combine(self._working_days_after(day, turn.after_days), turn.at, ZONE)
            if at > self.now:
                break
            state = self._turn(state, turn, at, f"demonstration/{number}/{place}")
        return state

    def _turn(self, state: DossierState, turn: Turn, at: datetime, key: str) -> DossierState:
        by = actor(turn.by, at)
        command = turn.command
        if isinstance(command, asked.GiveSupplement):
            return self._supplement(state, by, at, key)
        if isinstance(command, asked.AskSupplement):
            marks = (Mark("paper", min(paper.requirement for paper in state.papers), "unreadable"),)
            command = msgspec.structs.replace(command, marks=marks)
        if isinstance(command, asked.Assign):
            command = asked.Assign(to=actor(command.to, at).id)
        return perform(actor=by, dossier=state.id, command=command, key=key, now=at)

    def _supplement(self, state: DossierState, by: Actor, at: datetime, key: str) -> DossierState:
        if state.open_supplement is None or any(each.answered_at for each in state.supplements):
            return state
        marks = state.open_supplement.marks
        holder = f"dossier/{state.id}"
        values = births.declaration(
            1, filed_on=local_day(at), commune=state.agency, mother="Trần Thị Mai", father="Nguyễn Văn Bình"
        )
        papers = [self._paper(holder, mark.code, values, at) for mark in marks if mark.kind == "paper"]
        return give(actor=by, dossier=state.id, values={}, papers=papers, key=key, now=at, holder=holder)

    def _draft(self, number: int, story: Story, who: Actor, at: datetime) -> DraftView:
        version = procedures.published(BIRTH, local_day(at)) or procedures.published(BIRTH, local_day(self.now))
        if version is None:
            raise LookupError(f"procedure {BIRTH} is not loaded")
        values = births.declaration(
            number, filed_on=local_day(at), commune=story.agency, mother="Trần Thị Mai", father="Nguyễn Văn Bình"
        )
        draft_id = _draft_id(number)
        drafts.start(actor=who, procedure=BIRTH, procedure_version=version.version, now=at, draft=draft_id)
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
    def _paper(holder: str, requirement: str, values: dict[str, object], at: datetime) -> PaperRef:
        content = births.birth_paper(values)
        file = uploads.take(holder, "Giay-chung-sinh.jpg", len(content), [content], at)
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
