"""What form 06, the control sheet, says: each hand-over with who gave and took it, when, and whether it was in time."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from motcua.foundation.clock.account import Interval
from motcua.foundation.clock.calendar import WorkCalendar
from motcua.foundation.clock.classes import TimeClass
from motcua.foundation.clock.moments import local_day, minute_of
from motcua.foundation.interface import formats
from motcua.register.agencies import queries as agencies
from motcua.register.people import queries as people
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.queries.handovers import Handover, Side, handovers
from motcua.service.dossiers.types import events as happened
from motcua.service.dossiers.types.views import DossierView, Happening

CLASSES = {
    TimeClass.EARLY: "Trước hạn",
    TimeClass.ON_TIME: "Đúng hạn",
    TimeClass.OVERDUE: "Quá hạn",
    TimeClass.IN_TIME: "Đang giải quyết, trong hạn",
    TimeClass.LATE: "Đang giải quyết, quá hạn",
}
_WAITS = {
    "awaiting-supplement": "Chờ người nộp bổ sung hồ sơ",
    "awaiting-payment": "Chờ người nộp thực hiện nghĩa vụ tài chính",
    "awaiting-confirmation": "Chờ người nộp xác nhận bản nháp",
    "awaiting-presence": "Chờ người nộp đến trực tiếp",
}
_HANDED = {"counter": "tại quầy", "online": "trực tuyến", "post": "qua bưu chính"}
_REASONS: dict[type[happened.DossierEvent], str] = {
    happened.SentBack: "Trả lại bước trước",
    happened.OpinionGiven: "Trả lời ý kiến",
    happened.Transferred: "Chuyển cơ quan có thẩm quyền",
}
_PEOPLES_COMMITTEE = "Ủy ban nhân dân "


def sheet(dossier: DossierView, version: ProcedureVersion, entry: Happening, now: datetime) -> dict[str, Any]:
    """Return the rows and the totals of the sheet as they stand `now`."""
    del entry
    state = dossier.state
    calendar = agencies.calendar_of(state.agency, now)
    rows = handovers(
        state, dossier.happenings, minutes={step.code: step.minutes for step in version.steps}, calendar=calendar
    )
    names = _Names(dossier, version, rows, now)
    asked = sorted(state.agencies - {state.agency})
    return {
        "limit": formats.limit(state.account.limit) if state.account else "",
        "received_at": formats.short_moment(state.received_at) if state.received_at else "",
        "due_at": formats.short_moment(state.promised_due_at) if state.promised_due_at else "",
        "others": [names.agency(code) for code in asked],
        "handovers": [_row(row, names) for row in rows],
        "pauses": _pauses(state.account.intervals if state.account else (), calendar, now),
        "outcome": _outcome(dossier),
        "ended_at": formats.short_moment(state.ended_at) if state.ended_at else "",
    }


class _Names:
    """The words for whoever gives and takes, each looked up once."""

    def __init__(
        self, dossier: DossierView, version: ProcedureVersion, rows: Sequence[Handover], now: datetime
    ) -> None:
        on = local_day(now)
        sides = [side for row in rows for side in (row.giver, row.taker)]
        moments = {row.giver.person: row.given_at for row in rows} | {
            row.taker.person: row.taken_at or row.given_at for row in rows
        }
        persons = ({side.person for side in sides} | {row.assigned_by for row in rows}) - {""}
        codes = {side.agency for side in sides} | dossier.state.agencies
        self.applicant = dossier.applicant_name
        self.steps = {step.code: step.name.vi for step in version.steps}
        self.people = {str(key): one.full_name for key, one in people.people(persons).items()}
        self.titles = {
            person: held[0].post.title.vi
            for person, at in moments.items()
            if person and (held := agencies.posts_of(person, at))
        }
        self.agencies = {code: one.name.vi for code, one in agencies.agencies(codes - {""}, on).items()}
        self.counters = {
            code: units[0].name.vi
            for code in {side.agency for side in sides if side.is_counter}
            if (units := agencies.units(code, on))
        }

    def agency(self, code: str) -> str:
        """Return an agency's name, the People's Committee shortened as offices write it."""
        name = self.agencies.get(code, code)
        return f"UBND {name.removeprefix(_PEOPLES_COMMITTEE)}" if name.startswith(_PEOPLES_COMMITTEE) else name

    def side(self, one: Side) -> dict[str, str]:
        """Return where somebody sits, who it is, and as what."""
        if one.is_applicant:
            return {"place": "Người nộp hồ sơ", "name": self.applicant, "title": ""}
        if one.is_counter:
            place = self.counters.get(one.agency) or self.agency(one.agency)
        else:
            step = self.steps.get(one.step, "")
            place = f"{self.agency(one.agency)}, bước “{step}”" if step else self.agency(one.agency)
        return {"place": place, "name": self.people.get(one.person, ""), "title": self.titles.get(one.person, "")}


def _row(row: Handover, names: _Names) -> dict[str, Any]:
    used = row.used is not None and row.allowed is not None
    return {
        "giver": names.side(row.giver),
        "taker": names.side(row.taker),
        "given_at": formats.short_moment(row.given_at),
        "taken_at": formats.short_moment(row.taken_at) if row.taken_at else "",
        "result": CLASSES[row.result] if row.result else "",
        "minutes": f"{row.used}/{row.allowed} phút" if used else "",
        "note": ". ".join(_notes(row, names)),
    }


def _about(event: happened.DossierEvent) -> str:
    """Return in a few words why something was handed over, where the row alone does not say it."""
    match event:
        case happened.OpinionAsked():
            return f"Lấy ý kiến, trả lời trước {formats.short_moment(event.due_at)}"
        case happened.Decided():
            return "Chấp thuận" if event.granted else "Không chấp thuận"
        case happened.ResultHandedOver():
            return f"Trả kết quả {_HANDED.get(event.how, '')}".rstrip()
        case _:
            return _REASONS.get(type(event), "")


def _notes(row: Handover, names: _Names) -> Iterable[str]:
    if about := _about(row.about):
        yield about
    if row.assigned_by:
        yield f"{names.people.get(row.assigned_by, '')} phân công".lstrip()
    if row.note:
        yield row.note.rstrip(". ")
    if row.recalled_at:
        yield f"Đã thu hồi lúc {formats.short_moment(row.recalled_at)}"
    if row.undone_at:
        yield f"Đã hoàn tác tiếp nhận lúc {formats.short_moment(row.undone_at)}"


def _pauses(intervals: Sequence[Interval], calendar: WorkCalendar, now: datetime) -> list[dict[str, str]]:
    return [
        {
            "reason": _WAITS.get(one.reason, "Tạm dừng"),
            "from": formats.short_moment(one.start),
            "until": formats.short_moment(one.end) if one.end else "",
            "minutes": formats.hours(calendar.worked(minute_of(one.start), minute_of(one.end or now))),
        }
        for one in intervals
        if not one.counts
    ]


def _outcome(dossier: DossierView) -> str:
    last = dossier.happenings[-1].event if dossier.happenings else None
    if isinstance(last, happened.Withdrawn):
        return "Người nộp rút hồ sơ"
    if isinstance(last, happened.Stopped):
        return "Dừng giải quyết"
    if dossier.state.received_at is None:
        return ""
    return CLASSES[dossier.time_class]
