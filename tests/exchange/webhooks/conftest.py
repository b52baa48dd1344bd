"""Somebody else's system beside a small city."""

# ruff: noqa: PLC0415
import json
import subprocess
import sys
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import msgspec
import pytest

from tests import clusters

LOOPBACK = "127.0.0.0/8"


class Elsewhere(msgspec.Struct, frozen=True):
    """The receiver: its address, and what it was sent so far."""

    url: str
    log: Path

    def requests(self, path: str = "") -> list[dict[str, Any]]:
        if not self.log.exists():
            return []
        found = [json.loads(line) for line in self.log.read_text(encoding="utf-8").splitlines()]
        return [each for each in found if path in {"", each["path"]}]


@pytest.fixture
def elsewhere(tmp_path):
    log = tmp_path / "requests.jsonl"
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.exchange.webhooks.receiver", str(log)],
        cwd=clusters.PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    yield Elsewhere(url=f"http://127.0.0.1:{program.stdout.readline().strip()}", log=log)
    program.kill()
    program.wait()
    program.stdout.close()


@pytest.fixture
def loopback():
    """An installation that lets this machine itself be called."""
    from django.apps import apps

    config = apps.get_app_config("webhooks")
    before, config.networks = config.networks, (ip_network(LOOPBACK),)
    yield
    config.networks = before


@pytest.fixture
def people(db_peopled):
    from tests.factories.cast import people_here

    return people_here()


@pytest.fixture
def subscribed(people, elsewhere, loopback):
    """A function that has the mother's system told of what happens, at a path of the receiver."""
    from motcua.exchange.webhooks.commands import owning
    from motcua.exchange.webhooks.queries import KINDS
    from motcua.service.dossiers.commands.acting import new_key
    from tests.factories.city import NOW

    def subscribe(path="/taken", *, actor=None, kinds=KINDS, now=NOW):
        return owning.open_webhook(
            actor=actor or people.mother, name="Hệ thống của tôi", url=f"{elsewhere.url}{path}", kinds=sorted(kinds),
            now=now, key=new_key(),
        )  # fmt: skip

    return subscribe
