"""The guide for programs: its examples run as they stand."""

import json
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime

import msgspec
import pytest
from django.db import connections
from django.test.testcases import LiveServerThread, _StaticFilesHandler
from standardwebhooks import Webhook

from motcua.foundation.machine.schema import operations
from motcua.foundation.policy import registry
from motcua.web import api
from tests.clusters import PROJECT
from tests.factories.dossiers import picture
from tests.service.dossiers.api.programs import declaration

GUIDES = PROJECT / "docs" / "connect"


@pytest.fixture
def address(city):
    server = LiveServerThread("127.0.0.1", _StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    yield f"http://127.0.0.1:{server.port}"
    server.terminate()
    connections.close_all()


def environment(address, mai, posts, tmp_path):
    paper = tmp_path / "paper.jpg"
    paper.write_bytes(picture())
    return {
        "PATH": f"{PROJECT / '.venv/bin'}:/usr/local/bin:/usr/bin:/bin",
        "MOTCUA": address,
        "TOKEN": mai.token,
        "DESK_TOKEN": posts["desk"].token,
        "PAPER": str(paper),
        "DECLARATION": msgspec.json.encode(declaration()).decode(),
    }


def examples(page, language):
    found = re.findall(
        rf"^```{language}\n(.*?)^```", (GUIDES / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert found, page
    return "\n".join(found)


def run(command, given):
    answer = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stdout[-3000:] + answer.stderr[-2000:]


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
@pytest.mark.parametrize("page", ["README.md", "webhooks.md"])
def test_the_examples_for_a_shell_run(address, mai, posts, tmp_path, page):
    run(["bash", "-euo", "pipefail", "-c", examples(page, "sh")], environment(address, mai, posts, tmp_path))


def signed():
    """A secret, and what the reference library sends signed by it."""
    secret, body = "whsec_" + "M" * 43 + "=", '{"type":"dossier.received"}'
    now = datetime.now(tz=UTC)
    headers = {
        "webhook-id": "m1",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": "v1,AAAA " + Webhook(secret).sign("m1", now, body),
    }
    return secret, headers, body


def test_the_program_in_python_runs_and_knows_our_signature(address, mai, posts, tmp_path):
    secret, headers, body = signed()
    checks = (
        f"\nassert is_ours({secret!r}, {headers!r}, {body!r}.encode())"
        f"\nassert not is_ours({secret!r}, {headers!r}, b'{{}}')"
        f"\nassert not is_ours({secret!r}, {headers!r}, {body!r}.encode(), now=time.time() + 600)\n"
    )
    program = examples("python.md", "python") + checks
    run([sys.executable, "-c", program], environment(address, mai, posts, tmp_path))


def test_the_program_in_javascript_runs_and_knows_our_signature(address, mai, posts, tmp_path):
    secret, headers, body = (json.dumps(each) for each in signed())
    checks = f"\nassert(isOurs({secret}, {headers}, {body}));\nassert(!isOurs({secret}, {headers}, '{{}}'));\n"
    program = tmp_path / "program.mjs"
    program.write_text(examples("javascript.md", "js") + checks, encoding="utf-8")
    run(["node", str(program)], environment(address, mai, posts, tmp_path))


def test_the_guide_names_every_scope_and_no_other():
    asked = {each["security"][0]["token"][0] for each in operations(msgspec.json.decode(api.document()))
             if {} not in each["security"]}  # fmt: skip
    told = dict(re.findall(r"^\| `([a-z.-]+)` \| (.+) \|$", (GUIDES / "README.md").read_text("utf-8"), re.MULTILINE))
    assert told == {row.name: row.says for row in registry.rows() if row.name in asked}
