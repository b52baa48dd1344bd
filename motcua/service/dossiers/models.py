"""
The tables of dossiers. Nothing here holds remaining time: it is computed from the time account when it is asked.

`dossiers_dossier.id` is the id of its draft, so that the primary key lets a draft be submitted once for ever.
"""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models.functions import Substr

from motcua.foundation.sealing.keyring import MARK_BYTES
from motcua.service.dossiers.types.state import WAITING


class Draft(models.Model):
    """
    A declaration that is being written. A plain row, not a ledger entry per keystroke; its body is encrypted.

    `owner` writes it. At a counter `counter` is its agency, `person` whoever stands there, `helper` whoever helps them.
    """

    id = models.UUIDField(primary_key=True)
    owner = models.UUIDField()
    procedure = models.TextField()
    procedure_version = models.IntegerField()
    page = models.TextField(default="")
    revision = models.IntegerField(default=0)
    body = models.BinaryField()
    wrapped_key = models.BinaryField()
    counter = models.TextField(db_default="", default="")
    person = models.UUIDField(null=True)
    helper = models.BinaryField(db_default=b"", default=b"")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dossiers_draft"
        indexes: ClassVar = [
            models.Index(
                fields=["owner", "-updated_at"], name="dossiers_draft_mine", condition=models.Q(submitted_at=None)
            ),
            models.Index(
                fields=["counter", "-updated_at"],
                name="dossiers_draft_counter",
                condition=models.Q(submitted_at=None) & ~models.Q(counter=""),
            ),
            # After a rotation this finds what an older key has wrapped.
            models.Index(Substr("wrapped_key", 1, MARK_BYTES), name="dossiers_draft_by_outer_key"),
        ]


class DraftPaper(models.Model):
    """A file put to a paper of a draft (or of an answer to a supplement, whose draft is the dossier's id)."""

    draft = models.UUIDField()
    requirement = models.TextField()
    file = models.UUIDField()
    sha256 = models.TextField()
    added_at = models.DateTimeField()

    class Meta:
        db_table = "dossiers_draft_paper"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["draft", "requirement", "file"], name="dossiers_draft_paper_once")
        ]


class Dossier(models.Model):
    """What lists and searches need of a dossier: of its state only what they ask for, so that a page holds many rows."""

    id = models.UUIDField(primary_key=True)
    version = models.IntegerField()
    code = models.TextField(unique=True)
    status = models.TextField()
    procedure = models.TextField()
    procedure_version = models.IntegerField()
    sector = models.TextField()
    channel = models.TextField()
    agency = models.TextField()
    receiving_agency = models.TextField()
    bundle = models.UUIDField(null=True)
    part = models.TextField(db_default="", default="")
    opinion_agency = models.TextField(default="")
    step = models.TextField(default="")
    holder = models.TextField(default="")
    applicant = models.UUIDField()
    filer = models.UUIDField()
    applicant_name = models.TextField()
    search_vector = SearchVectorField()
    submitted_at = models.DateTimeField()
    reception_due_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    promised_due_at = models.DateTimeField(null=True)
    computed_due_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField()
    waits_until = models.DateTimeField(null=True)
    handed_by = models.TextField(default="", db_default="")
    ended_at = models.DateTimeField(null=True)
    is_open = models.BooleanField(default=True)
    # The server before this column writes no value for it, so the database has one.
    signing_next = models.TextField(db_default="")
    wrapped_key = models.BinaryField()

    class Meta:
        db_table = "dossiers_dossier"
        indexes: ClassVar = [
            # One for each queue: over a shared one PostgreSQL may read past thousands of rows of other queues.
            *(
                models.Index(fields=["agency", "due_at", "id"], name=f"dossiers_{name}", condition=condition)
                for name, condition in {
                    "unassigned": models.Q(is_open=True, holder="", status__in=["received", "in-progress"]),
                    "waiting": models.Q(is_open=True, status__in=[each.value for each in WAITING]),
                }.items()
            ),
            models.Index(fields=["agency", "due_at", "id"], name="dossiers_unit", condition=models.Q(is_open=True)),
            models.Index(fields=["holder", "due_at", "id"], name="dossiers_held", condition=models.Q(is_open=True)),
            models.Index(
                fields=["opinion_agency", "due_at", "id"],
                name="dossiers_asked",
                condition=models.Q(is_open=True) & ~models.Q(opinion_agency=""),
            ),
            models.Index(
                fields=["handed_by", "due_at", "id"],
                name="dossiers_sent",
                condition=models.Q(is_open=True) & ~models.Q(handed_by=""),
            ),
            models.Index(
                fields=["signing_next", "due_at", "id"],
                name="dossiers_to_sign",
                condition=models.Q(is_open=True) & ~models.Q(signing_next=""),
            ),
            models.Index(fields=["waits_until"], name="dossiers_waits", condition=models.Q(waits_until__isnull=False)),
            *(
                models.Index(fields=["receiving_agency", "due_at", "id"], name=f"dossiers_{name}", condition=condition)
                for name, condition in {
                    "awaits_reception": models.Q(is_open=True, status="submitted"),
                    "awaits_handover": models.Q(status__in=["granted", "rejected"]),
                    "for_others": models.Q(is_open=True) & ~models.Q(agency=models.F("receiving_agency")),
                }.items()
            ),
            models.Index(fields=["bundle"], name="dossiers_bundle", condition=models.Q(bundle__isnull=False)),
            models.Index(fields=["applicant", "-submitted_at", "-id"], name="dossiers_of_applicant"),
            models.Index(fields=["filer", "-submitted_at", "-id"], name="dossiers_of_filer"),
            models.Index(fields=["agency", "-submitted_at", "-id"], name="dossiers_of_agency"),
            models.Index(fields=["submitted_at"], name="dossiers_by_submission"),
            # Each word of a name with each agency that has a part, and the half year: how long a search takes depends on
            # half a year of one agency. Written at once, for every search would read through what is put off.
            GinIndex(
                models.Func(
                    models.F("agency"),
                    models.F("receiving_agency"),
                    models.F("opinion_agency"),
                    models.Func(models.F("submitted_at"), function="dossiers_half_year"),
                    models.F("search_vector"),
                    function="dossiers_words",
                ),
                name="dossiers_by_words",
                fastupdate=False,
            ),
            models.Index(Substr("wrapped_key", 1, MARK_BYTES), name="dossiers_by_outer_key"),
        ]


