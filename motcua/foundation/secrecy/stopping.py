"""The answer to what is stopped: why, what to do instead, and how to go on if it was no secret."""

from enum import StrEnum

from motcua.foundation.law.citations import Citation
from motcua.foundation.law.refusals import FieldProblem, Refusal, Refused
from motcua.foundation.text import gettext_noop

STATE_SECRET = "state-secret"  # noqa: S105 -- a refusal's code
_LAW = Citation("117-2025-qh15", article="5", clause="2")


class Place(StrEnum):
    """Where the mark was found."""

    FIELD = "field"
    FILE_NAME = "file-name"
    FILE_TEXT = "file-text"
    FILE_DETAILS = "file-details"  # a title, a remark that lies in a picture or PDF beside what it shows


_SAID = {
    Place.FIELD: gettext_noop(
        "This text is marked as a state secret (Mật, Tối mật, Tuyệt mật). It was not taken, and nothing of it is kept here."
        " State secrets never come by this page: hand them over on paper, or through the cipher channel, to the agency's"
        " clerk for secret documents. If it is no secret, leave the mark out, or write it in small letters within a sentence."
    ),
    Place.FILE_NAME: gettext_noop(
        "The file's name says that it is a state secret (Mật, Tối mật, Tuyệt mật). The file was not taken, and nothing of"
        " it is kept here. State secrets never come by this page: hand them over on paper, or through the cipher channel,"
        " to the agency's clerk for secret documents. If it is no secret, give the file another name and send it again."
    ),
    Place.FILE_TEXT: gettext_noop(
        "The text in this file is stamped as a state secret (Mật, Tối mật, Tuyệt mật). The file was not taken, and nothing"
        " of it is kept here. State secrets never come by this page: hand them over on paper, or through the cipher channel,"
        " to the agency's clerk for secret documents. If it is no secret, bring the paper to the one-stop desk."
    ),
    Place.FILE_DETAILS: gettext_noop(
        "The title or a remark inside this file says that it is a state secret (Mật, Tối mật, Tuyệt mật). The file was not"
        " taken, and nothing of it is kept here. State secrets never come by this page: hand them over on paper, or through"
        " the cipher channel, to the agency's clerk for secret documents. If it is no secret, take that title out of the"
        " file and send it again."
    ),
}
_DECLARATION = gettext_noop(
    "A part of this is marked as a state secret and was not taken; nothing of it is kept here. What is named has to be"
    " left out, everything else may stay."
)


class StateSecret(Refused):
    """Raised wherever content comes in. Says where the mark was found, and never what stood there."""

    def __init__(self, place: Place, fields: tuple[FieldProblem, ...], message: str) -> None:
        super().__init__(Refusal(code=STATE_SECRET, message=message, sources=(_LAW,), fields=fields))
        self.place = place


def stopped_file(place: Place) -> StateSecret:
    """Return the refusal of a file: neither its name nor anything of its content is in it."""
    field = "filename" if place is Place.FILE_NAME else "file"
    return StateSecret(place, (FieldProblem(field, STATE_SECRET, _SAID[place]),), _SAID[place])


def stopped_fields(paths: tuple[str, ...]) -> StateSecret:
    """Return the refusal of texts by the paths of their fields."""
    problems = tuple(FieldProblem(path, STATE_SECRET, _SAID[Place.FIELD]) for path in paths)
    return StateSecret(Place.FIELD, problems, _DECLARATION)
