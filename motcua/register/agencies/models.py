"""Tables of agencies and their dated facts. Exclusion constraints (no overlapping periods) are in the migrations."""

import uuid

from django.db import models
from django.db.models import F, Q

from motcua.register.agencies.types import AgencyKind, Share


class Agency(models.Model):
    """A code, given once and for ever."""

    code = models.TextField(primary_key=True)
    record_digest = models.BinaryField(
        max_length=32
    )  # of the catalogue's record, so that loading twice changes nothing

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agency_code_is_well_formed", condition=Q(code__regex=r"^[A-Z][0-9]{2}(\.[0-9]+){0,3}$")
            )
        ]


class Term(models.Model):
    """What an agency is, from a day to before another. Terms of one agency do not overlap (migration 0002)."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="terms", db_index=False)
    kind = models.TextField(choices=[(kind.value, kind.value) for kind in AgencyKind])
    name_vi = models.TextField()
    name_en = models.TextField(blank=True)
    area_vi = models.TextField()
    area_en = models.TextField(blank=True)
    gso = models.TextField(blank=True)
    parent = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    source = models.TextField(blank=True)
    unverified = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "valid_from"], name="agency_term_by_day"),
            models.Index(fields=["gso"], name="agency_term_by_gso", condition=~Q(gso="")),
        ]
        constraints = [
            models.CheckConstraint(
                name="agency_term_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
            models.CheckConstraint(
                name="agency_term_kind_is_known", condition=Q(kind__in=[kind.value for kind in AgencyKind])
            ),
        ]


class Succession(models.Model):
    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    share = models.TextField(choices=[(share.value, share.value) for share in Share])
    on = models.DateField()
    source = models.TextField(blank=True)
    unverified = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor", "on"], name="agency_succession_once"),
            models.CheckConstraint(
                name="agency_succession_share_is_known", condition=Q(share__in=[share.value for share in Share])
            ),
            models.CheckConstraint(name="agency_never_follows_itself", condition=~Q(predecessor=F("successor"))),
        ]


class Post(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    unit = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    title_vi = models.TextField()
    title_en = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "title_vi", "id"], name="post_by_agency")]


class Holding(models.Model):
    """Who fills a post, from a moment to before another. Holdings of one post do not overlap (migration 0002)."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings", db_index=False)
    official = models.UUIDField()  # a person; the room of people is to the right of this one
    roles = models.JSONField()
    sectors = models.JSONField()
    held_from = models.DateTimeField()
    held_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["official", "held_from"], name="holding_by_official"),
            models.Index(fields=["post", "held_from"], name="holding_by_post"),
        ]
        constraints = [
            models.CheckConstraint(
                name="holding_ends_after_it_begins",
                condition=Q(held_until__isnull=True) | Q(held_until__gt=F("held_from")),
            )
        ]


class NumberBook(models.Model):
    """The last number given: one row per agency, book and day, so that no two agencies wait for each other."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    book = models.TextField()
    on = models.DateField()
    last = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "book", "on"], name="number_book_page_once"),
            models.CheckConstraint(name="number_book_counts_from_one", condition=Q(last__gt=0)),
        ]


class Opening(models.Model):
    """An agency's own weekly sessions, as they became known."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    weekdays = models.JSONField()
    sessions = models.JSONField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    known_at = models.DateTimeField()
    source = models.TextField(blank=True)
    unverified = models.BooleanField(default=False)


class SpecialDay(models.Model):
    """A day on which an agency is shut, or works at other hours, as it became known."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.DateField()
    kind = models.TextField()
    name_vi = models.TextField()
    name_en = models.TextField(blank=True)
    sessions = models.JSONField(null=True)
    known_at = models.DateTimeField()
    source = models.TextField(blank=True)
    unverified = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "on", "known_at"], name="special_day_said_once_at_a_time")
        ]
