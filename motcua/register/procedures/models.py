"""The table of published versions. That they never change is the database's word too (migration 0002)."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q


class Version(models.Model):
    """
    A published version of a procedure: `body` is the exact JSON whose SHA-256 is `digest`.

    `folded_name` and `words` are its name and all that it is searched by, without marks.
    """

    code = models.TextField()
    version = models.PositiveIntegerField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    digest = models.TextField()
    body = models.BinaryField()
    published_at = models.DateTimeField()
    name_vi = models.TextField()
    name_en = models.TextField(blank=True)
    summary_vi = models.TextField()
    summary_en = models.TextField(blank=True)
    sector = models.TextField()
    sector_vi = models.TextField()
    sector_en = models.TextField(blank=True)
    folded_name = models.TextField(db_collation="C")
    words = SearchVectorField()
    fast_lane = models.BooleanField(db_default=False, default=False)

    class Meta:
        indexes = [
            models.Index(fields=["code", "valid_from"], name="procedure_version_by_day"),
            models.Index(fields=["folded_name", "code"], name="procedure_version_by_name"),
            GinIndex(fields=["words"], name="procedure_version_by_words"),
        ]
        constraints = [
            models.UniqueConstraint(name="procedure_version_once", fields=["code", "version"]),
            models.CheckConstraint(name="procedure_version_counts_from_one", condition=Q(version__gte=1)),
            models.CheckConstraint(
                name="procedure_version_ends_after_it_begins",
                condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")),
            ),
            models.CheckConstraint(name="procedure_version_has_a_digest", condition=Q(digest__regex=r"^[0-9a-f]{64}$")),
        ]
