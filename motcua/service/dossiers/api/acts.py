"""
Every act on a dossier, one address for each verb: its own body, its own policy, its own scope for a token.

The doors are made from the commands themselves, so that a new verb is in the API the day it is in the rules.
"""

from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Annotated, Any, Literal, cast
from uuid import UUID

import msgspec
from django.http import HttpResponse
from django.utils import timezone
from dmr import Headers, Path
from dmr.plugins.msgspec import BodyMsgspec

from motcua.foundation.machine.doors import CHANGING, door
from motcua.foundation.machine.once import OnceAt
from motcua.service.dossiers.api import shapes
from motcua.service.dossiers.api.doors import ETAG, DossierDoor, etag, track_url
from motcua.service.dossiers.api.papers import draft_file, given, holder_of, result_paper
from motcua.service.dossiers.commands import deciding, decision_drafts, supplementing
from motcua.service.dossiers.commands.acting import no_such_dossier, perform
from motcua.service.dossiers.queries import opened, printed, versions
from motcua.service.dossiers.types import commands as asked
from motcua.service.dossiers.types.commands import COMMANDS, Command
from motcua.service.dossiers.types.state import DossierState

_FAILS = (*CHANGING, HTTPStatus.PRECONDITION_FAILED)
# What the clock does itself, and what names files and so has a door of its own.
_NOT_MADE = frozenset({
    asked.LapseConfirmation, asked.Release, asked.DropLinked, asked.GiveSupplement, asked.Grant, asked.UploadDraft,
})  # fmt: skip
_NOTE = msgspec.Meta(max_length=10_000, description="The text that goes with the act. It is kept encrypted.")
_OWED = msgspec.Meta(
    min_length=1, max_length=10_000, description="The reason, which is owed for this act. It is kept encrypted."
)
# Acts whose entry has no place for a text: what was written with them would be lost.
KEEPS_NO_NOTE: frozenset[type[Command]] = frozenset({
    asked.Receive, asked.Assign, asked.Take, asked.Open, asked.Recall, asked.AskPayment, asked.RecordPayment,
    asked.AskConfirmation, asked.RecordPresence, asked.HandOverResult, asked.OpenForSignature, asked.RecallSignature,
})  # fmt: skip
_WORD = Annotated[str, msgspec.Meta(max_length=200)]
_MARKS = Annotated[tuple[shapes.Marking, ...], msgspec.Meta(max_length=500)]
# What a body takes, by the name of the field, where the command itself would take more.
_NARROWED: dict[str, Any] = {
    "marks": _MARKS,
    "to": _WORD,
    "to_step": _WORD,
    "agency": _WORD,
    "to_agency": _WORD,
    "fee": Annotated[str, msgspec.Meta(min_length=1, max_length=100)],
    "amount_vnd": Annotated[int, msgspec.Meta(le=1_000_000_000_000, description="Whole dong.")],
    "receipt_no": _WORD,
    "appointed_at": Annotated[datetime, msgspec.Meta(tz=True, description="With its offset from UTC.")],
    "signer": Annotated[
        str, msgspec.Meta(max_length=200, description="Who signs, by the id that a post's holder has.")
    ],
    "initials": Annotated[
        tuple[Annotated[str, msgspec.Meta(max_length=200)], ...],
        msgspec.Meta(max_length=20, description="Who initials before, in this order; may be empty."),
    ],
    "how": Literal["counter", "online", "post"],
}

