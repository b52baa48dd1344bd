"""Where the embedded database keeps its data and its socket, also where root's own folders cannot be entered."""

import hashlib
import os
import pwd
import secrets
import stat
import tempfile
from pathlib import Path

# A Unix socket's path may have 107 bytes; PostgreSQL appends "/.s.PGSQL.5432.lock".
LONGEST_SOCKET_FOLDER = 80
SHARED_STATE = Path("/var/lib/motcua")


class Holder:
    """The operating system's user that runs PostgreSQL, which refuses root."""

    def __init__(self) -> None:
        self.is_root = os.geteuid() == 0
        entry = self._unprivileged() if self.is_root else pwd.getpwuid(os.geteuid())
        self.name, self.uid, self.gid = entry.pw_name, entry.pw_uid, entry.pw_gid

    @staticmethod
    def _unprivileged() -> pwd.struct_passwd:
        try:
            return pwd.getpwnam("motcua")
        except KeyError:
            return pwd.getpwnam("nobody")

    def may_enter(self, folder: Path) -> bool:
        """Say whether this user may pass through `folder` and all folders above it."""
        if not self.is_root:
            return os.access(folder, os.X_OK)
        return all(self._passes(each) for each in (folder.resolve(), *folder.resolve().parents))

    def _passes(self, folder: Path) -> bool:
        found = folder.stat()
        if found.st_uid == self.uid:
            return bool(found.st_mode & stat.S_IXUSR)
        if found.st_gid == self.gid:
            return bool(found.st_mode & stat.S_IXGRP)
        return bool(found.st_mode & stat.S_IXOTH)

    def own(self, folder: Path) -> None:
        """Make `folder` this user's alone."""
        folder.mkdir(parents=True, exist_ok=True)
        if self.is_root:
            os.chown(folder, self.uid, self.gid)
        folder.chmod(0o700)


def socket_folder(home: Path) -> Path:
    """Return the folder of the database's socket: in the home, or a short private one when the path is too long."""
    real = (home / "postgres").resolve() / "socket"
    if len(os.fsencode(real)) <= LONGEST_SOCKET_FOLDER:
        return real
    name = hashlib.sha256(os.fsencode(real)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"motcua-{name}"


def database_folder(home: Path, holder: Holder) -> Path:
    """
    Return the folder that holds data and socket, made when it is not there.

    It is `postgres` in the home. Where `holder` cannot enter the home (root's own folder), it is a link to a folder
    below /var/lib/motcua with a name of its own, so that another clone in the same place never finds foreign data.
    """
    home.mkdir(parents=True, exist_ok=True)
    folder = home / "postgres"
    if not folder.is_symlink() and not folder.exists() and not holder.may_enter(home):
        SHARED_STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
        target = SHARED_STATE / secrets.token_hex(8)
        holder.own(target)
        folder.symlink_to(target)
    if not folder.exists():
        holder.own(folder)
    return folder.resolve()


def owner_of_foreign_home(home: Path) -> str:
    """Return whose `home` is when it is not ours to write, else an empty text."""
    if not home.exists() or os.access(home, os.W_OK | os.X_OK):
        return ""
    try:
        return pwd.getpwuid(home.stat().st_uid).pw_name
    except KeyError:
        return str(home.stat().st_uid)