class FoldedState(models.Model):
    """
    What a dossier is now: its state, folded from its entries.

    It lies apart from the row that lists read, being four times as long, and is written in one statement with it. That
    statement is what holds the two together, so no constraint is checked beside it.
    """

    dossier = models.OneToOneField(Dossier, primary_key=True, on_delete=models.PROTECT, db_constraint=False)
    state = models.BinaryField()

    class Meta:
        db_table = "dossiers_state"


class Content(models.Model):
    """
    A text of a dossier, encrypted with its key: a version of the declaration, a reason, a question.

    The entry that brought it holds the HMAC of its bytes under `salt`; erasing the dossier drops the salt with the key.
    """

    id = models.UUIDField(primary_key=True)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT)
    kind = models.TextField()
    body = models.BinaryField()
    salt = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "dossiers_content"


class Paper(models.Model):
    """A paper of a dossier; `replaced_at` tells when a supplement put another in its place."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT)
    requirement = models.TextField()
    file = models.UUIDField()
    sha256 = models.TextField()
    kind = models.TextField(default="paper")
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "dossiers_paper"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["dossier", "requirement", "file"], name="dossiers_paper_once")
        ]


class FailedLookup(models.Model):
    """How often codes or secrets were not found from one address in a window; the address is kept as a keyed hash."""

    whose = models.BinaryField()
    window_began = models.DateTimeField()
    failures = models.IntegerField()

    class Meta:
        db_table = "dossiers_failed_lookup"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["whose", "window_began"], name="dossiers_failed_lookup_once")
        ]


class Phrase(models.Model):
    """A text that an official keeps for one act; theirs alone, and without personal data as the form asks."""

    id = models.UUIDField(primary_key=True)
    owner = models.UUIDField()
    act = models.TextField()
    title = models.TextField()
    text = models.TextField()
    place = models.IntegerField()
    salt = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "dossiers_phrase"
        indexes: ClassVar = [models.Index(fields=["owner", "act", "place", "id"], name="dossiers_phrase_of_owner")]


class SavedFilter(models.Model):
    """A queue narrowed down, under a name of the official's own; `narrowing` is the struct as JSON."""

    id = models.UUIDField(primary_key=True)
    owner = models.UUIDField()
    name = models.TextField()
    queue = models.TextField()
    narrowing = models.BinaryField()
    salt = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        db_table = "dossiers_saved_filter"
        indexes: ClassVar = [models.Index(fields=["owner", "name", "id"], name="dossiers_filter_of_owner")]
