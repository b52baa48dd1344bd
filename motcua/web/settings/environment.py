"""The settings of one installation, read once from `MOTCUA_*`; every mistake is listed, not only the first."""

import os
import re
from collections.abc import Callable, Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

import msgspec

T = TypeVar("T")

PROJECT = Path(__file__).resolve().parents[3]
CITY = "hcmc"  # served where nothing is said


class Database(msgspec.Struct, frozen=True):
    """Where a PostgreSQL is and who connects. `host` is a name or, for a socket, an absolute folder."""

    host: str
    port: int
    name: str
    user: str
    password: str = ""
    options: dict[str, str] = {}


class Environment(msgspec.Struct, frozen=True):
    """What an operator may set. The names are those of the variables without `MOTCUA_`, in lower case."""

    home: Path
    catalogue: Path
    city: str
    files: Path
    key_file: Path
    public_url: str
    hosts: tuple[str, ...]
    proxies: int
    demo: bool
    database: Database | None
    owner_database: Database | None
    clamav: str
    chromium: str
    webhook_networks: tuple[IPv4Network | IPv6Network, ...]
    log_level: str


class Setting(msgspec.Struct, frozen=True):
    """One variable: its name, what it is when it is not set, what it means."""

    name: str
    default: str
    meaning: str


SETTINGS = (
    Setting(
        "MOTCUA_HOME",
        ".motcua in the project (.motcua-<city> for another city)",
        "Folder of this installation: keys, files, embedded database.",
    ),
    Setting("MOTCUA_DATABASE_URL", "the embedded PostgreSQL", "A PostgreSQL 15 or later, as the role that serves."),
    Setting("MOTCUA_OWNER_DATABASE_URL", "the embedded PostgreSQL", "The same database, as the role that migrates."),
    Setting("MOTCUA_DEMO", "1 with the embedded database, else 0", "Load the demonstration city and its accounts."),
    Setting(
        "MOTCUA_PUBLIC_URL",
        "http://127.0.0.1:8000 (`make run`: its port)",
        "The address that people open; https makes cookies secure.",
    ),
    Setting("MOTCUA_HOSTS", "that address's host, and this machine", "Host names that are answered, by comma."),
    Setting("MOTCUA_PROXIES", "0", "How many proxies stand before the server and set X-Forwarded-For and -Proto."),
    Setting("MOTCUA_FILES", "files in the home", "Folder of the encrypted files."),
    Setting(
        "MOTCUA_KEY_FILE", "keys.json in the home", "The outer keys; keep a copy apart from the database's backups."
    ),
    Setting("MOTCUA_CATALOGUE", "catalogue in the project", "Folder of law, agencies and procedures."),
    Setting("MOTCUA_CITY", CITY, "Which city of the catalogue is served: its folder there."),
    Setting("MOTCUA_CLAMAV", "none", "A ClamAV daemon, as host:port or the path of its socket."),
    Setting("MOTCUA_CHROMIUM", "found on the PATH", "The browser of the journey tests."),
    Setting(
        "MOTCUA_WEBHOOK_NETWORKS",
        "none",
        "Networks inside which webhooks may call, by comma: 10.20.0.0/16. With 127.0.0.0/8 also http to this machine.",
    ),
    Setting("MOTCUA_LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR."),
)


