"""The import contracts bite: each planted break is caught, and the sound house is kept."""

import shutil
import subprocess
import sys

import pytest

from tools.locks import PROJECT

HOUSE = {
    "foundation/interface/text.py": "",
    "register/people/types.py": "",
    "register/people/models.py": "import django\n",
    "register/people/queries.py": "from motcua.register.people import models\n",
    "service/notices/commands.py": "",
    "service/counters/types.py": "",
    "service/dossiers/rules.py": "from motcua.register.people import types\n",
    "service/dossiers/commands.py": "from motcua.service.dossiers import rules\nfrom motcua.register.people import queries\n",
    "service/dossiers/pages.py": "from motcua.service.dossiers import commands\n",
}
BREAKS = {
    "a lower floor knows a higher": ("register/people/queries.py", "from motcua.service.dossiers import commands\n"),
    "a foreign room's tables": ("service/dossiers/queries.py", "from motcua.register.people import models\n"),
    "a name that says nothing": ("service/dossiers/utils.py", ""),
    "Django in rules": ("service/dossiers/rules.py", "from django.utils import timezone\n"),
    "a page that touches tables": ("register/people/pages.py", "from motcua.register.people import models\n"),
    "tables that call commands": ("service/dossiers/models.py", "from motcua.service.dossiers import commands\n"),
    "an earlier room knows a later": ("service/notices/commands.py", "from motcua.service.dossiers import rules\n"),
    "a private module": ("service/dossiers/commands.py", "from motcua.foundation.interface import _inner\n"),
    "a floor that is not planned": ("common/words/types.py", ""),
}


def _build(folder, files):
    for path, text in files.items():
        target = folder / "motcua" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    for each in [folder / "motcua", *(path for path in (folder / "motcua").rglob("*") if path.is_dir())]:
        (each / "__init__.py").touch()
    (folder / "motcua/foundation/interface/_inner.py").touch()
    (folder / "tools").mkdir(exist_ok=True)
    shutil.copy(PROJECT / "tools/contracts.py", folder / "tools/contracts.py")
    text = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    # The small house has few rooms: of the contracts that name rooms one by one it keeps those of its own floors.
    head, *contracts = text.split("[[tool.importlinter.contracts]]\n")
    named = ("foundation", "register", "insight", "exchange", "web", "pure-foundation")
    kept = [each for each in contracts if not any(f'id = "{name}"' in each for name in named)]
    config = "[[tool.importlinter.contracts]]\n".join([head, *kept])
    layers = '["web", "insight", "exchange", "office", "service", "register", "foundation"]'
    small = '["(web)", "(insight)", "(exchange)", "(office)", "service", "register", "foundation"]'
    (folder / "pyproject.toml").write_text(config.replace(layers, small), encoding="utf-8")


def _lint(folder):
    program = [
        sys.executable,
        "-c",
        "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as run; run()",
    ]
    return subprocess.run([*program, "--no-cache"], cwd=folder, capture_output=True, text=True, check=False)


def test_the_sound_house_is_kept(tmp_path):
    _build(tmp_path, HOUSE)
    answer = _lint(tmp_path)
    assert answer.returncode == 0, answer.stdout + answer.stderr


@pytest.mark.parametrize("planted", BREAKS)
def test_a_planted_break_is_caught(tmp_path, planted):
    path, text = BREAKS[planted]
    _build(tmp_path, HOUSE | {path: HOUSE.get(path, "") + text})
    answer = _lint(tmp_path)
    assert answer.returncode == 1, answer.stdout + answer.stderr
    assert "BROKEN" in answer.stdout or "error" in answer.stdout.lower()
