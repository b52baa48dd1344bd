"""What can go wrong when something is opened or a key is looked for. Each is a defect or an attack, never an answer."""

from pathlib import Path


class SealingError(Exception):
    """Nothing was opened and nothing was sealed."""


class BrokenSealError(SealingError):
    """The bytes do not open: another key, another holder or other context than at sealing, or altered bytes."""


class UnknownKeyError(SealingError):
    """The bytes name a key that the ring does not hold, or holds no longer."""

    def __init__(self, key_id: str) -> None:
        super().__init__(f"The key ring holds no key {key_id!r}. Was it retired, or is this another city's key file?")
        self.key_id = key_id


class KeyFileError(SealingError):
    """The key file is missing, readable by others, malformed, or the change asked for would lose data."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"Key file {path}: {why}")
        self.path = path
        self.why = why
