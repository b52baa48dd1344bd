"""What `motcua check` tries, each thing for real; only a problem makes it fail."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec
from django.conf import settings
from django.db import Error, connections
from django.db.migrations.executor import MigrationExecutor

from motcua.foundation.clock.catalogue import load_calendar_book
from motcua.foundation.files.condition import State, conditions
from motcua.foundation.forms.papers import read_paper_forms
from motcua.foundation.interface.theme import unreadable
from motcua.foundation.law.documents import CatalogueError, Findings
from motcua.foundation.law.report import catalogue_report
from motcua.foundation.ledger.cluster import AnotherCluster, check_cluster
from motcua.foundation.pack.reading import FILE, cities, read_pack
from motcua.register.agencies.queries.catalogue import catalogue_records
from motcua.register.procedures.queries.catalogue import read_catalogue
from motcua.register.procedures.queries.national import read_stand_ins
from motcua.web.settings.demonstration.scene import path_of, read_scene

OK, NOTE, PROBLEM = "ok", "note", "problem"
OLDEST_POSTGRESQL = 150000
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FORBIDDEN_TO_APPLICATION = (
    ("ledger_entry", "INSERT"), ("ledger_entry", "UPDATE"), ("ledger_entry", "DELETE"), ("ledger_entry", "TRUNCATE"),
    ("ledger_head", "UPDATE"), ("ledger_head", "DELETE"), ("ledger_head", "TRUNCATE"),
)  # fmt: skip


class Finding(msgspec.Struct, frozen=True):
    """One line: what was tried, how it stands (`ok`, `note` or `problem`), one sentence."""

    subject: str
    state: str
    text: str


def catalogue() -> Iterator[Finding]:
    """Read the whole catalogue as the rooms read it, and count what nobody has seen in its source."""
    root = Path(settings.MOTCUA_CATALOGUE)
    report = catalogue_report(root)
    problems = set(report.problems)
    readings: list[Callable[[], object]] = [
        lambda: load_calendar_book(root),
        lambda: read_paper_forms(root / "vn" / "paper_forms.yaml"),
    ]
    for city in cities(root):
        readings += [partial(_pack, root, city), partial(_procedures, root, city)]
    told: list[Finding] = []
    for read in readings:
        try:
            found = read()
            told += [found] if isinstance(found, Finding) else []
        except CatalogueError as broken:
            problems.update(broken.problems)
    for problem in sorted(problems):
        yield Finding("catalogue", PROBLEM, str(problem))
    total = report.verified + report.unverified
    text = f"{total} values in {len(report.files)} files: {report.verified} sourced, {report.unverified} unverified."
    yield from told
    yield Finding("catalogue", OK if not problems else NOTE, text)


def _pack(root: Path, city: str) -> None:
    """Hold a city's pack against its agencies and its colours against what can be read."""
    pack = read_pack(root, city)
    found = Findings()
    found.file = (root / city / FILE).as_posix()
    records = catalogue_records(root, city=city)
    named = {term.area.vi for term in records[pack.code].terms} if pack.code in records else set()
    if pack.name.vi not in named:
        found.add(1, "another-city", f"no agency {pack.code} governs {pack.name.vi}")
    stage = path_of(root, city)
    if stage.is_file():
        scene = read_scene(stage)
        for ward in {scene.home, scene.neighbour, scene.police} - set(records):
            found.add(1, "unknown-agency", f"the demonstration plays in {ward}, which is not recorded")
    for problem in unreadable(pack.theme):
        found.add(1, "low-contrast", problem)
    found.raise_if_any()


def _procedures(root: Path, city: str) -> Finding:
    """Say how many procedures a city has, and how many of the essential services have theirs among them."""
    found = read_catalogue(root, city)
    if (root / city / "national.yaml").is_file():
        read_stand_ins(root, city)  # how records of the national catalogue are read; it raises what is wrong with it
    codes = {version.code for version in found.versions}
    essential = [one for one in found.names.essential_services if codes & set(one.procedures)]
    counts = found.counts()
    text = (
        f"{city}: {len(codes)} procedures ({len(essential)} of the {len(found.names.essential_services)} essential services), "
        f"{len(found.names.paper_types)} types of papers, {len(found.names.result_types)} of results: "
        f"{counts.sourced} values sourced, {counts.unverified} unverified."
    )
    return Finding("procedures", OK, text)


