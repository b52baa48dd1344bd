"""When a version may be published: once, unchanged for ever."""

import hashlib

import msgspec

from motcua.foundation.law.citations import HouseRule, house_rule
from motcua.foundation.law.refusals import refuse
from motcua.foundation.text import gettext_noop
from motcua.register.procedures.types import ProcedureVersion, VersionPublished

IMMUTABLE = HouseRule("A published version never changes: dossiers that were filed under it rest on it.")


@house_rule("The body of a version is its JSON with sorted keys, so that equal content has equal bytes.")
def body_of(version: ProcedureVersion) -> bytes:
    """Return the bytes that are stored for a version."""
    return msgspec.json.encode(version, order="sorted")


@house_rule("Two versions are the same when the SHA-256 of their bodies is.")
def digest_of(body: bytes) -> str:
    """Return the SHA-256 of a body, in hexadecimal."""
    return hashlib.sha256(body).hexdigest()


@house_rule("A published version never changes, and a new one begins no earlier than the one before it.")
def decide_publication(
    version: ProcedureVersion, *, digest: str, published: tuple[VersionPublished, ...], file: str = ""
) -> tuple[VersionPublished, ...]:
    """
    Return the event that publishes `version`, or none when exactly this was published before.

    `file` is where the version was read from, so that a refusal can name it. Refuses `version-changed`,
    `version-out-of-order` and `version-begins-too-early`.
    """
    known = next((one for one in published if one.version == version.version), None)
    if known is not None:
        if known.digest == digest:
            return ()
        raise refuse(
            "version-changed",
            gettext_noop(
                "Version %(version)d of %(procedure)s is published and cannot change, but %(file)s, or a file that it takes "
                "something from, differs from it. Undo the change there, and make it in v%(next)d.yaml beside it, with "
                "`version: %(next)d`."
            ),
            IMMUTABLE,
            procedure=version.code,
            version=version.version,
            file=file or f"{version.code}/v{version.version}.yaml",
            next=max(one.version for one in published) + 1,
        )
    last = max(published, key=lambda one: one.version, default=None)
    if last is not None and version.version != last.version + 1:
        raise refuse(
            "version-out-of-order",
            gettext_noop("Version %(version)d of %(procedure)s cannot follow version %(last)d. Number it %(next)d."),
            procedure=version.code,
            version=version.version,
            last=last.version,
            next=last.version + 1,
        )
    if last is None and version.version != 1:
        raise refuse(
            "version-out-of-order",
            gettext_noop("The first version of %(procedure)s must be number 1, not %(version)d."),
            procedure=version.code,
            version=version.version,
        )
    if last is not None and version.valid_from < last.valid_from:
        raise refuse(
            "version-begins-too-early",
            gettext_noop("Version %(version)d of %(procedure)s cannot begin before version %(last)d does, on %(day)s."),
            procedure=version.code,
            version=version.version,
            last=last.version,
            day=last.valid_from.isoformat(),
        )
    return (
        VersionPublished(
            code=version.code,
            version=version.version,
            valid_from=version.valid_from,
            valid_until=version.valid_until,
            digest=digest,
        ),
    )


@house_rule("The city's own versions follow whatever was taken from the national catalogue before somebody wrote them.")
def following(version: ProcedureVersion, taken: VersionPublished | None) -> ProcedureVersion:
    """
    Return a version of the city's own catalogue as it is published after `taken`, the last imported one (None: there is none).

    Its number in the file counts from there on. Nothing is imported any more of a procedure that the city has written, so
    this is the same whenever it is asked.
    """
    if taken is None:
        return version
    number = version.version + taken.version
    form = msgspec.structs.replace(version.declaration, code=f"{version.code}.v{number}")
    begins = max(version.valid_from, taken.valid_from)
    return msgspec.structs.replace(version, version=number, valid_from=begins, declaration=form)
