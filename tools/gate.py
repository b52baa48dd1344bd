"""`make check`: every check runs, also after one has failed; the failures are shown in full at the end."""

import os
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
MOTCUA = (sys.executable, "-m", "motcua.web.settings.cli")
CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff", ("ruff", "check", "--quiet", "--output-format", "concise", ".")),
    ("form of the code", ("ruff", "format", "--check", "--quiet", ".")),
    ("types", ("mypy", "--no-error-summary")),
    ("import contracts", ("lint-imports", "--no-logo")),
    ("model changes without a migration", (*MOTCUA, "manage", "makemigrations", "--check", "--dry-run")),
    ("Django's own checks", (*MOTCUA, "manage", "check", "--fail-level", "WARNING")),
    ("Vietnamese", (sys.executable, "-m", "tools.messages", "check")),
    ("catalogue", (*MOTCUA, "check", "--only", "catalogue")),
    ("lock files", (sys.executable, "-m", "tools.locks")),
)


def run(checks: tuple[tuple[str, tuple[str, ...]], ...] = CHECKS) -> int:
    """Run the checks in order; return 0 when all hold."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MOTCUA_")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment.get('PATH', '')}"
    failures = []
    for name, command in checks:
        began = time.monotonic()
        answer = subprocess.run(
            command,
            cwd=PROJECT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        verdict = "ok" if answer.returncode == 0 else "FAILED"
        print(f"  {verdict:<6}  {name} ({time.monotonic() - began:.1f} s)", flush=True)
        if answer.returncode:
            failures.append((name, answer.stdout))
    for name, output in failures:
        print(f"\n{name}:\n{output.rstrip()}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(run())
