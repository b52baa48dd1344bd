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

SEED = "20261128"
# Together they come to more than two thousand requests, which the last test counts.
EXAMPLES = {"mother": 14, "desk": 8, "leader": 8}
CONFIG = Path(__file__).parent / "fuzzing.toml"


@pytest.fixture(scope="module")
def made():
    return {}


@pytest.fixture
def fuzzed(db_peopled, made):
    """A city with a little of everything in it, served; and a function that sends whatever schemathesis makes up."""
    from tests.factories.cast import people_here  # noqa: PLC0415 -- Django is set up by now
    from tests.factories.dossiers import BIRTH, act, filled_draft, submitted  # noqa: PLC0415
    from tests.service.dossiers.api.programs import program  # noqa: PLC0415

    now = timezone.now()
    people = people_here(now)
    waiting, received, again = (submitted(people.mother, now=now - timedelta(hours=2)) for _ in range(3))
    act(received, people.desk, asked.Receive(), now - timedelta(hours=1))
    act(again, people.desk, asked.Receive(), now - timedelta(hours=1))
    draft = filled_draft(people.mother, now=now)
    empty = drafts.start(actor=people.mother, procedure=BIRTH, procedure_version=1, now=now)
    hook = owning.open_webhook(
        actor=people.mother, name="x", url="https://example.org/", kinds=["dossier.received"], now=now, key=new_key()
    )
    known = {
        "code": [waiting.code, received.code, again.code, BIRTH],
        "draft": [draft.id, empty],
        "webhook": [hook.subscription.id],
        "agency": [SAI_GON, BEN_THANH],
        "file": [paper.file for paper in (*waiting.papers, *draft.papers)],
    }
    tokens = {
        "mother": program(people.mother.person).token,
        "desk": program(people.desk.person, people.desk.post).token,
        "leader": program(people.leader.person, people.leader.post).token,
    }
    connections.close_all()
    with served(db_peopled, patience=240) as url:
        yield lambda who: run(url, tokens[who], EXAMPLES[who], known)


def run(url, token, examples, known):
    environment = os.environ | {
        "SCHEMATHESIS_HOOKS": "tests.web.fuzzing",
        "MOTCUA_TEST_KNOWN": msgspec.json.encode(known).decode(),
        "PYTHONPATH": str(PROJECT),
        "NO_PROXY": "127.0.0.1",
    }
    return subprocess.run(
        [
            sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG), "run", "--phases", "examples,coverage,fuzzing",
            f"{url}/api/v1/openapi.json", "--seed", SEED, "--max-examples", str(examples), "--no-color",
            "-H", f"Authorization: Bearer {token}", "--generation-deterministic", "--output-truncate", "true",
        ],
        env=environment, cwd=PROJECT, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("who", EXAMPLES)
def test_whatever_is_sent_the_api_answers_as_its_document_says(fuzzed, made, who):
    ended = fuzzed(who)
    assert ended.returncode == 0, ended.stdout[-20_000:] + ended.stderr[-2_000:]
    made[who] = int(re.search(r"(\d[\d,]*) generated", ended.stdout).group(1).replace(",", ""))