class BadSettings(Exception):
    """The environment cannot be used; `problems` has one sentence for each mistake."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("These settings cannot be used:\n" + "\n".join(f"  - {problem}" for problem in problems))
        self.problems = problems


class _Reader:
    def __init__(self, source: Mapping[str, str]) -> None:
        self.source = source
        self.problems: list[str] = []
        known = {setting.name for setting in SETTINGS}
        strangers = {name for name in source if name.startswith("MOTCUA_")} - known
        self.problems += [
            f"{name} is not a setting; see docs/operate/settings.md"
            for name in sorted(strangers)
            if not name.startswith(("MOTCUA_TEST_", "MOTCUA_RUN_"))
        ]

    def read(self, name: str, parse: Callable[[str], T], default: T) -> T:
        raw = self.source.get(name, "").strip()
        if not raw:
            return default
        try:
            return parse(raw)
        except ValueError as problem:
            self.problems.append(f"{name} {problem}")
            return default


def parse_database(url: str) -> Database:
    """Read `postgresql://role:password@host:port/name?option=…`; an empty host with `?host=/folder` is a socket."""
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise ValueError("must begin with postgresql://")
    options = dict(parse_qsl(parts.query))
    host = options.pop("host", "") or unquote(parts.hostname or "")
    name = unquote(parts.path.lstrip("/"))
    if not (host and name and parts.username):
        raise ValueError("must name a role, a host and a database: postgresql://role:password@host:5432/database")
    try:
        port = parts.port or int(options.pop("port", "5432"))
    except ValueError as bad:
        raise ValueError("has a port that is not a number") from bad
    return Database(
        host=host,
        port=port,
        name=name,
        user=unquote(parts.username),
        password=unquote(parts.password or ""),
        options=options,
    )


def _flag(raw: str) -> bool:
    if raw.lower() not in {"0", "1", "yes", "no", "true", "false"}:
        raise ValueError("must be 1 or 0")
    return raw.lower() in {"1", "yes", "true"}


def _count(raw: str) -> int:
    if not raw.isdecimal():
        raise ValueError("must be a whole number, 0 or more")
    return int(raw)


def _folder(raw: str) -> Path:
    path = Path(raw).expanduser()
    if not path.is_absolute():
        raise ValueError("must be an absolute path")
    return path


def _city(raw: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]*", raw):
        raise ValueError("must be the name of a folder of the catalogue, such as danang")
    return raw


def _url(raw: str) -> str:
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise ValueError("must be an address such as https://motcua.example.vn, without a path")
    return raw.rstrip("/")


def _words(raw: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in raw.split(",") if word.strip())


def _networks(raw: str) -> tuple[IPv4Network | IPv6Network, ...]:
    try:
        return tuple(ip_network(word) for word in _words(raw))
    except ValueError as bad:
        raise ValueError("must be networks such as 10.20.0.0/16, by comma") from bad


def _level(raw: str) -> str:
    if raw.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise ValueError("must be DEBUG, INFO, WARNING or ERROR")
    return raw.upper()


def load(source: Mapping[str, str] | None = None) -> Environment:
    """Read the settings from `source` (the process's environment); raise `BadSettings` with all that is wrong."""
    reader = _Reader(os.environ if source is None else source)
    catalogue = reader.read("MOTCUA_CATALOGUE", _folder, PROJECT / "catalogue")
    city = reader.read("MOTCUA_CITY", _city, CITY)
    if not (catalogue / city / "city.yaml").is_file():
        reader.problems.append(f"MOTCUA_CITY: there is no {catalogue / city / 'city.yaml'}")
    home = reader.read("MOTCUA_HOME", _folder, PROJECT / (".motcua" if city == CITY else f".motcua-{city}"))
    database = reader.read("MOTCUA_DATABASE_URL", parse_database, None)
    owner = reader.read("MOTCUA_OWNER_DATABASE_URL", parse_database, None)
    if database and not owner:
        reader.problems.append("MOTCUA_OWNER_DATABASE_URL is needed beside MOTCUA_DATABASE_URL: the role that migrates")
    if owner and not database:
        reader.problems.append("MOTCUA_DATABASE_URL is needed beside MOTCUA_OWNER_DATABASE_URL: the role that serves")
    if database and owner and database.user == owner.user:
        reader.problems.append("MOTCUA_DATABASE_URL and MOTCUA_OWNER_DATABASE_URL must name two different roles")
    public_url = reader.read("MOTCUA_PUBLIC_URL", _url, "http://127.0.0.1:8000")
    own_host = urlsplit(public_url).hostname or ""
    environment = Environment(
        home=home,
        catalogue=catalogue,
        city=city,
        files=reader.read("MOTCUA_FILES", _folder, home / "files"),
        key_file=reader.read("MOTCUA_KEY_FILE", _folder, home / "keys.json"),
        public_url=public_url,
        hosts=reader.read("MOTCUA_HOSTS", _words, tuple(dict.fromkeys((own_host, "127.0.0.1", "localhost", "[::1]")))),
        proxies=reader.read("MOTCUA_PROXIES", _count, 0),
        demo=reader.read("MOTCUA_DEMO", _flag, database is None),
        database=database,
        owner_database=owner,
        clamav=reader.read("MOTCUA_CLAMAV", str, ""),
        chromium=reader.read("MOTCUA_CHROMIUM", str, ""),
        webhook_networks=reader.read("MOTCUA_WEBHOOK_NETWORKS", _networks, ()),
        log_level=reader.read("MOTCUA_LOG_LEVEL", _level, "INFO"),
    )
    if reader.problems:
        raise BadSettings(reader.problems)
    return environment
