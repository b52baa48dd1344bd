"""Tables of people and their accounts."""

import uuid
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Substr

from motcua.foundation.sealing.keyring import MARK_BYTES
from motcua.register.people.types import Assurance, BrakePurpose, IdentifierKind


class Person(models.Model):
    """Somebody, under an opaque id. Erasing drops `salt` and the rows below; the ledger's chain stays whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    full_name = models.TextField()
    name_folded = models.TextField()  # without marks, for searching
    phone = models.TextField(blank=True)
    email = models.TextField(blank=True)
    salt = models.BinaryField(null=True)
    registered_at = models.DateTimeField()

    class Meta:
        db_table = "people_person"
        indexes = [
            models.Index(
                fields=["name_folded", "id"], name="person_by_name", opclasses=["text_pattern_ops", "uuid_ops"]
            )
        ]


class Identifier(models.Model):
    """An identity number: sealed under a key of its own, found by the keyed hash of one of two valid keys."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="identifiers", db_index=False)
    kind = models.TextField(choices=[(kind.value, kind.value) for kind in IdentifierKind])
    sealed = models.BinaryField()
    wrapped_key = models.BinaryField()
    key_id = models.TextField()
    digest = models.BinaryField(max_length=32)
    assurance = models.TextField(choices=[(level.value, level.value) for level in Assurance])
    recorded_at = models.DateTimeField()

    class Meta:
        db_table = "people_identifier"
        indexes = [
            models.Index(fields=["digest", "key_id"], name="identifier_by_digest"),
            # After a rotation these two find what an older key made.
            models.Index(fields=["key_id"], name="identifier_by_key"),
            models.Index(Substr("wrapped_key", 1, MARK_BYTES), name="identifier_by_outer_key"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], name="identifier_one_of_a_kind"),
            models.UniqueConstraint(
                fields=["kind", "key_id", "digest"],
                condition=Q(assurance=Assurance.VERIFIED.value),
                name="identifier_verified_once",
            ),
            models.CheckConstraint(
                name="identifier_kind_is_known", condition=Q(kind__in=[kind.value for kind in IdentifierKind])
            ),
            models.CheckConstraint(
                name="identifier_assurance_is_known", condition=Q(assurance__in=[level.value for level in Assurance])
            ),
        ]


class Accounts(BaseUserManager["Account"]):
    """Every account comes with its person, so that showing who is signed in asks the database nothing more."""

    def get_queryset(self) -> models.QuerySet["Account"]:
        return super().get_queryset().select_related("person")


class Account(AbstractBaseUser):
    """How a person signs in. `login` is in its one written form."""

    # When somebody signed in is nobody's business: Django's column for it is left out.
    last_login = None

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="account")
    login = models.TextField(unique=True)
    email = models.TextField(blank=True, db_index=True)
    is_active = models.BooleanField(default=True)

    objects = Accounts()

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        db_table = "people_account"

    @property
    def shown_name(self) -> str:
        """The name in the head of a page."""
        return self.person.full_name


class Recovery(models.Model):
    """
    A wish to get back in. It is kept for an unknown login too, without an account, so that both look and last alike.

    The secret exists in the letter only; `secret_digest` is its SHA-256, written when the letter is made.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="recoveries", null=True)
    secret_digest = models.BinaryField(max_length=32, null=True, unique=True)
    asked_at = models.DateTimeField(db_index=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "people_recovery"


class BrakeCount(models.Model):
    """Attempts in one window. Whose is a keyed hash: neither addresses nor logins can be read here."""

    purpose = models.TextField(choices=[(purpose.value, purpose.value) for purpose in BrakePurpose])
    whose = models.BinaryField(max_length=32)
    window_began = models.DateTimeField(db_index=True)
    attempts = models.IntegerField()

    class Meta:
        db_table = "people_brakecount"
        constraints = [models.UniqueConstraint(fields=["purpose", "whose", "window_began"], name="brake_counted_once")]
