"""What an official has at hand for machines: colleagues by their ids, phrases and filters of one's own."""

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

import msgspec
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from dmr import Headers, Path
from dmr.plugins.msgspec import BodyMsgspec

from motcua.foundation.forms.words import Text
from motcua.foundation.machine.doors import CHANGING, Door, door
from motcua.foundation.machine.once import Once
from motcua.foundation.policy.types import Role
from motcua.register.agencies import queries as agencies
from motcua.register.people import queries as people
from motcua.register.people.types import PersonId
from motcua.service.dossiers.api.acts import KEEPS_NO_NOTE, verb_of
from motcua.service.dossiers.api.filing import dossier_id
from motcua.service.dossiers.api.shapes import NO_ZERO
from motcua.service.dossiers.commands import keeping
from motcua.service.dossiers.queries import desk
from motcua.service.dossiers.rules.keeping import LONGEST_NAME, LONGEST_TEXT
from motcua.service.dossiers.types.commands import COMMANDS
from motcua.service.dossiers.types.keeping import Phrase, SavedFilter
from motcua.service.dossiers.types.queues import Due, Narrowing, Queue
from motcua.service.dossiers.types.state import Channel

_NOTED = "|".join(sorted(verb_of(command) for command in COMMANDS if command not in KEEPS_NO_NOTE))
_NAME = Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_NAME, pattern=NO_ZERO)]
_WORD = Annotated[str, msgspec.Meta(max_length=100)]


