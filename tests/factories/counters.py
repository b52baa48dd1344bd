"""A ward's counter: three windows, three lines."""

from datetime import datetime

from motcua.foundation.forms.words import Text
from motcua.foundation.policy.types import system
from motcua.service.counters import commands
from motcua.service.counters.types.place import Line, Window
from tests.factories.city import NOW, SAI_GON

LINES = (
    Line("A", Text(vi="Hộ tịch", en="Civil status")),
    Line("B", Text(vi="Chứng thực", en="Certification")),
    Line("C", Text(vi="Trả kết quả", en="Results")),
)
WINDOWS = (Window(1, ("A", "B")), Window(2, ("A", "B")), Window(3, ("C",)))


def set_up_counter(agency: str = SAI_GON, *, now: datetime = NOW) -> None:
    commands.set_up(
        actor=system("factory"), agency=agency, lines=LINES, windows=WINDOWS, now=now, key=f"factory/{agency}"
    )
