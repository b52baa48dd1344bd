"""Has this home been prepared by exactly this version? Then `make run` serves at once."""

import hashlib
from pathlib import Path

from motcua.web.settings.environment import PROJECT, Environment

PREPARED_FROM = ("motcua/**/migrations/*.py", "catalogue/**/*", "motcua/web/settings/**/*.py", "requirements/base.txt")


def is_prepared(environment: Environment) -> bool:
    """
    Say whether nothing that preparing reads has changed since it was last done for the embedded database.

    The stamp lies beside the data, so that it goes when they go. A database of one's own is always prepared.
    """
    stamp = _stamp(environment.home)
    try:
        said = stamp.read_text(encoding="ascii")
    except OSError:
        return False
    whole = environment.key_file.exists() and (not environment.demo or (environment.home / "welcome.txt").exists())
    return environment.database is None and whole and said == _fingerprint(environment)


def remember(environment: Environment) -> None:
    """Note that the home is prepared."""
    if environment.database is None:
        _stamp(environment.home).write_text(_fingerprint(environment), encoding="ascii")


def _stamp(home: Path) -> Path:
    return (home / "postgres").resolve() / "prepared"


def _fingerprint(environment: Environment) -> str:
    digest = hashlib.sha256(f"{environment.demo} {environment.catalogue} {environment.city}".encode())
    for pattern in PREPARED_FROM:
        for path in sorted(PROJECT.glob(pattern)):
            if path.is_file():
                digest.update(path.as_posix().encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()
