"""The table of incidents, folded from the ledger."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class IncidentRow(models.Model):
    """One row for each entry. Nothing but the projection writes it; no foreign keys, so that it can be rebuilt."""

    entry = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    agency = models.TextField()
    step = models.TextField()
    place = models.TextField()
    fields = ArrayField(models.TextField())
    procedure = models.TextField()
    dossier = models.TextField()
    post = models.TextField()

    class Meta:
        db_table = "incidents_incident"
        indexes = [
            models.Index(fields=["at", "entry"], name="incident_by_moment"),
            models.Index(fields=["agency", "at", "entry"], name="incident_by_agency"),
        ]
