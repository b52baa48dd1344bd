"""Who presses: citizens with sessions in a browser's manner, officials' programs with tokens; and what they send."""

import uuid
from datetime import date, timedelta
from importlib import import_module
from typing import Any
from urllib.parse import urlencode

import msgspec
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.db import connection
from django.utils import timezone

from bench import place
from bench.clients import Call, json_call
from bench.names import name
from motcua.foundation.ledger.types import Key
from motcua.foundation.policy import registry
from motcua.foundation.policy.types import Actor, Role
from motcua.register.access import commands as access
from motcua.register.agencies import queries as agencies
from tests.factories.birth import birth_declaration
from tests.factories.city import FOUNDER, SAI_GON, citizen, officials
from tests.factories.dossiers import BIRTH, load_city, upload

BACKEND = "motcua.register.people.middleware.AccountBackend"
CSRF = "b" * 32


class Citizen(msgspec.Struct, frozen=True):
    """A citizen who is signed in, with a paper that was sent before."""

    person: str
    name: str
    session: str
    file: str


class Cast(msgspec.Struct, frozen=True):
    """
    Everybody: citizens, a program for each role of one ward, who stands at its desk, the wards that births are registered
    in, and all agencies that have dossiers, that ward first.
    """

    citizens: tuple[Citizen, ...]
    tokens: dict[Role, str]
    people: dict[Role, str]
    desk: Actor
    wards: tuple[str, ...]
    agencies: tuple[str, ...]


def gather(count: int) -> Cast:
    """Make the city and its people through commands."""
    now = timezone.now()
    load_city(now=now)
    place.run("load", "agencies")  # the whole tree
    held = officials(SAI_GON, now=now)
    wards = tuple(each.code for each in agencies.communes(timezone.localdate()))
    return Cast(
        citizens=tuple(_citizen(f"09{number:08d}", name(number)) for number in range(count)),
        tokens={role: _token(each.person, each.post) for role, each in held.items()},
        people={role: each.person for role, each in held.items()},
        desk=held[Role.DESK].actor(now),
        wards=wards,
        agencies=(SAI_GON, *(code for code in _everywhere() if code != SAI_GON)),
    )


def _everywhere() -> list[str]:
    """Return every agency of today that decides on something."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT agency_id FROM agencies_term WHERE valid_from <= now() AND coalesce(valid_until, 'infinity') > now() "
            "AND kind NOT IN ('city', 'province', 'one-stop', 'neighbourhood') ORDER BY agency_id"
        )
        return [row[0] for row in cursor.fetchall()]


def _citizen(login: str, name: str) -> Citizen:
    person = citizen(login, name=name, now=timezone.now(), number=number_of(login))
    account = get_user_model().objects.get(person_id=person)
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    file = upload(f"person/{person}", now=timezone.now())
    return Citizen(person=person, name=name, session=session.session_key, file=str(file.id))


def number_of(login: str) -> str:
    """Return the identity number that a citizen declares."""
    return f"079{login[-9:]}"


def _token(person: str, post: str) -> str:
    now = timezone.now()
    issued = access.issue_token(
        actor=FOUNDER, person=person, post=post, name="bench", expires_at=now + timedelta(days=30), now=now,
        scopes=frozenset(row.scope or row.name for row in registry.rows()),
        key=Key(client="bench", command="access.issue", key=uuid.uuid4().hex),
    )  # fmt: skip
    return issued.secret


def submission(who: Citizen, ward: str) -> dict[str, Any]:
    """Return what a citizen submits to a ward."""
    home = {"line": "12 Nguyễn Huệ", "commune": ward, "commune_now": ward}
    born = (date.today() - timedelta(days=10)).isoformat()  # noqa: DTZ011 -- any day of late will do
    return {
        "procedure": BIRTH,
        "declaration": birth_declaration(
            child__born_on=born, filer__full_name=who.name, mother__full_name=who.name, mother__residence=home
        ),
        "papers": [{"requirement": "medical-birth-certificate", "file": who.file}],
    }


def submit(cast: Cast, index: int, *, ward: str = "") -> Call:
    """Return one submission as a browser's session sends it."""
    who = cast.citizens[index % len(cast.citizens)]
    body = submission(who, ward or cast.wards[index % len(cast.wards)])
    return json_call("/api/v1/dossiers", body, _browser(who), keep="code")


def confirm(cast: Cast, index: int, code: str) -> Call:
    """Return the applicant's word that the draft is right."""
    who = cast.citizens[index % len(cast.citizens)]
    return json_call(f"/api/v1/dossiers/{code}/acts/confirm", {}, _browser(who))


def _browser(who: Citizen) -> dict[str, str]:
    return {
        "Cookie": f"{settings.SESSION_COOKIE_NAME}={who.session}; {settings.CSRF_COOKIE_NAME}={CSRF}",
        "X-CSRFToken": CSRF,
        "Idempotency-Key": uuid.uuid4().hex,
    }


def act(cast: Cast, role: Role, code: str, verb: str, body: Any = None) -> Call:
    """Return one act of an official's program."""
    headers = {"Authorization": f"Bearer {cast.tokens[role]}", "Idempotency-Key": uuid.uuid4().hex}
    return json_call(f"/api/v1/dossiers/{code}/acts/{verb}", {} if body is None else body, headers)


def track(code: str) -> Call:
    """Return one look at a dossier by its code, by anybody."""
    return Call("GET", f"/api/v1/tracking/{code}")


def queue(cast: Cast) -> Call:
    """Return one page of the desk's queue."""
    return Call("GET", "/api/v1/queues/to-receive?limit=50", _program(cast))


def search(cast: Cast, text: str) -> Call:
    """Return one search at the desk, for no more than a small city has: five."""
    return Call("GET", f"/api/v1/dossiers/search?{urlencode({'q': text, 'limit': 5})}", _program(cast))


def mine(cast: Cast, index: int) -> Call:
    """Return a citizen's look at their own dossiers."""
    who = cast.citizens[index % len(cast.citizens)]
    return Call("GET", "/api/v1/dossiers/mine?limit=20", _browser(who))


def series(agency: str) -> Call:
    """Return the public page of an agency's months."""
    return Call("GET", f"/so-lieu/co-quan/{agency}")


def _program(cast: Cast) -> dict[str, str]:
    return {"Authorization": f"Bearer {cast.tokens[Role.DESK]}"}
