"""Programs that call the API, and what they send."""

from datetime import timedelta
from typing import Any

import msgspec
from django.test import Client
from django.utils import timezone

from motcua.foundation.ledger.types import Key
from motcua.foundation.policy import registry
from motcua.foundation.policy.types import Actor
from motcua.register.access import commands as access
from motcua.register.access import queries
from motcua.register.access.types import IssuedToken
from motcua.service.dossiers.commands.acting import new_key
from tests.factories.birth import birth_declaration
from tests.factories.city import FOUNDER
from tests.factories.dossiers import BIRTH, upload

API = "/api/v1"


class Program(msgspec.Struct, frozen=True):
    """A program that calls the API with a token."""

    token: str
    person: str
    language: str = "en"

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        sent: dict[str, Any] = {"Accept-Language": self.language, **headers}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        data = body if isinstance(body, bytes) else b"" if body is None else msgspec.json.encode(body)
        return Client().generic(
            method, f"{API}{path}", data, content_type=sent.pop("Content-Type", "application/json"), headers=sent
        )

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, *, key: str | None = None, **headers: str) -> Any:
        once = {} if key == "" else {"Idempotency-Key": key or new_key()}
        return self.call("POST", path, body, **once, **headers)

    def act(self, code: str, verb: str, body: Any = None, **options: str) -> Any:
        return self.post(f"/dossiers/{code}/acts/{verb}", body, **options)


def token_of(person: str, *, scopes: frozenset[str]) -> tuple[str, Actor]:
    """A token's id, and who acts by it."""
    issued = _issued(person, "", scopes)
    actor = queries.actor_for_token(issued.secret, timezone.now())
    assert actor is not None
    return issued.id, actor


def program(person: str, post: str = "", scopes: frozenset[str] = frozenset(), language: str = "en") -> Program:
    issued = _issued(person, post, scopes or frozenset(row.needs for row in registry.rows()))
    return Program(token=issued.secret, person=person, language=language)


def _issued(person: str, post: str, scopes: frozenset[str]) -> IssuedToken:
    now = timezone.now()
    return access.issue_token(
        actor=FOUNDER,
        person=person,
        post=post,
        name="chương trình",
        scopes=scopes,
        expires_at=now + timedelta(days=30),
        now=now,
        key=Key(client="test", command="access.issue", key=new_key()),
    )


def declaration(**overrides: Any) -> dict[str, Any]:
    """A birth ten days ago."""
    born = (timezone.localdate() - timedelta(days=10)).isoformat()
    return birth_declaration(**{"child__born_on": born, **overrides})


def submission(person: str, **overrides: Any) -> dict[str, Any]:
    """What to submit, its paper sent before."""
    file = upload(f"person/{person}", now=timezone.now())
    return {
        "procedure": BIRTH,
        "declaration": declaration(**overrides),
        "papers": [{"requirement": "medical-birth-certificate", "file": str(file.id)}],
    }
