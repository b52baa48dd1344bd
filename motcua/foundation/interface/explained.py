"""The sentences of a clock's explanation in the language of the page."""

from django.utils.translation import get_language, gettext

from motcua.foundation.clock.lines import Line
from motcua.foundation.interface import formats


def line_text(line: Line) -> str:
    """Translate one line and fill it, each kind of value in its own form."""
    english = (get_language() or "vi").startswith("en")
    values: dict[str, object] = {
        **{name: formats.moment(at) for name, at in line.moments.items()},
        **{name: formats.long_date(on) for name, on in line.days.items()},
        **{name: formats.working_time(minutes) for name, minutes in line.minutes.items()},
        **{name: formats.number(amount, 2) for name, amount in line.amounts.items()},
        **{name: gettext(msgid) for name, msgid in line.msgids.items()},
        **{name: (title.en if english else "") or title.vi for name, title in line.titles.items()},
        **line.codes,
    }
    text = gettext(line.message) % values if values else gettext(line.message)
    return text[:1].upper() + text[1:]
