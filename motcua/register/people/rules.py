"""What a name, a login, a number and a password must be; when a brake holds and a recovery link is good. Pure."""

import math
import re
import unicodedata
from datetime import datetime, timedelta

import phonenumbers

from motcua.foundation.law.citations import HouseRule, house_rule
from motcua.foundation.law.refusals import FieldProblem, Refused, refuse
from motcua.foundation.text import gettext_noop
from motcua.register.people.types import Brake, BrakePurpose, IdentifierKind, Login, LoginKind, Registration, Visitor

RECOVERY_LASTS = timedelta(hours=1)
PASSWORD_LENGTH = 10

BRAKES = {
    # Many people share one address behind a mobile network, so an address is braked much later than an account.
    BrakePurpose.REGISTER: Brake(attempts=60, window=timedelta(hours=1)),
    BrakePurpose.RECOVER: Brake(attempts=5, window=timedelta(minutes=15)),
    BrakePurpose.RECOVER_SET: Brake(attempts=20, window=timedelta(minutes=15)),
    BrakePurpose.CHANGE_PASSWORD: Brake(attempts=8, window=timedelta(minutes=15)),
}

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
_SPACES = re.compile(r"\s+")
_MISTYPED = HouseRule(why="What cannot be reached or found later is asked for again at once.")
_SLOW = HouseRule(why="Guessing is braked by the account and address together, and people are told when to come back.")


@house_rule("A name is stored as it is written, in one Unicode form and with single spaces.")
def full_name(text: str) -> str:
    """Return a person's name in its stored form."""
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


