"""
The ten main pages as Lighthouse sees them on a slow phone, against the real server with the demonstration city:
`python -m bench.lighthouse`; `ONLY=home,search` measures some, `RUNS=1` once each, `REPORTS=folder` keeps the whole reports.

Lighthouse is installed when this is run, from the lock file beside it, and by nothing else. The speed is simulated (a
phone of the middle class on slow 4G), so that a shared machine changes it little; the median of the runs counts.
"""

import html
import http.cookiejar
import os
import re
import shutil
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

import msgspec

from bench import place
from bench.results import FOLDER, Book

HERE = Path(__file__).parent
TOOL = place.HOME / "lighthouse"
NODE = place.PROJECT / ".venv" / "bin"
TRIES = 3
RUNS = int(os.environ.get("RUNS", "3"))
LEAST = {"performance": 95, "accessibility": 100}
PASSWORD = "mot-cua-2026"  # noqa: S105 -- of the demonstration city, and in the README
FLAGS = "--headless=new --no-sandbox --disable-dev-shm-usage"


def install() -> None:
    """Put exactly the locked packages into the bench's own home, once for each lock file."""
    TOOL.mkdir(parents=True, exist_ok=True)
    lock = TOOL / "package-lock.json"
    wanted = (HERE / "package-lock.json").read_bytes()
    if (TOOL / "node_modules" / "lighthouse").exists() and lock.exists() and lock.read_bytes() == wanted:
        return
    shutil.copy(place.PROJECT / ".npmrc", TOOL)
    shutil.copy(HERE / "package.json", TOOL)
    lock.write_bytes(wanted)
    script = 'source "$0"/tools/certificates.sh; npm ci --no-progress --loglevel=error'
    subprocess.run(["bash", "-c", script, str(place.PROJECT)], cwd=TOOL, check=True, env=_with_node())


def _with_node() -> dict[str, str]:
    return os.environ | {"PATH": f"{NODE}{os.pathsep}{os.environ['PATH']}"}


class Visitor:
    """Somebody of the demonstration city, signed in."""

    def __init__(self, url: str, login: str) -> None:
        self.url = url
        self.jar = http.cookiejar.CookieJar()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        if login:
            self.send("/dang-nhap", {"login": f"{login}@motcua.example", "password": PASSWORD})

    def get(self, path: str) -> tuple[str, str]:
        """Return the path that a page was found at in the end, and the page."""
        with self._opener.open(self.url + path, timeout=60) as answer:
            return answer.url.removeprefix(self.url), answer.read().decode()

    def send(self, path: str, form: dict[str, str]) -> str:
        """Send a page's form with what stands hidden in it; return the path that it led to."""
        _, page = self.get(path)
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        body = urllib.parse.urlencode({name: html.unescape(value) for name, value in hidden.items()} | form).encode()
        with self._opener.open(self.url + path, data=body, timeout=60) as answer:
            return str(answer.url).removeprefix(self.url)

    @property
    def cookies(self) -> str:
        """What a browser of theirs would send."""
        return "; ".join(f"{one.name}={one.value}" for one in self.jar)


def pages(url: str) -> dict[str, tuple[str, str]]:
    """Return the ten main pages: what they are called, their path and the cookies that open them."""
    nobody, citizen, desk = Visitor(url, ""), Visitor(url, "congdan"), Visitor(url, "motcua")
    declaration = citizen.send("/nop-ho-so/1.001193", {})
    _, mine = citizen.get("/ho-so")
    dossier = re.findall(r'href="(/ho-so/[A-Z][^"/?]+)"', mine)[0]
    code = dossier.rpartition("/")[2]
    queue, _ = desk.get("/ban-lam-viec/cua-don-vi")
    return {
        "home": ("/", nobody.cookies),
        "search": ("/thu-tuc?q=khai+sinh", nobody.cookies),
        "procedure": ("/thu-tuc/1.001193", nobody.cookies),
        "start": ("/nop-ho-so/1.001193", citizen.cookies),
        "declaration": (declaration, citizen.cookies),
        "my dossiers": ("/ho-so", citizen.cookies),
        "dossier": (dossier, citizen.cookies),
        "tracking": (f"/tra-cuu/{code}", nobody.cookies),
        "city statistics": ("/city/", nobody.cookies),
        "desk queue": (queue, desk.cookies),
    }


def report(url: str, cookies: str) -> dict[str, Any]:
    """Let Lighthouse look at a page once, as on a phone."""
    command = [
        str(NODE / "node"), str(TOOL / "node_modules" / "lighthouse" / "cli" / "index.js"), url, "--output=json",
        "--quiet", "--only-categories=performance,accessibility", f"--chrome-flags={FLAGS}",
    ]  # fmt: skip
    if cookies:
        command.append(f"--extra-headers={msgspec.json.encode({'Cookie': cookies}).decode()}")
    where = os.environ.get("CHROME_PATH") or shutil.which("chromium") or ""
    for _ in range(TRIES):
        done = subprocess.run(
            command,
            capture_output=True,
            check=False,
            env=_with_node() | ({"CHROME_PATH": where} if where else {}),
            timeout=180,
        )
        if not done.returncode:
            found: dict[str, Any] = msgspec.json.decode(done.stdout)
            return found
        # Chromium sometimes loses the trace of a page; Lighthouse itself then says to run it again.
        print(f"  {done.stderr.decode()[-300:].strip()}", file=sys.stderr)
    raise RuntimeError(f"Lighthouse did not look at {url}")


def _failures(found: dict[str, Any]) -> list[str]:
    kinds = found["categories"]["accessibility"]["auditRefs"]
    audits = [found["audits"][one["id"]] for one in kinds if one["weight"]]
    return [
        f"{audit['title']}: {item.get('node', {}).get('snippet', '')}"
        for audit in audits
        if audit["score"] == 0
        for item in (audit.get("details") or {}).get("items", [])
    ]


def measure(book: Book, url: str) -> None:
    """Enter the scores of each page, and print what keeps one from all points."""
    only = {name.strip() for name in os.environ.get("ONLY", "").split(",") if name.strip()}
    kept = os.environ.get("REPORTS")
    for name, (path, cookies) in pages(url).items():
        if only and name not in only:
            continue
        found = [report(url + path, cookies) for _ in range(RUNS)]
        if found[0].get("runtimeError"):
            raise RuntimeError(f"Lighthouse could not look at {path}: {found[0]['runtimeError']}")
        for kind, least in LEAST.items():
            scores = [round(one["categories"][kind]["score"] * 100) for one in found]
            book.enter(f"{name}: Lighthouse {kind}, phone", scores, "of 100", goal=least)
        for line in _failures(found[0]):
            print(f"  {name}: {line}", file=sys.stderr)
        if kept:
            Path(kept).mkdir(parents=True, exist_ok=True)
            (Path(kept) / f"{name.replace(' ', '-')}.json").write_bytes(msgspec.json.encode(found[0]))


def main() -> int:
    place.set_up()
    install()
    book = Book()
    with place.cluster():
        place.run("load")
        place.run("demo")
        with place.server() as (port, _):
            measure(book, f"http://127.0.0.1:{port}")
    head = f"`python -m bench.lighthouse`, {RUNS} runs."
    if not os.environ.get("ONLY"):
        book.write(FOLDER, head, "lighthouse")
    print(book.table(head))
    return 0 if all(line.kept is not False for line in book.lines) else 1


if __name__ == "__main__":
    sys.exit(main())
