"""A new password: changed by its owner, or set again through a one-time link."""

import hashlib
import secrets
from datetime import datetime
from uuid import uuid4

from axes.utils import reset as release_brakes
from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction
from procrastinate.contrib.django import app

from motcua.foundation.law.citations import HouseRule
from motcua.foundation.law.refusals import FieldProblem, Refused, refuse
from motcua.foundation.ledger.types import Key
from motcua.foundation.ledger.writing import writing
from motcua.foundation.policy.decide import authorise
from motcua.foundation.policy.types import Actor, Matter
from motcua.foundation.text import gettext_noop
from motcua.register.people import rules
from motcua.register.people.commands.brakes import count_attempt
from motcua.register.people.commands.register import is_common_password
from motcua.register.people.types import (
    CHANGE_PASSWORD,
    HELP_RECOVER,
    BrakePurpose,
    PasswordChanged,
    PasswordRecovered,
    Recovery,
    RecoverySent,
)

SEND_RECOVERY = "people.send-recovery"

_OWN_HANDS = HouseRule(why="Whoever changes a password shows that they know the old one.")
_ONCE = HouseRule(why="A recovery link works once and for an hour.")


def change_password(*, actor: Actor, old: str, new: str, now: datetime, key: Key) -> None:
    """
    Give the signed-in person's account a new password.

    Refuses `wrong-password`, `password-weak`, `too-many-attempts`; raises `Denied`.
    """
    authorise(CHANGE_PASSWORD, actor, Matter(subjects=frozenset({actor.person})))
    count_attempt(BrakePurpose.CHANGE_PASSWORD, actor.person, now=now)
    _check(new, field="new_password")
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, password FROM people_account WHERE person_id = %s AND is_active", [actor.person])
        row = cursor.fetchone()
    if row is None or not check_password(old, row[1]):
        message = gettext_noop("This is not your present password.")
        raise refuse(
            "wrong-password",
            message,
            _OWN_HANDS,
            fields=(FieldProblem(field="old_password", code="wrong-password", message=message),),
        )
    hashed = make_password(new)
    stream = f"person/{actor.person}"
    with writing(stream, key=key) as book:
        if book.replay is not None:
            return
        book.cursor.execute("UPDATE people_account SET password = %s WHERE id = %s", [hashed, row[0]])
        book.append_one(stream, book.versions[stream], PasswordChanged(), actor=actor.id, occurred_at=now)


def ask_recovery(*, login: str, now: datetime) -> None:
    """
    Ask for a recovery link by phone number or e-mail address. Says nothing and does the same whoever asks.

    A worker makes and sends the letter, so that neither the answer nor its time tells whether there is an account.
    """
    parsed = rules.parse_login(login)
    recovery = str(uuid4())
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_recovery (id, account_id, asked_at, expires_at) VALUES (%s, "
            "(SELECT id FROM people_account WHERE is_active AND email <> '' AND (login = %s OR email = %s) "
            "ORDER BY login <> %s, id LIMIT 1), %s, %s)",
            [recovery, *([parsed.value if parsed else ""] * 3), now, now + rules.RECOVERY_LASTS],
        )
        app.configure_task(SEND_RECOVERY).defer(recovery=recovery)


def issue_recovery(recovery: str, *, now: datetime) -> Recovery | None:
    """
    Make the one-time secret of a recovery and return the letter to send; None when nobody is to get one.

    Called again (a job that was interrupted) it makes another secret, and the earlier one is worth nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT a.person_id::text, a.email, r.expires_at, r.used_at FROM people_recovery r "
            "JOIN people_account a ON a.id = r.account_id WHERE r.id = %s AND a.is_active",
            [recovery],
        )
        row = cursor.fetchone()
    if row is None or not rules.is_good(expires_at=row[2], used_at=row[3], now=now):
        return None
    person, email, expires_at, _ = row
    secret = secrets.token_urlsafe(32)
    stream = f"person/{person}"
    with writing(stream) as book:
        book.cursor.execute("UPDATE people_recovery SET secret_digest = %s WHERE id = %s", [_digest(secret), recovery])
        event = RecoverySent(recovery=recovery, expires_at=expires_at)
        book.append_one(stream, book.versions[stream], event, actor="system/people", occurred_at=now)
    return Recovery(to=email, secret=secret, expires_at=expires_at)


def hand_recovery_over(*, actor: Actor, person: str, now: datetime) -> Recovery:
    """
    Make a recovery link for a person who stands at the counter with their identity card; return it, to be shown once.

    The entry names the official. Refuses `no-such-person` for a person without an account; raises `Denied`.
    """
    authorise(HELP_RECOVER, actor, Matter(subjects=frozenset({person})))
    recovery, secret = str(uuid4()), secrets.token_urlsafe(32)
    expires_at = now + rules.RECOVERY_LASTS
    stream = f"person/{person}"
    with writing(stream) as book:
        book.cursor.execute(
            "INSERT INTO people_recovery (id, account_id, secret_digest, asked_at, expires_at) "
            "SELECT %s, id, %s, %s, %s FROM people_account WHERE person_id = %s AND is_active",
            [recovery, _digest(secret), now, expires_at, person],
        )
        if book.cursor.rowcount != 1:
            raise refuse(
                "no-such-person",
                gettext_noop("There is no such person."),
                HouseRule(why="Only an account has a password."),
            )
        event = RecoverySent(recovery=recovery, expires_at=expires_at)
        book.append_one(stream, book.versions[stream], event, actor=actor.id, occurred_at=now, agency=actor.agency)
    return Recovery(to="", secret=secret, expires_at=expires_at)


def recover(*, secret: str, new: str, now: datetime) -> None:
    """
    Set a new password with the secret of a recovery link; every other link of the account is worth nothing then.

    Refuses `recovery-expired` (also for a used or an unknown one) and `password-weak`.
    """
    _check(new, field="new_password")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.id::text, a.id, a.person_id::text, a.login FROM people_recovery r "
            "JOIN people_account a ON a.id = r.account_id WHERE r.secret_digest = %s AND a.is_active",
            [_digest(secret)],
        )
        row = cursor.fetchone()
    if row is None:
        raise _expired()
    recovery, account, person, login = row
    hashed = make_password(new)
    stream = f"person/{person}"
    with writing(stream) as book:
        book.cursor.execute(
            "UPDATE people_recovery SET used_at = %s WHERE secret_digest = %s AND used_at IS NULL AND expires_at > %s",
            [now, _digest(secret), now],
        )
        if book.cursor.rowcount != 1:
            raise _expired()
        book.cursor.execute(
            "UPDATE people_recovery SET used_at = %s WHERE account_id = %s AND used_at IS NULL", [now, account]
        )
        book.cursor.execute("UPDATE people_account SET password = %s WHERE id = %s", [hashed, account])
        book.append_one(
            stream,
            book.versions[stream],
            PasswordRecovered(recovery=recovery),
            actor=person,
            occurred_at=now,
        )
    # Whoever forgot the password has usually tried it too often: the way in is open again.
    release_brakes(username=login)


def _check(password: str, *, field: str) -> None:
    problems = rules.password_problems(password, is_common=is_common_password(password), field=field)
    if problems:
        raise refuse(
            "password-weak",
            problems[0].message,
            HouseRule(why="A password that is soon guessed protects nothing."),
            fields=tuple(problems),
            **problems[0].values,
        )


def _expired() -> Refused:
    return refuse(
        "recovery-expired",
        gettext_noop("This link was used already, or it is older than an hour. Ask for a new one."),
        _ONCE,
    )


def _digest(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
