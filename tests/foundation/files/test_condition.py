"""The operator is told what works, what is absent and which files are damaged."""

from datetime import UTC, datetime

from motcua.foundation.files import storage, uploads
from motcua.foundation.files.condition import State, conditions, damages
from tests.foundation.files.papers import pdf
from tests.foundation.files.scanner import listening

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def states():
    return {condition.subject: condition.state for condition in conditions()}


def test_without_a_scanner_all_works_and_the_scanner_is_absent(store, key_file):
    assert states() == {"key file": State.OK, "files": State.OK, "malware scanner": State.ABSENT}
    assert "MOTCUA_CLAMAV" in conditions()[2].detail
    assert list(store.root.iterdir()) == []


def test_a_scanner_tells_its_version_and_a_silent_one_is_broken(store, key_file):
    with listening() as address:
        storage.configure(folder=store.root, scanner=address)
        assert conditions()[2].detail.startswith("ClamAV 1.4.2")
    assert states()["malware scanner"] is State.BROKEN


def test_a_missing_key_file_and_a_folder_that_is_none_are_broken(store, key_file):
    key_file.unlink()
    store.root.write_text("a file, not a folder")
    assert states() == {"key file": State.BROKEN, "files": State.BROKEN, "malware scanner": State.ABSENT}


def test_damaged_files_are_found_without_any_key(files, key_file):
    kept = [uploads.take("draft/1", f"{number}.pdf", len(pdf()), [pdf()], NOW) for number in range(4)]
    assert list(damages()) == []
    places = {path.name: path for path in (files.root / "kept").rglob("*") if path.is_file()}
    places[kept[0].address].unlink()
    places[kept[1].address].write_bytes(b"other bytes")
    key_file.unlink()
    found = {damage.file_id: damage.detail for damage in damages()}
    assert found == {kept[0].id: "its bytes are missing", kept[1].id: "its bytes were altered"}
    first, last = sorted(found)
    assert [damage.file_id for damage in damages(after=first)] == [last]
