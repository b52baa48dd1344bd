"""How figures, months, reasons and classes are called."""

from datetime import date

from django.utils.translation import gettext

from motcua.foundation.interface import formats
from motcua.foundation.text import gettext_noop
from motcua.insight.statistics.types import Figure, Line, Official

FIGURES = {
    Figure.SUBMITTED: gettext_noop("Submitted"),
    Figure.RECEIVED: gettext_noop("Received"),
    Figure.RECEIVED_LATE: gettext_noop("Received late"),
    Figure.RECEIVED_FOR_OTHERS: gettext_noop("Received for other agencies"),
    Figure.REFUSED: gettext_noop("Reception refused"),
    Figure.TAKEN_BACK: gettext_noop("Withdrawn before reception"),
    Figure.EARLY: gettext_noop("Answered early"),
    Figure.ON_TIME: gettext_noop("Answered on time"),
    Figure.LATE: gettext_noop("Answered late"),
    Figure.REJECTED: gettext_noop("Answered with a no"),
    Figure.WITHDRAWN: gettext_noop("Withdrawn"),
    Figure.STOPPED: gettext_noop("Stopped"),
    Figure.TRANSFERRED_IN: gettext_noop("Transferred to this agency"),
    Figure.TRANSFERRED_OUT: gettext_noop("Transferred to another agency"),
    Figure.OPEN_OVERDUE: gettext_noop("Open and overdue"),
}
REASONS = {
    "dossier.reception-undone": gettext_noop("A mistaken reception was undone"),
    "dossier.transferred": gettext_noop("A transfer was recorded late"),
    "dossier.decided": gettext_noop("An answer was recorded late"),
    "dossier.received": gettext_noop("A reception was recorded late"),
    "dossier.withdrawn": gettext_noop("A withdrawal was recorded late"),
    "dossier.stopped": gettext_noop("A stop was recorded late"),
    "dossier.submitted": gettext_noop("A submission was recorded late"),
    "dossier.reception-refused": gettext_noop("A refusal to receive was recorded late"),
}
CLASSES = {
    "early": gettext_noop("Early"),
    "on-time": gettext_noop("On time"),
    "overdue": gettext_noop("Late"),
}
STANDS = {
    Official.RUNNING: gettext_noop("not closed yet"),
    Official.PUBLISHED: gettext_noop("published"),
    Official.UNPUBLISHED: gettext_noop("recorded afterwards"),
}


def month_name(month: date) -> str:
    """`tháng 10/2026`, never parted at the end of a line."""
    return (gettext("month %(month)s") % {"month": f"{month:%m/%Y}"}).replace(" ", formats.NBSP)


def reason(kind: str) -> str:
    """Why a published figure moved, as a sentence without its full stop."""
    return gettext(REASONS.get(kind, gettext_noop("A pause or the end of one was recorded late")))


def figure(which: Figure) -> str:
    """The name of a figure."""
    return gettext(FIGURES[which])


def stands(line: Line) -> str:
    """Whether a month is closed."""
    return gettext(STANDS[line.official])
