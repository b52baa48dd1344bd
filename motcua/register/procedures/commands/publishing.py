"""Publishing procedures."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import msgspec
from django.db.backends.utils import CursorWrapper

from motcua.foundation.interface.diacritics import fold
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.writing import StreamEvents, Writing, writing
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.register.procedures.queries.catalogue import Catalogue, read_catalogue
from motcua.register.procedures.rules import body_of, content_of, decide_publication, digest_of, following
from motcua.register.procedures.types import NATIONAL, PUBLISH, ProcedureVersion, VersionPublished, stream_of

STREAMS_AT_ONCE = 100


class Loaded(msgspec.Struct, frozen=True):
    """What a load did: the versions published now, and how many were published before."""

    published: tuple[tuple[str, int], ...]
    known: int


def publish(*, actor: Actor, version: ProcedureVersion, now: datetime, key: str = "", file: str = "") -> bool:
    """
    Publish a version of a procedure, for ever; return whether it was new.

    Publishing the same content again does nothing. `file` names where it was read from, for the refusal. Refuses
    `version-changed`, `version-out-of-order`, `version-begins-too-early`; raises `Denied`.
    """
    authorise(PUBLISH, actor, Matter())
    asked = Key(client=actor.client, command="procedures.publish", key=key, body=body_of(version)) if key else None
    with writing(stream_of(version.code), key=asked) as book:
        if book.replay is not None:
            return False
        return bool(publish_all(book, [(version, file)], actor=actor, now=now))


def load_catalogue(root: Path, *, actor: Actor, now: datetime, city: str) -> Loaded:
    """
    Publish whatever of the city's procedures under `root` (the folder `catalogue`) is not published yet.

    Loading again changes nothing. Raises `CatalogueError` before anything is changed; refuses as `publish` does, and then
    the procedures of the same batch stay unpublished.
    """
    return publish_catalogue(read_catalogue(root, city), actor=actor, now=now)


def publish_catalogue(catalogue: Catalogue, *, actor: Actor, now: datetime) -> Loaded:
    """Publish whatever of a catalogue that was read is not published yet; see `load_catalogue`."""
    authorise(PUBLISH, actor, Matter())
    by_code: dict[str, list[ProcedureVersion]] = {}
    for version in sorted(catalogue.versions, key=lambda one: (one.code, one.version)):
        by_code.setdefault(version.code, []).append(version)
    codes = list(by_code)
    published: list[tuple[str, int]] = []
    for start in range(0, len(codes), STREAMS_AT_ONCE):
        batch = codes[start : start + STREAMS_AT_ONCE]
        with writing(*map(stream_of, batch)) as book:
            versions = [
                (version, catalogue.files[version.code, version.version]) for code in batch for version in by_code[code]
            ]
            published.extend(publish_all(book, versions, actor=actor, now=now))
    return Loaded(published=tuple(published), known=len(catalogue.versions) - len(published))


def publish_all(
    book: Writing, versions: Sequence[tuple[ProcedureVersion, str]], *, actor: Actor, now: datetime
) -> list[tuple[str, int]]:
    """
    Publish within a transaction whatever of these is new; return codes and numbers. Refuses as `publish` does.

    The city's own versions follow those that were taken from the national catalogue before they were written.
    """
    known, taken = _published(book.cursor, {version.code for version, _ in versions})
    events: dict[str, list[VersionPublished]] = {}
    new: list[tuple[ProcedureVersion, VersionPublished, bytes]] = []
    for given, file in versions:
        version = following(given, taken.get(given.code)) if given.national is None else given
        body = body_of(version)
        before = known.setdefault(version.code, [])
        for event in decide_publication(version, digest=digest_of(body), published=tuple(before), file=file):
            before.append(event)
            events.setdefault(version.code, []).append(event)
            new.append((version, event, body))
    if not new:
        return []
    streams = [
        StreamEvents(stream=stream_of(code), expected=book.versions[stream_of(code)], events=events[code])
        for code in events
    ]
    book.append(streams, actor=actor.id, occurred_at=now)
    for version, event, body in new:
        _keep(book.cursor, version, event, body, now)
    return [(version.code, version.version) for version, _, _ in new]


def _published(
    cursor: CursorWrapper, codes: set[str]
) -> tuple[dict[str, list[VersionPublished]], dict[str, VersionPublished]]:
    """Return what is published of these codes, and the last version of each that came from the national catalogue."""
    cursor.execute(
        "SELECT code, version, valid_from, valid_until, digest, origin FROM procedures_version WHERE code = ANY(%s) "
        "ORDER BY code, version",
        [sorted(codes)],
    )
    known: dict[str, list[VersionPublished]] = {}
    taken: dict[str, VersionPublished] = {}
    for code, version, valid_from, valid_until, digest, origin in cursor.fetchall():
        event = VersionPublished(
            code=code, version=version, valid_from=valid_from, valid_until=valid_until, digest=digest
        )
        known.setdefault(code, []).append(event)
        if origin == NATIONAL:
            taken[code] = event
    return known, taken


def _keep(
    cursor: CursorWrapper, version: ProcedureVersion, event: VersionPublished, body: bytes, now: datetime
) -> None:
    words = fold(" ".join((
        version.code, version.name.vi, version.name.en, version.official_name.vi, version.summary.vi, version.summary.en,
        version.sector_name.vi, version.sector_name.en, *version.keywords,
    )))  # fmt: skip
    cursor.execute(
        "INSERT INTO procedures_version (code, version, valid_from, valid_until, digest, body, published_at, name_vi, "
        "name_en, summary_vi, summary_en, sector, sector_vi, sector_en, folded_name, fast_lane, words, "
        "origin, content, offered) "
        "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, to_tsvector('simple', %s), %s, %s, %s)",
        [
            version.code, version.version, version.valid_from, version.valid_until, event.digest, body, now,
            version.name.vi, version.name.en, version.summary.vi, version.summary.en,
            version.sector, version.sector_name.vi, version.sector_name.en, fold(version.name.vi), bool(version.fast_lane), words,
            NATIONAL if version.national else "", content_of(version) if version.national else "", version.is_offered,
        ],
    )  # fmt: skip
