"""The guide for programs: its examples run as they stand."""

import re
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest
from django.db import connections
from django.test.testcases import LiveServerThread, _StaticFilesHandler

from tests.factories.dossiers import picture
from tests.service.dossiers.api.programs import declaration

GUIDE = Path(__file__).resolve().parents[4] / "docs" / "connect" / "README.md"


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


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_examples_of_the_guide_run(address, mai, tmp_path):
    examples = re.findall(r"^```sh\n(.*?)^```", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert len(examples) > 5
    paper = tmp_path / "paper.jpg"
    paper.write_bytes(picture())
    answer = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", "\n".join(examples)],
        env={
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "MOTCUA": address,
            "TOKEN": mai.token,
            "PAPER": str(paper),
            "DECLARATION": msgspec.json.encode(declaration()).decode(),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stdout[-3000:] + answer.stderr[-2000:]