class Colleague(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds a post of the agency. `id` is what acts take (`to`, `signer`, `initials`); `sectors` empty: all."""

    id: str
    full_name: str
    post: str
    title: Text
    unit: str
    roles: tuple[Role, ...]
    sectors: tuple[str, ...]


class Colleagues(msgspec.Struct, frozen=True):
    items: tuple[Colleague, ...]


class Officials(Door):
    """The officials of the agency."""

    @door("dossier.queue", Colleagues, operation="listOfficials")
    def get(self) -> HttpResponse:
        """List who holds a post of your agency today, with the id that acts name them by; one line for each post."""
        held = agencies.officials_of(self.actor.agency, timezone.now())
        names = people.people({PersonId(each.official) for each in held})
        return self.answer(
            Colleagues(
                items=tuple(
                    Colleague(
                        id=each.official, full_name=names[PersonId(each.official)].full_name, post=each.post.id,
                        title=each.post.title, unit=each.post.unit, roles=tuple(sorted(each.roles)),
                        sectors=tuple(sorted(each.sectors)),
                    )
                    for each in held
                    if PersonId(each.official) in names
                )
            )
        )  # fmt: skip


class PhraseText(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A text for one act, such as the reason of a refusal; `act` is its verb."""

    act: Annotated[str, msgspec.Meta(pattern=f"^({_NOTED})$")]
    title: _NAME
    text: Annotated[str, msgspec.Meta(min_length=1, max_length=LONGEST_TEXT, pattern=NO_ZERO)]


class Phrases(msgspec.Struct, frozen=True):
    items: tuple[Phrase, ...]


class ByPhrase(msgspec.Struct, frozen=True):
    phrase: UUID


class OwnPhrases(Door):
    """Phrases of one's own."""

    @door("dossier.keep-own", Phrases, operation="listPhrases")
    def get(self) -> HttpResponse:
        """List your own phrases, by act and in your order."""
        return self.answer(Phrases(items=desk.phrases_of(self.actor.person)))


class OnePhrase(Door):
    """One phrase."""

    @door("dossier.keep-own", Phrase, operation="keepPhrase", fails=CHANGING)
    def put(
        self, parsed_path: Path[ByPhrase], parsed_headers: Headers[Once], parsed_body: BodyMsgspec[PhraseText]
    ) -> HttpResponse:
        """Keep a phrase of your own under an id that you choose, new or in place of what it said."""
        body = parsed_body
        phrase = Phrase(id=str(parsed_path.phrase), act=body.act, title=body.title.strip(), text=body.text.strip())
        keeping.keep_phrase(actor=self.actor, phrase=phrase, key=parsed_headers.idempotency_key, now=timezone.now())
        return self.answer(phrase)

    @door("dossier.keep-own", None, operation="removePhrase", status=HTTPStatus.NO_CONTENT, fails=CHANGING)
    def delete(self, parsed_path: Path[ByPhrase], parsed_headers: Headers[Once]) -> HttpResponse:
        """Remove a phrase; one that is not there any more has been removed."""
        keeping.remove_phrase(
            actor=self.actor, phrase=str(parsed_path.phrase), key=parsed_headers.idempotency_key, now=timezone.now()
        )
        return self.nothing()


class PhraseUp(Door):
    """The order of phrases."""

    @door("dossier.keep-own", Phrases, operation="movePhraseUp", fails=CHANGING)
    def post(self, parsed_path: Path[ByPhrase], parsed_headers: Headers[Once]) -> HttpResponse:
        """Put a phrase one place up among those of its act."""
        keeping.move_phrase(
            actor=self.actor, phrase=str(parsed_path.phrase), key=parsed_headers.idempotency_key, now=timezone.now()
        )
        return self.answer(Phrases(items=desk.phrases_of(self.actor.person)))


class FilterKept(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A queue narrowed down as `listQueue` takes it, under a name of your own."""

    name: _NAME
    queue: Queue
    procedure: _WORD = ""
    channel: Channel | None = None
    due: Due | None = None
    holder: _WORD = ""
    q: _WORD = ""


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """A filter of your own."""

    id: str
    name: str
    queue: Queue
    procedure: str
    channel: str
    due: str
    holder: str
    q: str


class Filters(msgspec.Struct, frozen=True):
    items: tuple[Filter, ...]


class ByFilter(msgspec.Struct, frozen=True):
    filter: UUID


def _shown(found: SavedFilter) -> Filter:
    one = found.narrowing
    return Filter(
        id=found.id, name=found.name, queue=found.queue, procedure=one.procedure, channel=one.channel, due=one.due,
        holder=one.holder, q=one.text,
    )  # fmt: skip


class OwnFilters(Door):
    """Filters of one's own."""

    @door("dossier.keep-own", Filters, operation="listFilters")
    def get(self) -> HttpResponse:
        """List your own filters, by name."""
        return self.answer(Filters(items=tuple(_shown(each) for each in desk.filters_of(self.actor.person))))

    @door(
        "dossier.keep-own", Filter, operation="keepFilter", status=HTTPStatus.CREATED, fails=CHANGING,
        headers={"Location": "The filter's address."},
    )  # fmt: skip
    def post(self, parsed_headers: Headers[Once], parsed_body: BodyMsgspec[FilterKept]) -> HttpResponse:
        """Keep a filter of your own under its name."""
        body, key = parsed_body, parsed_headers.idempotency_key
        found = SavedFilter(
            id=dossier_id(self.actor, f"filter/{key}"), name=body.name.strip(), queue=body.queue,
            narrowing=Narrowing(
                procedure=body.procedure, channel=body.channel.value if body.channel else "",
                due=body.due.value if body.due else "", holder=body.holder, text=body.q,
            ),
        )  # fmt: skip
        keeping.keep_filter(actor=self.actor, found=found, key=key, now=timezone.now())
        address = self.request.build_absolute_uri(reverse("api:filter", args=[found.id]))
        return self.answer(_shown(found), status=HTTPStatus.CREATED, headers={"Location": address})


class OneFilter(Door):
    """One filter."""

    @door("dossier.keep-own", None, operation="removeFilter", status=HTTPStatus.NO_CONTENT, fails=CHANGING)
    def delete(self, parsed_path: Path[ByFilter], parsed_headers: Headers[Once]) -> HttpResponse:
        """Remove a filter; one that is not there any more has been removed."""
        keeping.remove_filter(
            actor=self.actor, found=str(parsed_path.filter), key=parsed_headers.idempotency_key, now=timezone.now()
        )
        return self.nothing()
