"""The queues of the desk and their names, in the order of the day."""

from enum import StrEnum

from motcua.foundation.text import gettext_noop


class Queue(StrEnum):
    """The queues of the desk."""

    TO_RECEIVE = "to-receive"
    MINE = "mine"
    UNIT = "unit"
    UNASSIGNED = "unassigned"
    DUE_TODAY = "due-today"
    OVERDUE = "overdue"
    WAITING = "waiting"
    ASKED_OF_US = "asked-of-us"
    TO_HAND_OVER = "to-hand-over"
    FOR_OTHERS = "for-others"


OWN: dict[Queue, str] = {
    Queue.TO_RECEIVE: gettext_noop("To receive"),
    Queue.MINE: gettext_noop("Mine"),
    Queue.DUE_TODAY: gettext_noop("Due today"),
    Queue.OVERDUE: gettext_noop("Overdue"),
    Queue.WAITING: gettext_noop("Waiting for others"),
    Queue.TO_HAND_OVER: gettext_noop("To hand over"),
}
OF_THE_UNIT: dict[Queue, str] = {
    Queue.UNIT: gettext_noop("All of the unit"),
    Queue.UNASSIGNED: gettext_noop("Nobody works on it yet"),
    Queue.ASKED_OF_US: gettext_noop("Asked of us"),
    Queue.FOR_OTHERS: gettext_noop("Received for other agencies"),
}
NAMES: dict[Queue, str] = {**OWN, **OF_THE_UNIT}
