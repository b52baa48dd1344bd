"""Tables of tokens and readings."""

import uuid

from django.db import models


class Token(models.Model):
    """A secret by which a program acts for a person or from a post; only its SHA-256 is kept."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey("agencies.Post", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    name = models.TextField()
    secret_digest = models.BinaryField(max_length=32, unique=True)
    scopes = models.JSONField()
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "access_token"


class LatestReading(models.Model):
    """When the same reading was last recorded, for folding; rows older than that are swept by the next append."""

    pk = models.CompositePrimaryKey("official", "fingerprint")
    official = models.TextField()
    fingerprint = models.BinaryField(max_length=32)
    read_at = models.DateTimeField()

    class Meta:
        db_table = "access_latestreading"


class ReadingRow(models.Model):
    """
    Folded from the ledger: one row per entry and person read about. Nothing else writes it.

    `subject` is empty for a matter without a known person. No foreign keys: it can be rebuilt beside the living table.
    """

    pk = models.CompositePrimaryKey("subject", "read_at", "entry")
    subject = models.TextField()
    read_at = models.DateTimeField()
    entry = models.BigIntegerField()
    official = models.TextField()
    agency = models.TextField()
    post = models.TextField()
    purpose = models.TextField()
    matter = models.TextField()

    class Meta:
        db_table = "access_reading"
        indexes = [
            models.Index(
                fields=["matter", "read_at", "entry"], name="reading_by_matter", condition=~models.Q(matter="")
            )
        ]
