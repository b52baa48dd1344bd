"""
Tables of the public's statistics. All are folded from the ledger by one reader and nothing else writes them.

No foreign keys: they can be rebuilt beside the living tables. None grows by more than the months and the answers do:
`Standing` holds open dossiers only, and no row is touched by every command.
"""

from typing import ClassVar

from django.db import models


class Began(models.Model):
    """When the first entry about a dossier was recorded: months closed before were never published."""

    began_at = models.DateTimeField(primary_key=True)

    class Meta:
        db_table = "statistics_began"


class Standing(models.Model):
    """Open dossiers: what their next event, or the end of a month, will need to know of them."""

    dossier = models.UUIDField(primary_key=True)
    agency = models.TextField()
    receiving_agency = models.TextField()
    procedure = models.TextField()
    version = models.IntegerField()
    channel = models.TextField()
    same_day = models.BooleanField()
    received_at = models.DateTimeField(null=True)
    since = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    waiting_since = models.DateTimeField(null=True)
    posted = models.BinaryField()

    class Meta:
        db_table = "statistics_standing"
        indexes: ClassVar = [
            models.Index(
                fields=["agency", "due_at"], name="statistics_due", condition=models.Q(received_at__isnull=False)
            )
        ]


class Counted(models.Model):
    """The figures of one row; `open_overdue` is what has been written down, see `Standing` for what still runs."""

    submitted = models.IntegerField(default=0)
    received = models.IntegerField(default=0)
    received_late = models.IntegerField(default=0)
    received_for_others = models.IntegerField(default=0)
    refused = models.IntegerField(default=0)
    taken_back = models.IntegerField(default=0)
    early = models.IntegerField(default=0)
    on_time = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    withdrawn = models.IntegerField(default=0)
    stopped = models.IntegerField(default=0)
    transferred_in = models.IntegerField(default=0)
    transferred_out = models.IntegerField(default=0)
    open_overdue = models.IntegerField(default=0)

    class Meta:
        abstract = True


class Month(Counted):
    """An agency's month, same-day matters apart; `changed_at` is when the last entry that moved it was recorded."""

    pk = models.CompositePrimaryKey("agency", "month", "same_day")
    agency = models.TextField()
    month = models.DateField()
    same_day = models.BooleanField()
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "statistics_month"
        indexes: ClassVar = [
            models.Index(fields=["month", "agency"], name="statistics_by_month"),
            models.Index(fields=["changed_at"], name="statistics_by_change"),
        ]


class Detail(Counted):
    """The same by procedure and channel. `open_overdue` by procedure is not published, and not complete here."""

    pk = models.CompositePrimaryKey("month", "procedure", "agency", "channel", "same_day")
    month = models.DateField()
    procedure = models.TextField()
    agency = models.TextField()
    channel = models.TextField()
    same_day = models.BooleanField()

    class Meta:
        db_table = "statistics_detail"


class Correction(models.Model):
    """A figure of a closed month that moved: the agency's whole figure before and after."""

    pk = models.CompositePrimaryKey("entry", "ordinal")
    entry = models.BigIntegerField()
    ordinal = models.IntegerField()
    recorded_at = models.DateTimeField()
    occurred_on = models.DateField()
    agency = models.TextField()
    month = models.DateField()
    figure = models.TextField()
    same_day = models.BooleanField()
    before = models.IntegerField()
    after = models.IntegerField()
    reason = models.TextField()

    class Meta:
        db_table = "statistics_correction"
        indexes: ClassVar = [
            models.Index(fields=["recorded_at", "entry", "ordinal"], name="statistics_corrected"),
            models.Index(fields=["agency", "month"], name="statistics_corrected_of"),
        ]


class Result(models.Model):
    """
    An answer. Lists read `listed_on` and `listed_agency` alone; `decided_on` and `agency` wait until the place is no
    longer small.
    """

    number = models.BigIntegerField(primary_key=True)
    month = models.DateField()
    procedure = models.TextField()
    version = models.IntegerField()
    agency = models.TextField()
    decided_on = models.DateField()
    time_class = models.TextField()
    granted = models.BooleanField()
    is_small = models.BooleanField()
    listed_on = models.DateField()
    listed_agency = models.TextField()

    class Meta:
        db_table = "statistics_result"
        indexes: ClassVar = [
            models.Index(fields=["listed_on", "number"], name="statistics_listed"),
            models.Index(fields=["procedure", "listed_on", "number"], name="statistics_listed_procedure"),
            models.Index(fields=["listed_agency", "listed_on", "number"], name="statistics_listed_agency"),
            models.Index(fields=["listed_agency", "procedure", "listed_on", "number"], name="statistics_listed_both"),
            models.Index(
                fields=["month", "procedure", "agency"], name="statistics_small", condition=models.Q(is_small=True)
            ),
        ]


class Cell(models.Model):
    """How many answers an agency gave of a procedure in a month."""

    pk = models.CompositePrimaryKey("month", "procedure", "agency")
    month = models.DateField()
    procedure = models.TextField()
    agency = models.TextField()
    answers = models.IntegerField()

    class Meta:
        db_table = "statistics_cell"
