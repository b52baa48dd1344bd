"""Notices by person, numbered in the order in which they came."""

from typing import ClassVar

from django.db import models


class Notice(models.Model):
    person = models.UUIDField()
    number = models.IntegerField()
    message = models.TextField()
    values = models.JSONField()
    about = models.TextField()
    happened_at = models.DateTimeField()

    class Meta:
        db_table = "notices_notice"
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "number"], name="notices_in_order")]


class Seen(models.Model):
    """Up to which number a person has seen their notices."""

    person = models.UUIDField(primary_key=True)
    until = models.IntegerField()

    class Meta:
        db_table = "notices_seen"
