"""
The API holds what its document says, whatever is sent: schemathesis with its standard checks, over HTTP.

The seed is fixed and the database is one's own, so that what is found once is found again.
"""

import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from django.db import connections
from django.utils import timezone

from motcua.exchange.webhooks.commands import owning
from motcua.service.dossiers.commands import drafts
from motcua.service.dossiers.commands.acting import new_key
from motcua.service.dossiers.types import commands as asked
from tests.clusters import PROJECT
from tests.factories.city import BEN_THANH, SAI_GON
from tests.journeys.processes import served

CONFIG = Path(__file__).parent / "fuzzing.toml"
AT_LEAST = 2_000
# Who sends, by which phases, and how many examples of each operation the last phase makes up at most.
SENDERS = {
    "mother": ("examples,coverage,fuzzing", 6),
    "desk": ("fuzzing", 6),
    "specialist": ("fuzzing", 4),
    "leader": ("fuzzing", 6),
}


@pytest.fixture
def city(db_peopled):
    """A city with a little of everything in it, served: its address, the senders' tokens, what has a name there."""
    from tests.factories.cast import people_here  # noqa: PLC0415 -- Django is set up by now
    from tests.factories.dossiers import BIRTH, act, filled_draft, submitted  # noqa: PLC0415
    from tests.service.dossiers.api.programs import program  # noqa: PLC0415

    now = timezone.now()
    people = people_here(now)
    waiting, received, again = (submitted(people.mother, now=now - timedelta(hours=2)) for _ in range(3))
    for each in (received, again):
        act(each, people.desk, asked.Receive(), now - timedelta(hours=1))
    act(again, people.specialist, asked.Take(), now - timedelta(minutes=30))
    begun = [filled_draft(people.mother, now=now) for _ in range(3)]
    empty = drafts.start(actor=people.mother, procedure=BIRTH, procedure_version=1, now=now)
    hooks = [
        owning.open_webhook(
            actor=one, name="x", url="https://example.org/", kinds=["dossier.received"], now=now, key=new_key()
        )
        for one in (people.mother, people.mother, people.leader)
    ]
    known = {
        "code": [waiting.code, received.code, again.code, BIRTH],
        "draft": [*(each.id for each in begun), empty],
        "webhook": [each.subscription.id for each in hooks],
        "agency": [SAI_GON, BEN_THANH],
        "file": [paper.file for paper in (*waiting.papers, *begun[0].papers)],
    }
    tokens = {who: program(getattr(people, who).person, getattr(people, who).post).token for who in SENDERS}
    connections.close_all()
    with served(db_peopled, patience=240) as url:
        yield url, tokens, known


def fuzz(url, token, known, phases, examples):
    """Let schemathesis send what it makes up; return what it printed and how many requests it made up."""
    environment = os.environ | {
        "SCHEMATHESIS_HOOKS": "tests.web.fuzzing",
        "MOTCUA_TEST_KNOWN": msgspec.json.encode(known).decode(),
        "PYTHONPATH": str(PROJECT),
        "NO_PROXY": "127.0.0.1",
    }
    ended = subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run",
            f"{url}/api/v1/openapi.json", "--phases", phases, "--max-examples", str(examples), "--no-color",
            "-H", f"Authorization: Bearer {token}",
        ],
        env=environment, cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = re.search(r"(\d[\d,]*) generated", ended.stdout)
    return ended, int(found[1].replace(",", "")) if found else 0


@pytest.mark.fuzzing
def test_whatever_is_sent_the_api_answers_as_its_document_says(city, capsys):
    url, tokens, known = city
    counts, wrong = {}, []
    for who, (phases, examples) in SENDERS.items():
        ended, counts[who] = fuzz(url, tokens[who], known, phases, examples)
        if ended.returncode:
            wrong.append(f"{who}:\n{ended.stdout[-20_000:]}{ended.stderr[-2_000:]}")
    with capsys.disabled():
        print(f"\nschemathesis sent {sum(counts.values())} requests: {counts}")  # noqa: T201 -- the number is asked for
    assert not wrong, "\n".join(wrong)
    assert sum(counts.values()) >= AT_LEAST
