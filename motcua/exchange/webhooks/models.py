"""Tables of subscriptions, deliveries and attempts."""

import uuid
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Substr


class Subscription(models.Model):
    """The secret is needed to sign, so it is encrypted and not hashed. A closed one stays, without secret and address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    person = models.UUIDField()
    post = models.TextField()
    agency = models.TextField()
    token = models.TextField()
    scopes = ArrayField(models.TextField())
    name = models.TextField()
    url = models.TextField()
    kinds = ArrayField(models.TextField())
    standing = models.TextField()
    version = models.IntegerField()
    wrapped_key = models.BinaryField()
    secret = models.BinaryField()
    previous_secret = models.BinaryField(null=True)
    previous_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    succeeded_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)

    class Meta:
        db_table = "webhooks_subscription"
        indexes: ClassVar = [
            models.Index(fields=["person", "created_at", "id"], name="webhooks_by_person"),
            models.Index(
                fields=["agency"],
                name="webhooks_by_agency",
                condition=~models.Q(agency="") & models.Q(standing="active"),
            ),
            models.Index(Substr("wrapped_key", 1, 16), name="webhooks_by_outer_key"),
        ]


class Delivery(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="+", db_index=False)
    event = models.TextField()
    kind = models.TextField()
    dossier = models.TextField()
    code = models.TextField()
    number = models.IntegerField()
    agency = models.TextField()
    happened_at = models.DateTimeField()
    made_at = models.DateTimeField()
    state = models.TextField()
    tries = models.IntegerField()
    attempts = models.IntegerField()
    next_at = models.DateTimeField(null=True)
    claimed_until = models.DateTimeField(null=True)
    asked_again = models.TextField()

    class Meta:
        db_table = "webhooks_delivery"
        constraints: ClassVar = [models.UniqueConstraint(fields=["subscription", "event"], name="webhooks_once")]
        indexes: ClassVar = [
            models.Index(fields=["subscription", "made_at", "id"], name="webhooks_log"),
            models.Index(fields=["next_at"], name="webhooks_waiting", condition=models.Q(state="waiting")),
            models.Index(fields=["made_at"], name="webhooks_done", condition=~models.Q(state="waiting")),
        ]


class Attempt(models.Model):
    pk = models.CompositePrimaryKey("delivery", "number")
    delivery = models.ForeignKey(Delivery, on_delete=models.CASCADE, related_name="+", db_index=False)
    number = models.IntegerField()
    at = models.DateTimeField()
    status = models.IntegerField(null=True)
    milliseconds = models.IntegerField()
    error = models.TextField()
    excerpt = models.TextField()

    class Meta:
        db_table = "webhooks_attempt"
