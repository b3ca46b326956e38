import fcntl
import logging
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from invented import AT, MADE_BY, claims, report

from reportedly.errors import LedgerError
from reportedly.ledger import Ledger
from reportedly.ledger.locks import writer_lock

ADDER = Path(__file__).with_name("adder.py")


def _adding(path: Path, first: int, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, ADDER, path, str(first), str(count)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_several_processes_that_add_at_once_all_get_through(path: Path):
    """Three writers make the ledger, and write to it, at the same time; the last one adds what the others add."""
    writers = [_adding(path, first, count) for first, count in ((0, 30), (30, 30), (0, 60))]
    results = [writer.communicate(timeout=120) for writer in writers]
    assert [(writer.returncode, errors) for writer, (_, errors) in zip(writers, results, strict=True)] == [(0, "")] * 3
    lines = [line.split() for output, _ in results for line in output.splitlines()]
    assert sorted(ref for status, ref in lines if status == "added") == [report(number).report_ref for number in range(60)]
    with Ledger.open(path, read_only=True) as ledger:
        assert (ledger.counts().reports, ledger.counts().claims, ledger.counts().log) == (60, 180, 1 + 3 + 60 + 3)
        assert list(ledger.verify()) == []


def test_readers_see_whole_reports_while_another_process_adds(path: Path):
    with Ledger.open(path) as made:
        made.close()
    writer = _adding(path, 0, 100)
    seen = []
    while writer.poll() is None:
        with Ledger.open(path, read_only=True) as ledger:
            seen.append(len(list(ledger.claims())))
    assert writer.communicate(timeout=60)[1] == ""
    assert all(count % 3 == 0 for count in seen)
    assert seen == sorted(seen)


def test_a_writer_that_waits_too_long_says_so(filled: Ledger, path: Path):
    with (
        Ledger.open(path, timeout_s=0.1) as other,
        writer_lock(path, 1),
        pytest.raises(LedgerError, match=r"waited 0.1 s for process \d+ \(writing since .*--wait"),
        other.run(MADE_BY, "add", AT),
    ):
        pass


def test_a_writer_that_waits_says_so_and_goes_on(path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("reportedly.ledger.locks._SAY_AFTER_S", 0.05)
    caplog.set_level(logging.WARNING)
    holding, waited = threading.Event(), threading.Event()

    def hold() -> None:
        with writer_lock(path, 1, "erasing"):
            holding.set()
            waited.wait(0.5)

    holder = threading.Thread(target=hold)
    holder.start()
    holding.wait(5)
    with writer_lock(path, 10):
        assert re.search(rf"waiting for process {os.getpid()} \(erasing since ..:..:..\), \d s so far; gives up after 10 s", caplog.text)
    holder.join()


def test_the_lock_is_gone_with_the_block(path: Path):
    with pytest.raises(ZeroDivisionError), writer_lock(path, 1):
        raise ZeroDivisionError
    with path.with_name(path.name + ".lock").open("rb+") as file:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_two_ledgers_of_one_file_in_one_process_take_turns(filled: Ledger, path: Path):
    with Ledger.open(path) as other, filled.run(MADE_BY, "add", AT) as first, other.run(MADE_BY, "add", AT) as second:
        for number in range(10, 16):
            (first if number % 2 else second).add(report(number), claims(report(number)))
    with Ledger.open(path) as again:
        assert again.counts().reports == 9
        assert list(again.verify()) == []


def test_the_lock_file_is_empty_when_nobody_writes(filled: Ledger, path: Path):
    lock = path.with_name(path.name + ".lock")
    with filled._database.writing("erasing"):
        assert lock.read_text().startswith(f"process {os.getpid()} (erasing since ")
    assert lock.read_bytes() == b""