@house_rule("A phone number or an e-mail address signs in, because everybody in the city has one of them.")
def parse_login(text: str) -> Login | None:
    """Return a phone number or an e-mail address in its one written form; None when it is neither."""
    bare = unicodedata.normalize("NFC", text).strip()
    if "@" in bare:
        return Login(LoginKind.EMAIL, bare.casefold()) if len(bare) <= 254 and _EMAIL.fullmatch(bare) else None
    try:
        number = phonenumbers.parse(bare, "VN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return Login(LoginKind.PHONE, phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


@house_rule("Spaces and dots that people type between digits mean nothing.")
def parse_identifier(text: str) -> tuple[IdentifierKind, str] | None:
    """Return an identity number of 12 or 9 digits without what was typed between them; None when it is neither."""
    digits = re.sub(r"[\s.]", "", text)
    if re.fullmatch(r"0[0-9]{11}", digits):
        return IdentifierKind.PERSONAL_NUMBER, digits
    if re.fullmatch(r"[0-9]{9}", digits):
        return IdentifierKind.OLD_NUMBER, digits
    return None


@house_rule("Everything that is wrong with a registration is said at once, at its field.")
def registration(
    *, name: str, login: str, email: str, personal_number: str, password: str, is_common: bool
) -> Registration:
    """
    Return a registration from what was typed. `is_common` says that the password is on the list of common ones.

    Refuses `registration-incomplete` with one problem per field.
    """
    problems: list[FieldProblem] = []
    named = full_name(name)
    if len(named) < 2 or any(sign.isdigit() for sign in named):
        problems.append(
            FieldProblem(
                field="full_name",
                code="name-missing",
                message=gettext_noop("Enter your full name as on your identity card."),
            )
        )
    signs_in = parse_login(login)
    if signs_in is None:
        problems.append(
            FieldProblem(
                field="login",
                code="login-wrong",
                message=gettext_noop("Enter a phone number such as 0901 234 567, or an e-mail address."),
            )
        )
    reach = parse_login(email) if email.strip() else None
    if email.strip() and (reach is None or reach.kind is not LoginKind.EMAIL):
        problems.append(
            FieldProblem(
                field="email",
                code="email-wrong",
                message=gettext_noop("Enter an e-mail address such as ten@example.com, or leave it empty."),
            )
        )
    number = parse_identifier(personal_number) if personal_number.strip() else None
    if personal_number.strip() and (number is None or number[0] is not IdentifierKind.PERSONAL_NUMBER):
        problems.append(
            FieldProblem(
                field="personal_number",
                code="personal-number-wrong",
                message=gettext_noop("A personal identification number has 12 digits and begins with 0."),
            )
        )
    problems += password_problems(password, is_common=is_common)
    if problems or signs_in is None:
        raise refuse(
            "registration-incomplete",
            gettext_noop("Some answers need another look."),
            _MISTYPED,
            fields=tuple(problems),
        )
    address = signs_in.value if signs_in.kind is LoginKind.EMAIL else ""
    return Registration(
        full_name=named,
        login=signs_in,
        email=reach.value if reach else address,
        personal_number=number[1] if number else "",
    )


@house_rule("At a counter a name is enough: nobody is sent away for want of a card, a number or a telephone.")
def visitor(*, name: str, personal_number: str, phone: str) -> Visitor:
    """Return whoever stands at the counter, from what was typed or scanned; refuses `visitor-incomplete`."""
    problems: list[FieldProblem] = []
    named = full_name(name)
    if len(named) < 2 or any(sign.isdigit() for sign in named):
        message = gettext_noop("Enter the full name as on the identity card.")
        problems.append(FieldProblem(field="full_name", code="name-missing", message=message))
    number = parse_identifier(personal_number) if personal_number.strip() else None
    if personal_number.strip() and number is None:
        message = gettext_noop("An identity number has 12 digits, or 9 on the old card. Leave it empty without a card.")
        problems.append(FieldProblem(field="personal_number", code="number-wrong", message=message))
    reach = parse_login(phone) if phone.strip() else None
    if phone.strip() and (reach is None or reach.kind is not LoginKind.PHONE):
        message = gettext_noop("Enter a phone number such as 0901 234 567, or leave it empty.")
        problems.append(FieldProblem(field="phone", code="phone-wrong", message=message))
    if problems:
        raise refuse(
            "visitor-incomplete", gettext_noop("Some answers need another look."), _MISTYPED, fields=tuple(problems)
        )
    kind, value = number or (IdentifierKind.PERSONAL_NUMBER, "")
    return Visitor(full_name=named, personal_number=value, number_kind=kind, phone=reach.value if reach else "")


@house_rule("Length keeps a password safe; rules about signs only make people write it down.")
def password_problems(password: str, *, is_common: bool, field: str = "password") -> list[FieldProblem]:
    """Return what is wrong with a new password: too short, only digits, or on the list of common ones."""
    if len(password) < PASSWORD_LENGTH:
        return [
            FieldProblem(
                field=field,
                code="password-short",
                message=gettext_noop("A password has at least %(length)s characters."),
                values={"length": PASSWORD_LENGTH},
            )
        ]
    if password.isdigit():
        return [
            FieldProblem(
                field=field,
                code="password-digits",
                message=gettext_noop("A password of digits alone is soon guessed. Add some words."),
            )
        ]
    if is_common:
        return [
            FieldProblem(
                field=field,
                code="password-common",
                message=gettext_noop("Very many people use this password. Choose another one."),
            )
        ]
    return []


@house_rule("A brake holds for the rest of its window, and says until when.")
def check_brake(purpose: BrakePurpose, *, attempts: int, window_began: datetime, now: datetime) -> None:
    """Refuse `too-many-attempts` (values `minutes`, `wait_seconds`) when this attempt is one too many in its window."""
    brake = BRAKES[purpose]
    if attempts > brake.attempts:
        raise held_back(window_began + brake.window - now)


@house_rule("Whoever is held back is told for how long.")
def held_back(wait: timedelta) -> Refused:
    """Return the refusal `too-many-attempts` that says in how many minutes to try again."""
    seconds = max(1, math.ceil(wait.total_seconds()))
    return refuse(
        "too-many-attempts",
        gettext_noop("There were too many attempts. Try again in %(minutes)s minutes."),
        _SLOW,
        minutes=math.ceil(seconds / 60),
        wait_seconds=seconds,
    )


@house_rule("A recovery link works once and for an hour, so that an old letter opens nothing.")
def is_good(*, expires_at: datetime, used_at: datetime | None, now: datetime) -> bool:
    """Say whether a recovery link can still be used."""
    return used_at is None and now < expires_at