SUMMARIES: dict[type[Command], str] = {
    asked.Receive: "Receive a dossier; its time limit begins.",
    asked.RefuseReception: "Refuse to receive it, with the reason.",
    asked.UndoReception: "Take back a reception that was a mistake.",
    asked.AskSupplement: "Ask for what is missing or wrong, once; the clock stands still.",
    asked.AskSecondSupplement: "Ask a second time, by the head of the agency, with the reason.",
    asked.Assign: "Give it to an official of the agency.",
    asked.Take: "Take it oneself.",
    asked.Open: "Open what was handed over; from now on it cannot be recalled.",
    asked.Forward: "Hand it on to the next step.",
    asked.SendBack: "Send it back to an earlier step, with the reason.",
    asked.Recall: "Recall what was handed on, until it is opened.",
    asked.AskOpinion: "Ask another agency for its opinion.",
    asked.GiveOpinion: "Give the opinion that was asked for.",
    asked.AskPayment: "Ask for a payment before work goes on.",
    asked.RecordPayment: "Record a payment at the counter.",
    asked.AskConfirmation: "Ask the applicant to check the draft of the result.",
    asked.Confirm: "Confirm the draft.",
    asked.Object: "Say what is wrong with the draft.",
    asked.AskPresence: "Ask the applicant to come in person.",
    asked.RecordPresence: "Record that the applicant came.",
    asked.Grant: "Grant what was asked for.",
    asked.Reject: "Reject it, with the reason.",
    asked.HandOverResult: "Hand the result over.",
    asked.Withdraw: "Withdraw one's own dossier.",
    asked.Stop: "Stop work on it, with the reason.",
    asked.Transfer: "Send it to the agency that is competent.",
    asked.UploadDraft: "Keep a Word document as the next version of the draft; an open round ends.",
    asked.SubmitForSignature: "Submit the latest draft to those who initial it, and to its signer.",
    asked.OpenForSignature: "Open the draft that was submitted to you; from now on it cannot be recalled.",
    asked.Initial: "Initial the draft, when it is your turn.",
    asked.ReturnForCorrection: "Return the draft to whoever submitted it, with the remark.",
    asked.RecallSignature: "Recall a draft from signature, until somebody in the round opens it.",
}


def verb_of(command: type[Command]) -> str:
    """Return the verb as it stands in addresses, such as `ask-supplement`."""
    return str(command.__struct_config__.tag)


def standing(state: DossierState) -> shapes.Standing:
    """Return where a dossier stands."""
    return shapes.Standing(
        code=state.code, version=state.version, status=state.status, step=state.step,
        due_at=state.computed_due_at or state.reception_due_at, ended_at=state.ended_at,
    )  # fmt: skip


def body_of(command: type[Command]) -> type[msgspec.Struct]:
    """
    Return the shape of an act's body: the command's own fields, as narrow as the office's words are.

    A note is required where one is owed, and not taken where nothing would keep it.
    """
    fields: list[tuple[Any, ...]] = []
    if command.NOTE_REQUIRED:
        fields.append(("note", Annotated[str, _OWED]))
    elif command not in KEEPS_NO_NOTE:
        fields.append(("note", Annotated[str, _NOTE], ""))
    for field in msgspec.structs.fields(command):
        if field.name == "note":
            continue
        default = () if field.default is msgspec.NODEFAULT else (field.default,)
        fields.append((field.name, _NARROWED.get(field.name, field.type), *default))
    return msgspec.defstruct(
        command.__name__, cast("Any", fields), frozen=True, kw_only=True, forbid_unknown_fields=True, module=__name__
    )


def act(command: type[Command]) -> type[DossierDoor]:
    """Make the door of one verb."""
    body = body_of(command)

    def post(
        self: DossierDoor,
        parsed_path: Path[shapes.ByCode],
        parsed_headers: Headers[OnceAt],
        parsed_body: BodyMsgspec[body],  # type: ignore[valid-type]
    ) -> HttpResponse:
        del parsed_path
        state = perform(
            actor=self.actor,
            dossier=self.state.id,
            command=msgspec.convert(msgspec.to_builtins(parsed_body), command),
            key=parsed_headers.idempotency_key,
            now=timezone.now(),
            expected=parsed_headers.expected,
        )
        return self.answer(standing(state), headers=etag(state))

    if not any(field.required for field in msgspec.structs.fields(body)):
        post.__defaults__ = (body(),)  # then an empty request says everything
    post.__doc__ = SUMMARIES[command]
    guarded = door(command.POLICY, shapes.Standing, operation=_operation(command), fails=_FAILS, headers=ETAG)(post)
    made = type(f"{command.__name__}Door", (DossierDoor,), {"post": guarded, "__doc__": SUMMARIES[command]})
    return cast("type[DossierDoor]", made)


def _operation(command: type[Command]) -> str:
    return command.__name__[:1].lower() + command.__name__[1:] + "Dossier"


