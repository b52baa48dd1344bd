"""The scanner's client speaks the daemon's protocol, and says so when nobody answers."""

import pytest

from motcua.foundation.files.clamd import Scanner, ScannerError
from tests.foundation.files.scanner import EICAR, MuteDaemon, SmallDaemon, listening


def test_a_clean_file_is_clean_whatever_its_length():
    with listening() as address:
        for length in (0, 1, 64 * 1024, 300_001):
            assert Scanner(address).scan(bytes(length)).is_clean


def test_a_virus_is_found_and_named():
    with listening() as address:
        verdict = Scanner(address).scan(bytes(70_000) + EICAR)
    assert not verdict.is_clean
    assert verdict.signature == "Eicar-Signature"


def test_the_daemon_may_listen_on_a_socket_of_the_file_system(tmp_path):
    with listening(path=tmp_path / "clamd.ctl") as address:
        assert Scanner(address).version().startswith("ClamAV 1.4.2/")
        assert not Scanner(address).scan(EICAR).is_clean


def test_a_file_that_the_daemon_will_not_scan_is_not_taken_for_clean():
    with listening(SmallDaemon) as address, pytest.raises(ScannerError):
        Scanner(address).scan(bytes(5_000_000))


def test_a_daemon_that_says_nothing_is_not_taken_for_clean():
    with listening(MuteDaemon) as address, pytest.raises(ScannerError, match="does not answer"):
        Scanner(address, patience=0.5).scan(b"x" * 10)


def test_a_daemon_that_is_away_is_reported():
    with listening() as address:
        pass
    with pytest.raises(ScannerError, match="does not answer"):
        Scanner(address).scan(b"x")
    with pytest.raises(ScannerError, match=r"/nowhere/clamd\.ctl"):
        Scanner("/nowhere/clamd.ctl").version()
    with pytest.raises(ScannerError, match="neither"):
        Scanner("clamd").version()
