"""The key that signs sessions and links: made once for an installation, kept in its home."""

import os
import secrets
from pathlib import Path


def signing_key(home: Path) -> str:
    """Return the installation's signing key, made on the first call and readable by its owner alone."""
    path = home / "signing-key"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        home.mkdir(parents=True, exist_ok=True)
    partial = home / f"signing-key.{os.getpid()}"
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(secrets.token_urlsafe(64))
    try:
        os.link(partial, path)  # two processes at once: the first one's key stays
    except FileExistsError:
        pass
    finally:
        partial.unlink()
    return path.read_text(encoding="ascii").strip()
