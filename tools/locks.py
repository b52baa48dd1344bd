"""The lock files name packages and hashes and never a host: any mirror can serve them, and none is trusted."""

import re
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
ADDRESS = re.compile(r"(?:https?|git\+\w+|ssh|file)://|^--(?:extra-)?index-url|^--find-links", re.MULTILINE)
# npm writes where a package asks for money; nothing is fetched from there.
HARMLESS = re.compile(r'"funding": \{[^}]*\}|"url": "[^"]*"')


def check(project: Path) -> list[str]:
    """Return what is wrong with the lock files, one line each."""
    problems = []
    for path in sorted((project / "requirements").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        problems += [f"{path.name}: names an address ({found[0]})" for found in ADDRESS.finditer(text)]
        pinned = re.findall(r"^[a-z0-9][^\s=]*(?:\[[^\]]*\])?==", text, re.MULTILINE)
        hashed = re.findall(r"^[a-z0-9][^\n]*\\\n(?:\s+--hash=sha256:[0-9a-f]{64}\s*\\?\n?)+", text, re.MULTILINE)
        if len(pinned) != len(hashed):
            problems.append(f"{path.name}: {len(pinned) - len(hashed)} packages have no hash")
    for lock in (project / "package-lock.json", *sorted(project.glob("bench/*/package-lock.json"))):
        if not lock.exists():
            continue
        text = HARMLESS.sub("", lock.read_text(encoding="utf-8"))
        problems += [f"{lock.name}: names an address ({found[0]})" for found in ADDRESS.finditer(text)]
        problems += [f"{lock.name}: has a resolved address"] * ('"resolved"' in text)
    return problems


def main() -> int:
    """Check the lock files; return the exit code."""
    problems = check(PROJECT)
    for problem in problems:
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
