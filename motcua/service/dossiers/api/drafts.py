"""Drafts for machines: begun, kept, resumed, with their papers, thrown away, submitted."""

from collections.abc import Callable
from datetime import datetime
from http import HTTPStatus
from typing import Annotated, Any, ClassVar
from uuid import UUID

import msgspec
from django.http import HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from dmr import Headers, Path, Query
from dmr.plugins.msgspec import BodyMsgspec
from dmr.renderers import FileRenderer

from motcua.foundation.clock.moments import local_day
from motcua.foundation.files import doors as files
from motcua.foundation.files.types import NoSuchFile
from motcua.foundation.interface import keyset
from motcua.foundation.law.refusals import FieldProblem, Refused, refuse
from motcua.foundation.ledger.types import Conflict
from motcua.foundation.machine.doors import CHANGING, Door, door
from motcua.foundation.machine.once import AtVersion, Once, OnceAt
from motcua.foundation.machine.paging import Listed, PageQuery, listed, moment_key
from motcua.foundation.policy import registry
from motcua.foundation.policy.decide import in_scope
from motcua.foundation.policy.types import Denied, Matter
from motcua.foundation.text import gettext_noop
from motcua.register.procedures import queries as procedures
from motcua.register.procedures.types import ProcedureVersion
from motcua.service.dossiers.api import shapes
from motcua.service.dossiers.api.filing import dossier_id, submitted
from motcua.service.dossiers.api.papers import given, holder_of
from motcua.service.dossiers.commands import drafts as commands
from motcua.service.dossiers.commands.beginning import begin
from motcua.service.dossiers.commands.submitting import submit_draft
from motcua.service.dossiers.queries import drafts
from motcua.service.dossiers.types.drafts import DraftView

ETAG = {"ETag": "The draft's revision, for `If-Match`."}
LINK = {"Link": "The pages around, `next` and `prev`."}
_FAILS = (*CHANGING, HTTPStatus.PRECONDITION_FAILED)


class ByDraft(msgspec.Struct, frozen=True):
    draft: UUID


class ByDraftFile(ByDraft, frozen=True):
    file: UUID