class Supplement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was asked for: `values` the marked fields by dotted path, `papers` the marked papers."""

    values: dict[str, Any] = {}
    papers: Annotated[tuple[shapes.PaperGiven, ...], msgspec.Meta(max_length=100)] = ()


class GiveSupplement(DossierDoor):
    """Answer a request for a supplement; the clock goes on."""

    @door("dossier.give-supplement", shapes.Standing, operation="giveSupplement", fails=_FAILS, headers=ETAG)
    def post(
        self,
        parsed_path: Path[shapes.ByCode],
        parsed_headers: Headers[OnceAt],
        parsed_body: BodyMsgspec[Supplement],
    ) -> HttpResponse:
        """Answer a request for a supplement: only what was marked; the clock goes on."""
        del parsed_path
        state = supplementing.give(
            actor=self.actor, dossier=self.state.id, values=parsed_body.values,
            papers=given(parsed_body.papers, self.actor)[0], key=parsed_headers.idempotency_key, now=timezone.now(),
            expected=parsed_headers.expected, holder=holder_of(self.actor),
        )  # fmt: skip
        return self.answer(standing(state), headers=etag(state))


class Granted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is granted: `result` names a PDF that you have sent before, the paper that answers the dossier."""

    note: Annotated[str, _NOTE] = ""
    result: Annotated[
        UUID | None,
        msgspec.Meta(
            description="The id of a file that you have sent (PDF, without a password): the result itself. Without it the "
            "system makes the certificate. Signatures are not verified yet, so either is shown as not digitally signed."
        ),
    ] = None


_NOTHING_BESIDES = Granted()


class Grant(DossierDoor):
    """Grant what was asked for."""

    @door("dossier.decide", shapes.Standing, operation="grantDossier", fails=_FAILS, headers=ETAG)
    def post(
        self,
        parsed_path: Path[shapes.ByCode],
        parsed_headers: Headers[OnceAt],
        parsed_body: BodyMsgspec[Granted] = _NOTHING_BESIDES,
    ) -> HttpResponse:
        """Grant what was asked for, by a paper that you have sent or by the one that the system makes."""
        del parsed_path
        once: dict[str, Any] = {
            "actor": self.actor, "dossier": self.state.id, "key": parsed_headers.idempotency_key,
            "now": timezone.now(), "note": parsed_body.note, "expected": parsed_headers.expected,
        }  # fmt: skip
        if parsed_body.result is not None:
            paper = result_paper(parsed_body.result, self.actor)
            state = deciding.grant_with(result=paper, holder=holder_of(self.actor), **once)
        else:
            name = printed.RESULT_NAME.format(code=self.state.code)
            state = deciding.grant(name=name, print_result=partial(self._certificate, once["now"]), **once)
        return self.answer(standing(state), headers=etag(state))

    def _certificate(self, now: datetime) -> bytes:
        view = opened.view(self.state.code, now)
        if view is None:
            raise no_such_dossier()
        version = versions.of(view.state)
        return printed.result(view, version, track_url(self.request, view.state), official="", now=now)


class NextDraft(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`file` is the id of a Word document that you have sent before."""

    file: UUID
    note: Annotated[str, _NOTE] = ""


class UploadDraft(DossierDoor):
    """Keep the next version of the draft."""

    @door("dossier.work", shapes.Standing, operation="uploadDraft", fails=_FAILS, headers=ETAG)
    def post(
        self,
        parsed_path: Path[shapes.ByCode],
        parsed_headers: Headers[OnceAt],
        parsed_body: BodyMsgspec[NextDraft],
    ) -> HttpResponse:
        """Keep a Word document (.docx) that you have sent as the next version; an open round of signature ends."""
        del parsed_path
        state = decision_drafts.take_draft(
            actor=self.actor, dossier=self.state.id, file=draft_file(parsed_body.file, self.actor),
            holder=holder_of(self.actor), note=parsed_body.note, key=parsed_headers.idempotency_key,
            now=timezone.now(), expected=parsed_headers.expected,
        )  # fmt: skip
        return self.answer(standing(state), headers=etag(state))


ACTS: dict[str, type[DossierDoor]] = {
    **{verb_of(command): act(command) for command in COMMANDS if command not in _NOT_MADE},
    verb_of(asked.Grant): Grant,
    verb_of(asked.GiveSupplement): GiveSupplement,
    verb_of(asked.UploadDraft): UploadDraft,
}
