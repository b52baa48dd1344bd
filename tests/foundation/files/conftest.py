"""A store and keys of one's own for every test."""

from datetime import UTC, datetime

import pytest

from motcua.foundation.files import storage
from motcua.foundation.sealing import create_key_file, ring

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


@pytest.fixture
def store(tmp_path):
    before = storage._Place.store, storage._Place.scanner
    storage.configure(folder=tmp_path / "files")
    yield storage.store()
    storage._Place.store, storage._Place.scanner = before


@pytest.fixture
def key_file(tmp_path):
    before = ring._PLACE._path
    path = tmp_path / "keys.json"
    create_key_file(path, now=NOW)
    ring.configure(path)
    yield path
    ring.configure(before)


@pytest.fixture
def files(db_city, store, key_file):
    """A city's database, folder and keys, all empty."""
    return store