class Begun(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which procedure a draft is of; without `procedure_version` the one that is valid today."""

    procedure: Annotated[str, msgspec.Meta(max_length=40, pattern=shapes.NO_ZERO)]
    procedure_version: Annotated[int, msgspec.Meta(ge=1, le=1_000_000)] | None = None


class Kept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is declared so far. It may be incomplete or wrong; submitting checks it. `page` is where to go on."""

    declaration: dict[str, Any]
    page: Annotated[str, msgspec.Meta(max_length=100)] = ""


class ForPaper(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which paper of the procedure a file is."""

    requirement: Annotated[str, msgspec.Meta(min_length=1, max_length=100)]


class DraftPaper(msgspec.Struct, frozen=True):
    requirement: str
    file: str


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """
    A draft of yours, or of your counter: then `counter` is its agency and `helper` says who helps whoever stands there.

    A submitted one is empty; its id is the dossier's.
    """

    id: str
    revision: int
    procedure: str
    procedure_version: int
    page: str
    declaration: dict[str, Any]
    papers: tuple[DraftPaper, ...]
    updated_at: datetime
    submitted_at: datetime | None
    counter: str = ""
    helper: str = ""


class Sent(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`receive`: the counter where the draft was written receives the dossier at once. Only for a counter's draft."""

    receive: bool = False


_SENT = Sent()


class DraftLine(msgspec.Struct, frozen=True, kw_only=True):
    """A draft in the list of what is not sent yet."""

    id: str
    procedure: str
    procedure_version: int
    page: str
    updated_at: datetime


def shown(view: DraftView) -> Draft:
    """Return a draft as the API shows it."""
    return Draft(
        id=view.id, revision=view.revision, procedure=view.procedure, procedure_version=view.procedure_version,
        page=view.page, declaration=view.values, updated_at=view.updated_at, submitted_at=view.submitted_at,
        papers=tuple(DraftPaper(each.requirement, each.file) for each in view.papers), counter=view.counter,
        helper=view.helper,
    )  # fmt: skip


def no_such_draft() -> Refused:
    """Refuse a draft that is none, or somebody else's: both alike."""
    return refuse("no-such-draft", gettext_noop("There is no such draft. Look among your dossiers."))


def another_request() -> Refused:
    """Refuse a key that was used for something else."""
    return refuse(
        "key-of-another-request",
        gettext_noop("This request key was already used for another request. Nothing was changed. Send the "
                     "request again with a new key."),
    )  # fmt: skip


def version_of(code: str, number: int | None, now: datetime) -> ProcedureVersion:
    """Return the version that is named, else the one that is valid today."""
    return procedures.published(code, local_day(now)) if number is None else procedures.version(code, number)


def draft_list(
    door: Door, query: Callable[..., tuple[drafts.DraftRow, ...]], whose: str, asked: PageQuery
) -> HttpResponse:
    """Answer with a page of the drafts of a person or of a counter."""
    at = keyset.decode(asked.at)
    rows = query(whose, after=moment_key(at), backward=at is not None and at.backward, limit=asked.limit + 1)
    body, headers = listed(door.request, rows, query=asked, key=lambda row: (row.updated_at, row.id), item=_line)
    return door.answer(body, headers=headers)


def _line(row: drafts.DraftRow) -> DraftLine:
    return DraftLine(
        id=row.id, procedure=row.procedure, procedure_version=row.procedure_version, page=row.page,
        updated_at=row.updated_at,
    )  # fmt: skip


def begun(door: Door, draft: str, procedure: str, person: str = "") -> HttpResponse:
    """Answer with a draft that was begun; refuse a key that began another, for another procedure or `person`."""
    view = open_draft(draft)
    if view.procedure != procedure or (person and view.person != person):
        raise another_request()
    address = door.request.build_absolute_uri(reverse("api:draft", args=[view.id]))
    return door.answer(shown(view), status=HTTPStatus.CREATED, headers={"Location": address, **etag(view)})


class Drafts(Door):
    """Drafts."""

    @door("dossier.mine", Listed[DraftLine], operation="listDrafts", headers=LINK)
    def get(self, parsed_query: Query[PageQuery]) -> HttpResponse:
        """List what you have begun and not sent yet, the latest first."""
        return draft_list(self, drafts.drafts_of, self.actor.person, parsed_query)

    @door(
        "dossier.submit", Draft, operation="beginDraft", status=HTTPStatus.CREATED, fails=CHANGING,
        headers={"Location": "The draft's address.", **ETAG},
    )  # fmt: skip
    def post(self, parsed_headers: Headers[Once], parsed_body: BodyMsgspec[Begun]) -> HttpResponse:
        """Begin a draft, filled with what the city knows of you. The same key begins it once."""
        now, body = timezone.now(), parsed_body
        version = version_of(body.procedure, body.procedure_version, now)
        wanted = dossier_id(self.actor, f"draft/{parsed_headers.idempotency_key}")
        return begun(self, begin(actor=self.actor, version=version, now=now, draft=wanted), version.code)


class DraftDoor(Door):
    """The base of doors about one draft."""

    is_abstract: ClassVar[bool] = True

    def matter(self) -> Matter:
        """Return the draft as a matter."""
        return drafts.matter(str(self.kwargs["draft"]))

    def denied(self, error: Denied) -> Exception:
        """Tell nobody of somebody else's draft; a token that lacks the scope is told that in any case."""
        if not error.signed_in or not in_scope(registry.row(error.policy), self.actor):
            return error
        return no_such_draft()

    @property
    def view(self) -> DraftView:
        """The draft in the address."""
        return open_draft(str(self.kwargs["draft"]))


class OneDraft(DraftDoor):
    """One draft."""

    @door("dossier.draft", Draft, operation="readDraft", fails=(HTTPStatus.NOT_FOUND,), headers=ETAG)
    def get(self, parsed_path: Path[ByDraft]) -> HttpResponse:
        """Read a draft, to go on with it."""
        del parsed_path
        view = self.view
        return self.answer(shown(view), headers=etag(view))

    @door("dossier.draft", Draft, operation="saveDraft", fails=_FAILS, headers=ETAG)
    def put(
        self, parsed_path: Path[ByDraft], parsed_headers: Headers[AtVersion], parsed_body: BodyMsgspec[Kept]
    ) -> HttpResponse:
        """Keep what is declared so far, in place of what was kept before."""
        del parsed_path
        commands.save(
            actor=self.actor, draft=self.view, values=parsed_body.declaration, page=parsed_body.page,
            now=timezone.now(), revision=parsed_headers.expected,
        )  # fmt: skip
        view = self.view
        return self.answer(shown(view), headers=etag(view))

    @door("dossier.draft", None, operation="discardDraft", status=HTTPStatus.NO_CONTENT, fails=CHANGING)
    def delete(self, parsed_path: Path[ByDraft]) -> HttpResponse:
        """Throw a draft away, with its files; nothing of it can be read again."""
        del parsed_path
        commands.discard(actor=self.actor, draft=self.view)
        return self.nothing()


class PaperOfDraft(DraftDoor):
    """One paper of a draft."""

    @door("dossier.draft", Draft, operation="addDraftPaper", fails=CHANGING, headers=ETAG)
    def put(self, parsed_path: Path[ByDraftFile], parsed_body: BodyMsgspec[ForPaper]) -> HttpResponse:
        """Put a file that you have sent to a paper of the draft."""
        paper = shapes.PaperGiven(requirement=parsed_body.requirement, file=parsed_path.file)
        view = self.view
        if not any(each.file == str(paper.file) for each in view.papers):
            ((ref,), _) = given([paper], self.actor)
            commands.take_paper(
                actor=self.actor, draft=view, paper=ref, holder=holder_of(self.actor), now=timezone.now()
            )
        view = self.view
        return self.answer(shown(view), headers=etag(view))

    @door("dossier.draft", None, operation="removeDraftPaper", status=HTTPStatus.NO_CONTENT, fails=CHANGING)
    def delete(self, parsed_path: Path[ByDraftFile]) -> HttpResponse:
        """Take a file off the draft."""
        commands.remove_paper(actor=self.actor, draft=self.view, file=str(parsed_path.file))
        return self.nothing()


class PaperContent(DraftDoor):
    """The bytes of a paper of a draft."""

    renderers = (FileRenderer(),)

    @door("dossier.draft", bytes, operation="downloadDraftPaper", fails=(HTTPStatus.NOT_FOUND,))
    def get(self, parsed_path: Path[ByDraftFile]) -> HttpResponseBase:
        """Download a paper of a draft, as a colleague at the counter does who goes on with it."""
        try:
            return files.download(self.request, parsed_path.file, commands.holder_of(self.view.id), attachment=True)
        except NoSuchFile as error:
            raise refuse("no-such-file", gettext_noop("There is no such paper with this draft.")) from error


class Sending(DraftDoor):
    """A draft becomes a dossier."""

    @door(
        "dossier.draft", shapes.Submitted, operation="submitDraft", status=HTTPStatus.CREATED, fails=_FAILS,
        headers={"Location": "The dossier's address."},
    )  # fmt: skip
    def post(
        self, parsed_path: Path[ByDraft], parsed_headers: Headers[OnceAt], parsed_body: BodyMsgspec[Sent] = _SENT
    ) -> HttpResponse:
        """
        Submit what the draft holds; its id becomes the dossier's.

        Needs the scope `dossier.submit` besides, for a counter's draft `dossier.file-at-counter`, and `dossier.receive` to
        receive it at once.
        """
        del parsed_path
        view, expected = self.view, parsed_headers.expected
        if parsed_body.receive and not view.counter:
            message = gettext_noop("Only what was written at a counter is received at once.")
            raise refuse("not-at-counter", message, fields=(FieldProblem("receive", "not-at-counter", message),))
        if expected is not None and expected != view.revision:
            raise Conflict(commands.holder_of(view.id), expected, view.revision)
        state = submit_draft(
            actor=self.actor, draft=view, key=parsed_headers.idempotency_key, now=timezone.now(),
            receive_now=parsed_body.receive,
        )  # fmt: skip
        return submitted(self, state)


def open_draft(draft: str) -> DraftView:
    """Return the draft. Refuses `no-such-draft`."""
    view = drafts.draft(draft)
    if view is None:
        raise no_such_draft()
    return view


def etag(view: DraftView) -> dict[str, str]:
    """Return the header that names the revision of a draft."""
    return {"ETag": f'"{view.revision}"'}
