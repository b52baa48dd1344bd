"""The lock files name no host and forget no hash."""

from tools.locks import PROJECT, check

SOUND = (
    "#    make lock\nargon2-cffi==25.1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n    # via -r requirements/base.in\n"
)


def test_our_lock_files_are_sound():
    assert check(PROJECT) == []


def test_a_host_a_missing_hash_and_a_resolved_address_are_found(tmp_path):
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "sound.txt").write_text(SOUND, encoding="utf-8")
    assert check(tmp_path) == []
    (tmp_path / "requirements" / "host.txt").write_text("--index-url https://mirror.example/simple\n" + SOUND, "utf-8")
    (tmp_path / "requirements" / "bare.txt").write_text("babel==2.17.0\n", encoding="utf-8")
    (tmp_path / "package-lock.json").write_text('{"resolved": "https://mirror.example/a.tgz"}', encoding="utf-8")
    problems = check(tmp_path)
    assert any("bare.txt: 1 packages have no hash" in problem for problem in problems)
    assert any("host.txt: names an address" in problem for problem in problems)
    assert any("package-lock.json: has a resolved address" in problem for problem in problems)


def test_the_lock_file_of_a_bench_is_looked_at_too(tmp_path):
    (tmp_path / "bench" / "phone").mkdir(parents=True)
    lock = tmp_path / "bench" / "phone" / "package-lock.json"
    lock.write_text('{"resolved": "https://mirror.example/a.tgz"}', encoding="utf-8")
    assert any("has a resolved address" in problem for problem in check(tmp_path))