def unverified() -> Iterator[str]:
    """Yield `file:line` of every value that nobody has seen in its source."""
    for file in catalogue_report(Path(settings.MOTCUA_CATALOGUE)).files:
        yield from (f"{file.file}:{line}" for line in file.unverified_lines)


def database() -> Iterator[Finding]:
    """Try both roles: the version, what each may do, whether migrations are missing, whose cluster it is."""
    try:
        yield from _server()
        yield from _roles()
        yield from _migrations()
    except Error as trouble:
        yield Finding("database", PROBLEM, f"It does not answer: {str(trouble).strip()}")


def _server() -> Iterator[Finding]:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int, current_setting('server_version'), "
            "current_setting('server_encoding'), current_setting('max_connections')::int"
        )
        number, version, encoding, most = cursor.fetchone()
    old, other = number < OLDEST_POSTGRESQL, encoding != "UTF8"
    yield Finding(
        "database", PROBLEM if old else OK, f"PostgreSQL {version}" + (": 15 or later is needed." if old else ".")
    )
    if other:
        yield Finding("database", PROBLEM, f"Its encoding is {encoding}; it must be UTF8.")
    if most < 40:
        yield Finding("database", NOTE, f"It takes {most} connections only; two servers and a worker keep about 20.")


def _roles() -> Iterator[Finding]:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT current_user, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        role, powerful = cursor.fetchone()
        cursor.execute("SELECT to_regclass('ledger_entry') IS NOT NULL")
        if not cursor.fetchone()[0]:
            yield Finding("roles", PROBLEM, "There are no tables yet: motcua migrate.")
            return
        cursor.execute(
            "SELECT pg_has_role(current_user, relowner, 'MEMBER') FROM pg_class WHERE oid = 'ledger_entry'::regclass"
        )
        owns = cursor.fetchone()[0]
        may = []
        for table, right in FORBIDDEN_TO_APPLICATION:
            cursor.execute("SELECT has_table_privilege(%s, %s)", [table, right])
            may += [f"{right} on {table}"] * cursor.fetchone()[0]
    if powerful or owns:
        yield Finding("roles", PROBLEM, f"{role} serves and must be neither a superuser nor the ledger's owner.")
    elif may:
        yield Finding("roles", PROBLEM, f"{role} serves and may {', '.join(may)}: the ledger's migration revokes it.")
    else:
        yield Finding("roles", OK, f"{role} serves and cannot rewrite the ledger.")


def _migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connections["owner"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        names = ", ".join(f"{migration.app_label}.{migration.name}" for migration, _ in plan[:5])
        yield Finding("migrations", PROBLEM, f"{len(plan)} are missing ({names}): motcua migrate.")
        return
    yield Finding("migrations", OK, "All are applied.")
    try:
        yield Finding("ledger", OK, f"Epoch {check_cluster()}, in its own cluster.")
    except AnotherCluster as copied:
        yield Finding("ledger", PROBLEM, str(copied))


def files() -> Iterator[Finding]:
    """Try the key file, the folder of files, the malware scanner."""
    states = {State.OK: OK, State.ABSENT: NOTE, State.BROKEN: PROBLEM}
    for condition in conditions():
        yield Finding(condition.subject, states[condition.state], condition.detail)


def installation() -> Iterator[Finding]:
    """Look at what the settings say, beyond each being well-formed."""
    environment = settings.ENVIRONMENT
    plain = environment.public_url.startswith("http://")
    local = any(name in environment.public_url for name in ("127.0.0.1", "localhost"))
    yield Finding("settings", OK, f"Home {environment.home}, address {environment.public_url}.")
    if plain and not local:
        yield Finding(
            "settings", PROBLEM, "MOTCUA_PUBLIC_URL is plain http: sign-in would travel unprotected. Use https."
        )
    if environment.demo and environment.database:
        yield Finding(
            "settings", NOTE, "Demonstration accounts are asked for (MOTCUA_DEMO): their passwords are known to all."
        )
    if not Path(settings.STATIC_ROOT).exists():
        yield Finding("assets", PROBLEM, f"{settings.STATIC_ROOT} is missing: make setup.")


def browser() -> Iterator[Finding]:
    """Look for the browser of the journey tests; the city works without it."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), settings.ENVIRONMENT.chromium)
    yield Finding("browser", OK if found else NOTE, f"{found}." if found else "No Chromium; only the tests want one.")


SUBJECTS: dict[str, Callable[[], Iterator[Finding]]] = {
    "settings": installation,
    "database": database,
    "files": files,
    "catalogue": catalogue,
    "browser": browser,
}
