"""
Dossiers in every state, each the end of a story told through commands.

A story begins so many working days before today, at an hour; its steps come at hours of the same or later working
days. What would lie in the future is left out, so that the city looks alive at whatever hour it is loaded. What must
still be waited for once it is loaded, such as the applicant's look at a draft, comes just before now.
"""

from datetime import datetime, time
from typing import Any

import msgspec

from motcua.foundation.clock.moments import ZONE
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.commands import Command
from motcua.service.dossiers.types.state import Mark
from motcua.web.settings.demonstration.births import BIRTH, LINKED_BIRTH
from motcua.web.settings.demonstration.cast import login_of


class Turn(msgspec.Struct, frozen=True):
    """
    An act of a story by somebody (`FILER`: whoever filed): after so many working days, at an hour.

    Without an hour it comes a few minutes before now. `part` is that of linked procedures which it is about; `is_stopped`
    says that it is refused as a state secret, and noted.
    """

    after_days: int
    at: time | None
    by: str
    command: Command
    part: str = ""
    is_stopped: bool = False


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A dossier of the demonstration; `days_old` and `changes` as in `births.declaration`."""

    days_ago: int
    filed_at: time
    by: str
    agency: str
    turns: tuple[Turn, ...] = ()
    procedure: str = BIRTH
    is_draft: bool = False
    days_old: int = 0
    changes: dict[str, Any] = {}


FILER = ""
# The two wards of a scene; in a sentence the second is {neighbour}.
HOME, NEIGHBOUR = "ward:home", "ward:neighbour"
DESK, SPECIALIST, SECOND, LEADER = map(login_of, ("motcua", "hotich", "hotich2", "lanhdao"))
POLICE = login_of("congan")
DESK_THERE, SPECIALIST_THERE, LEADER_THERE = map(login_of, ("motcua.khac", "hotich.khac", "lanhdao.khac"))
MAI, BINH, HOA, PHUC, LAN, LONG, HAN, TUAN = map(
    login_of, ("congdan", "binh", "hoa", "phuc", "lan", "long", "han", "tuan")
)

_BLURRED = "Ảnh Giấy chứng sinh bị mờ ở phần giờ sinh. Anh chị chụp lại giúp phường, chỉ cần một ảnh rõ."
# Which paper is marked is the dossier's own affair: the teller puts in the one that there is.
_ASK = asked.AskSupplement(marks=(Mark("paper", "medical-birth-certificate", "unreadable"),), note=_BLURRED)
_ASK_AGAIN = asked.AskSecondSupplement(
    marks=(Mark("field", "child.home_town", "wrong"),),
    note="Quê quán của trẻ phải theo thỏa thuận của cha mẹ; anh chị ghi lại giúp.",
)
# The teller appoints the second working day after.
_TO_BE_FOUND = datetime.max.replace(tzinfo=ZONE)
_ASK_TO_COME = asked.AskPresence(
    appointed_at=_TO_BE_FOUND,
    note="Chị đến để cán bộ giải thích trách nhiệm khi cam đoan về việc sinh và ký trước mặt cán bộ; mang theo căn cước.",
)
_MARKED = "TUYỆT MẬT\nTrích công văn số 12 kèm theo hồ sơ."
_COPIES = "birth-certificate-copy"


def _t(after_days: int, at: str, by: str, command: Command, **more: Any) -> Turn:
    return Turn(after_days=after_days, at=time.fromisoformat(at), by=by, command=command, **more)


def _just_now(by: str, command: Command) -> Turn:
    return Turn(after_days=0, at=None, by=by, command=command)


def _taken(received: str = "08:40", taken: str = "08:50", by: str = SPECIALIST) -> tuple[Turn, ...]:
    return (_t(0, received, DESK, asked.Receive()), _t(0, taken, by, asked.Take()))


def _to_signature(day: int = 0) -> tuple[Turn, ...]:
    return (
        *_taken(taken="08:55"),
        _t(day, "09:30", SPECIALIST, asked.AskConfirmation()),
        _t(day, "10:10", FILER, asked.Confirm()),
        _t(day, "10:40", SPECIALIST, asked.Forward(to_step="sign")),
    )


def _granted(day: int = 0) -> tuple[Turn, ...]:
    return (*_to_signature(day), _t(day, "14:00", LEADER, asked.Take()), _t(day, "14:20", LEADER, asked.Grant()))


def _story(days_ago: int, filed_at: str, *turns: Turn, by: str = MAI, agency: str = HOME, **more: Any) -> Story:
    return Story(days_ago=days_ago, filed_at=time.fromisoformat(filed_at), by=by, agency=agency, turns=turns, **more)


_OVER = _t(0, "16:10", DESK, asked.HandOverResult())
_ENDED = (
    *(
        _story(days, "07:50", *_granted(), _OVER, by=by)
        for days, by in zip(range(14, 24), (LAN, TUAN, MAI, HOA, LONG, PHUC, BINH, LAN, TUAN, LONG), strict=True)
    ),
    *(
        _story(days, "08:05", *_granted(1), _t(1, "16:30", DESK, asked.HandOverResult(how=how)), by=by)
        for days, by, how in ((9, LONG, "post"), (11, HAN, "counter"), (12, TUAN, "online"))
    ),
    _story(7, "08:00", *_granted(), by=MAI),
    _story(6, "08:00", *_granted(), by=LAN),
    _story(
        8, "09:00",
        _t(0, "10:00", DESK, asked.RefuseReception(note="Cha và mẹ của trẻ đều thường trú tại tỉnh khác. Anh chị nộp tại Ủy ban nhân dân xã nơi cư trú của mẹ.")),
        by=HOA,
    ),
    _story(5, "09:10", _t(0, "09:40", DESK, asked.Receive()), _t(0, "13:30", FILER, asked.Withdraw(note="Gia đình muốn đăng ký ở quê.")), by=HOA),
    _story(
        10, "09:10", _t(0, "09:40", DESK, asked.Receive()),
        _t(1, "08:30", LEADER, asked.Stop(note="Trẻ đã được đăng ký khai sinh tại {neighbour}.")), by=PHUC,
    ),
    _story(
        4, "08:10", *_taken(), _t(1, "10:00", SPECIALIST, asked.Forward(to_step="sign")), _t(1, "13:10", LEADER, asked.Take()),
        _t(2, "09:00", LEADER, asked.Reject(note="Trẻ đã được đăng ký khai sinh trước đó; xem trích lục số 112/2026.")), by=PHUC,
    ),
)  # fmt: skip
_WITH_THE_APPLICANT = (
    _story(2, "08:10", *_taken(), _t(0, "09:20", SPECIALIST, _ASK), by=MAI),
    _story(3, "08:10", _t(0, "08:40", DESK, _ASK), by=BINH),
    _story(
        6, "08:10", *_taken(), _t(0, "09:20", SPECIALIST, _ASK), _t(1, "13:30", FILER, asked.GiveSupplement()),
        _t(1, "14:30", LEADER, _ASK_AGAIN), by=BINH,
    ),
    _story(
        1, "13:10", _t(0, "13:40", DESK, asked.Receive()),
        _t(0, "14:00", DESK, asked.AskPayment(fee=_COPIES, amount_vnd=16_000)), by=HOA,
    ),
    _story(1, "09:30", *_taken("09:50", "10:05", SECOND), _just_now(SECOND, asked.AskConfirmation()), by=MAI),
    # No paper proves this birth, so the mother is asked to come: what she undertakes is explained to her, and she signs.
    _story(
        1, "10:20", *_taken("10:40", "10:55", SECOND),
        _t(0, "14:10", SECOND, _ASK_TO_COME),
        by=HAN, changes={"child.proof": "commitment", "child.born_in": "elsewhere", "child.birth_facility": None},
    ),
    _story(
        4, "10:20", *_taken("10:40", "10:55", SECOND), _t(0, "11:10", SECOND, _ASK_TO_COME),
        _t(2, "09:15", SECOND, asked.RecordPresence()), _t(2, "10:00", SECOND, asked.AskConfirmation()),
        _t(2, "10:30", FILER, asked.Object(note="Tên đệm của cháu viết có dấu ngã, xin sửa lại giúp.")),
        by=LAN, changes={"child.proof": "commitment", "child.born_in": "elsewhere", "child.birth_facility": None},
    ),
)  # fmt: skip
_AT_WORK = (
    _story(3, "08:00", *_to_signature(), by=TUAN),
    _story(1, "08:00", *_to_signature(), by=LONG),
    _story(2, "14:00", *_taken("14:20", "14:40"), _t(0, "15:00", SPECIALIST, _ASK), _t(1, "09:30", FILER, asked.GiveSupplement()), by=PHUC),
    # Registered late: a charge is due besides the copies.
    _story(
        3, "13:10", _t(0, "13:40", DESK, asked.Receive()), _t(0, "14:00", DESK, asked.AskPayment(fee=_COPIES, amount_vnd=24_000)),
        _t(1, "08:20", DESK, asked.RecordPayment(receipt_no="BL-2026-0417")), _t(1, "08:40", SECOND, asked.Take()),
        by=HOA, days_old=75, changes={"fee.exemption": "none"},
    ),
    _story(
        2, "10:30", *_taken("10:50", "11:05", SECOND),
        _t(0, "13:30", SECOND, asked.AskOpinion(agency=NEIGHBOUR, note="Đề nghị xác minh tình trạng đăng ký khai sinh của trẻ tại {neighbour}.")),
        by=PHUC,
    ),
    _story(
        5, "10:30", *_taken("10:50", "11:05", SECOND),
        _t(0, "13:30", SECOND, asked.AskOpinion(agency=NEIGHBOUR, note="Đề nghị xác minh nơi cư trú của mẹ.")),
        _t(1, "09:00", LEADER_THERE, asked.GiveOpinion(note="Đã xác minh: mẹ thường trú tại phường từ năm 2021.")), by=PHUC,
    ),
    # Received by mistake and again, assigned, forwarded, recalled, forwarded once more and sent back: a full control sheet.
    _story(
        2, "08:20", _t(0, "08:30", DESK, asked.Receive()), _t(0, "08:35", DESK, asked.UndoReception(note="Tiếp nhận nhầm hồ sơ.")),
        _t(0, "08:45", DESK, asked.Receive()), _t(0, "08:50", LEADER, asked.Assign(to=SPECIALIST)),
        _t(0, "09:05", SPECIALIST, asked.Open()), _t(0, "09:40", SPECIALIST, asked.Forward(to_step="sign", to=LEADER)),
        _t(0, "09:45", SPECIALIST, asked.Recall()), _t(0, "10:15", SPECIALIST, asked.Forward(to_step="sign", to=LEADER)),
        _t(0, "10:40", LEADER, asked.Open()), _t(0, "11:00", LEADER, asked.SendBack(note="Ghi lại nơi sinh theo Giấy chứng sinh.")),
        by=TUAN,
    ),
    # A remark that bears the mark of a state secret: it is stopped, and the ward's leader sees that it was.
    _story(
        3, "09:30", *_taken("09:50", "10:05"),
        _t(0, "10:20", SPECIALIST, asked.AskOpinion(agency=NEIGHBOUR, note=_MARKED), is_stopped=True), by=BINH,
    ),
    _story(1, "08:20", _t(0, "08:50", DESK, asked.Receive()), _t(0, "09:10", LEADER, asked.Assign(to=SECOND)), by=HOA),
    _story(1, "14:20", _t(0, "15:20", DESK, asked.Receive()), by=PHUC),
    _story(
        4, "08:50", _t(0, "09:20", DESK, asked.Transfer(to_agency=NEIGHBOUR, note="Mẹ của trẻ cư trú tại {neighbour}.")),
        _t(0, "10:00", DESK_THERE, asked.Receive()), by=HOA,
    ),
    _story(3, "08:00", _t(0, "08:30", DESK_THERE, asked.Receive()), _t(0, "08:50", SPECIALIST_THERE, asked.Take()), by=LAN, agency=NEIGHBOUR),
)  # fmt: skip
_TO_RECEIVE = (
    _story(4, "08:30", by=HOA),
    _story(1, "16:10", by=BINH),
    _story(0, "06:40", by=PHUC),
    _story(0, "00:20", by=MAI),
    _story(1, "08:00", by=BINH, agency=NEIGHBOUR),
)
# The teller writes the Word document: the prepared one, and for a further version the same with a sentence more.
_DRAFT = asked.UploadDraft(file="", sha256="")
_TO_SIGN = asked.SubmitForSignature(initials=(SECOND,), signer=LEADER)
_RETURNED = asked.ReturnForCorrection(
    note="Căn cứ pháp lý đã đủ. Ghi thêm số bản chính giao cho gia đình ở cuối dự thảo."
)
_DRAFTED = (
    *_taken(),
    _t(0, "09:10", SPECIALIST, _DRAFT),
    _t(0, "09:15", SPECIALIST, _TO_SIGN),
    _t(0, "09:40", SECOND, asked.OpenForSignature()),
    _t(0, "09:50", SECOND, _RETURNED),
)
_IN_A_ROUND = (
    # Returned once, corrected and initialled: the signature is awaited.
    _story(
        1, "08:05", *_DRAFTED,
        _t(0, "10:10", SPECIALIST, msgspec.structs.replace(_DRAFT, note="Đã thêm số bản chính.")),
        _t(0, "10:15", SPECIALIST, _TO_SIGN), _t(0, "10:30", SECOND, asked.Initial(note="Đã kiểm tra nội dung và thể thức.")),
        _t(0, "13:30", SPECIALIST, asked.AskConfirmation()), _t(0, "14:00", FILER, asked.Confirm()), by=LONG,
    ),
    _story(2, "08:05", *_DRAFTED, by=TUAN),
)  # fmt: skip
# Birth, residence and insurance filed at one go. Of the first two the birth is registered, so the police and Social
# Security have theirs, received or not; of the last nothing is received yet, and the other two wait.
_BORN = (
    *_taken(), _t(0, "09:30", SPECIALIST, asked.Forward(to_step="sign")), _t(0, "14:00", LEADER, asked.Take()),
    _t(0, "14:20", LEADER, asked.Grant()),
)  # fmt: skip
_LINKED = (
    _story(
        1, "07:55", *_BORN, _t(0, "15:10", POLICE, asked.Receive(), part="residence"), by=MAI, procedure=LINKED_BIRTH
    ),
    _story(1, "08:20", *_BORN, _OVER, by=TUAN, procedure=LINKED_BIRTH),
    _story(0, "06:55", by=LAN, procedure=LINKED_BIRTH),
)  # fmt: skip
STORIES: tuple[Story, ...] = (
    *_ENDED,
    *_WITH_THE_APPLICANT,
    *_AT_WORK,
    *_TO_RECEIVE,
    _story(0, "00:05", by=MAI, is_draft=True),
    *_IN_A_ROUND,
    *_LINKED,
)
