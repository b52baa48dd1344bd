"""Windows of a counter for programs: who is at them, and everything that is done there, such as calling the next."""

from http import HTTPStatus
from typing import Annotated, Any, cast, get_args

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from dmr import Headers, Path
from dmr.plugins.msgspec import BodyMsgspec

from motcua.foundation.clock.moments import local_day
from motcua.foundation.machine.doors import CHANGING, door
from motcua.service.counters import commands
from motcua.service.counters.api.tickets import ByAgency, CounterDoor, Once
from motcua.service.counters.queries import days
from motcua.service.counters.queries.matters import agency_of, no_such_counter
from motcua.service.counters.types import commands as asked
from motcua.service.counters.types.commands import Command, DayCommand
from motcua.service.counters.types.day import TicketStatus, WindowStatus

# PostgreSQL keeps no zero byte.
_NO_ZERO = r"^[^\x00]*$"
_NARROWED: dict[str, Any] = {
    "window": Annotated[int, msgspec.Meta(ge=1, le=999, description="The number of your own window.")],
    "seen": Annotated[
        str | None,
        msgspec.Meta(
            description="The ticket's id that you saw there, empty for none: then nothing is done if it is another by now."
        ),
    ],
    "line": Annotated[str, msgspec.Meta(min_length=1, max_length=1, pattern=_NO_ZERO)],
    "code": Annotated[
        str, msgspec.Meta(min_length=1, max_length=10, pattern=_NO_ZERO, description="The ticket's code, such as A012.")
    ],
}
SUMMARIES: dict[type[Command], tuple[str, str]] = {
    asked.OpenWindow: ("openWindow", "Begin, or go on, to call people to a window."),
    asked.PauseWindow: ("pauseWindow", "Call nobody for a while."),
    asked.CloseWindow: ("closeWindow", "Close a window."),
    asked.CallNext: ("callNext", "Call whoever is next; what the window serves is done by that."),
    asked.CallAgain: ("callAgain", "Call the same number again."),
    asked.Serve: ("serveTicket", "Record that the person has come."),
    asked.Finish: ("finishTicket", "Record that it is done; nobody is called yet."),
    asked.Miss: ("missTicket", "Record that nobody came."),
    asked.PassOn: ("passTicketOn", "Pass the person on to another line; they keep their place by the time they came."),
    asked.PutBack: ("putTicketBack", "Let somebody who missed the call wait again."),
}


class WindowNow(msgspec.Struct, frozen=True, kw_only=True):
    """A window: `official` is at it, `ticket` is what it has called or serves; empty, and null, when there is none."""

    window: int
    lines: tuple[str, ...]
    status: WindowStatus
    official: str
    ticket: str
    code: str
    ticket_status: TicketStatus | None


class Windows(msgspec.Struct, frozen=True):
    items: tuple[WindowNow, ...]


class WindowDoor(CounterDoor):
    """The base of doors about a counter's windows."""

    is_abstract = True

    def windows(self, agency: str) -> Windows:
        """Return the windows as they are now. Refuses `no-such-counter`."""
        now = timezone.now()
        agency_of(agency, local_day(now))
        stands = days.standing(agency, now)
        if not stands.place.lines:
            raise no_such_counter()
        items = []
        for one in stands.place.windows:
            state, there = stands.day.window(one.number), stands.day.at_window(one.number)
            items.append(
                WindowNow(
                    window=one.number, lines=tuple(one.lines), status=state.status, official=state.official,
                    ticket=there.id if there else "", code=there.code if there else "",
                    ticket_status=there.status if there else None,
                )
            )  # fmt: skip
        return Windows(items=tuple(items))


class AllWindows(WindowDoor):
    """The windows of a counter."""

    @door("counter.work", Windows, operation="listWindows", fails=(HTTPStatus.NOT_FOUND,))
    def get(self, parsed_path: Path[ByAgency]) -> HttpResponse:
        """List the windows of your agency's counter: who is at them, and whom they serve."""
        return self.answer(self.windows(parsed_path.agency))


def body_of(command: type[Command]) -> type[msgspec.Struct]:
    """Return the shape of an act's body: the command's own fields."""
    fields: list[tuple[Any, ...]] = []
    for field in msgspec.structs.fields(command):
        default = () if field.default is msgspec.NODEFAULT else (field.default,)
        fields.append((field.name, _NARROWED.get(field.name, field.type), *default))
    return msgspec.defstruct(
        command.__name__, cast("Any", fields), frozen=True, kw_only=True, forbid_unknown_fields=True, module=__name__
    )


def act(command: type[Command]) -> type[WindowDoor]:
    """Make the door of one verb."""
    body, (operation, summary) = body_of(command), SUMMARIES[command]

    def post(
        self: WindowDoor,
        parsed_path: Path[ByAgency],
        parsed_headers: Headers[Once],
        parsed_body: BodyMsgspec[body],  # type: ignore[valid-type]
    ) -> HttpResponse:
        agency, now = parsed_path.agency, timezone.now()
        agency_of(agency, local_day(now))
        asked_for = cast("DayCommand", msgspec.convert(msgspec.to_builtins(parsed_body), command))
        commands.act(actor=self.actor, agency=agency, command=asked_for, now=now, key=parsed_headers.idempotency_key)
        return self.answer(self.windows(agency))

    post.__doc__ = summary
    guarded = door(command.POLICY, Windows, operation=operation, fails=CHANGING)(post)
    made = type(f"{command.__name__}Door", (WindowDoor,), {"post": guarded, "__doc__": summary})
    return cast("type[WindowDoor]", made)


ACTS: dict[str, type[WindowDoor]] = {
    str(command.__struct_config__.tag): act(command) for command in get_args(DayCommand)
}
