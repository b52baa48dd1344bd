"""Tables of counters: how each is set up, the tickets and windows of each day, how many an address has taken."""

from typing import ClassVar

from django.db import models


class Place(models.Model):
    """An agency's counter; `setup` holds lines and windows."""

    agency = models.TextField(primary_key=True)
    version = models.IntegerField()
    setup = models.BinaryField()

    class Meta:
        db_table = "counters_place"


class Ticket(models.Model):
    """A number that was taken. It names nobody."""

    id = models.UUIDField(primary_key=True)
    agency = models.TextField()
    on = models.DateField()
    code = models.TextField()
    line = models.TextField()
    priority = models.BooleanField()
    origin = models.TextField()
    status = models.TextField()
    window = models.IntegerField(null=True)
    calls = models.IntegerField()
    taken_at = models.DateTimeField()
    first_called_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    last_call_at = models.DateTimeField(null=True)
    served_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "counters_ticket"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "on", "code"], name="counters_code_once_a_day")
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["agency", "on"],
                name="counters_in_the_hall",
                condition=models.Q(status__in=["waiting", "called", "serving"]),
            ),
            models.Index(fields=["on", "agency"], name="counters_by_day"),
        ]


class WindowDay(models.Model):
    """What a window does on a day."""

    agency = models.TextField()
    on = models.DateField()
    number = models.IntegerField()
    status = models.TextField()
    official = models.TextField(blank=True)
    ticket = models.TextField(blank=True)
    since_priority = models.IntegerField(null=True)

    class Meta:
        db_table = "counters_window"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agency", "on", "number"], name="counters_window_once_a_day")
        ]


class Taking(models.Model):
    """How many numbers one address has taken in a quarter of an hour; forgotten after it."""

    whose = models.BinaryField()
    window_began = models.DateTimeField()
    taken = models.IntegerField()

    class Meta:
        db_table = "counters_taking"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["whose", "window_began"], name="counters_taking_counted_once")
        ]
