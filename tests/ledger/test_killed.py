"""Killed with -9 in the middle of adding: nothing acknowledged is lost, nothing doubled, and the next run goes on."""

import random
import subprocess
import sys
from pathlib import Path

import pytest
from invented import AT, MADE_BY, claims, report

from reportedly.ledger import Ledger

ADDER = Path(__file__).with_name("adder.py")
KILLS = 6


def _killed(path: Path, after: int, chance: random.Random) -> set[str]:
    """The refs of the reports that were acknowledged before the process was killed, some way into the next one."""
    adding = subprocess.Popen([sys.executable, ADDER, path, "0", "100000"], stdout=subprocess.PIPE, text=True)
    assert adding.stdout is not None
    lines = [adding.stdout.readline() for _ in range(after)]
    try:
        adding.wait(chance.random() * 0.02)
    except subprocess.TimeoutExpired:
        adding.kill()
    lines += adding.stdout.read().splitlines(keepends=True)
    adding.stdout.close()
    adding.wait()
    return {line.split()[1] for line in lines if line.endswith("\n")}


def test_killed_and_killed_again(path: Path):
    chance = random.Random(7)
    acknowledged: set[str] = set()
    for kill in range(KILLS):
        acknowledged |= _killed(path, chance.randrange(5, 15) + 10 * kill, chance)
        with Ledger.open(path, read_only=True) as ledger:
            stored = [stored.report_ref for stored in ledger.reports()]
            assert acknowledged <= set(stored), f"lost after kill {kill}"
            assert len(stored) == len(set(stored)), f"doubled after kill {kill}"
            assert ledger.counts().claims == 3 * len(stored)
            assert list(ledger.verify()) == []
    with Ledger.open(path) as ledger, ledger.run(MADE_BY, "add", AT) as run:
        assert run.add(report(0), claims(report(0))) == "already there"
        assert run.add(report(99_999), claims(report(99_999))) == "added"


def test_what_was_lost_would_be_seen(path: Path, tmp_path: Path):
    """The control: a ledger put back to an earlier state must not pass for the one that acknowledged more."""
    with Ledger.open(path, clock=lambda: AT) as ledger, ledger.run(MADE_BY, "add", AT) as run:
        run.add(report(1), claims(report(1)))
    earlier = path.read_bytes()
    with Ledger.open(path, clock=lambda: AT) as ledger, ledger.run(MADE_BY, "add", AT) as run:
        run.add(report(2), claims(report(2)))
    path.write_bytes(earlier)
    with Ledger.open(path, read_only=True) as ledger:
        assert [stored.report_ref for stored in ledger.reports()] == [report(1).report_ref]
        assert any("cut short" in fault.reason for fault in ledger.verify())


@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.9, 0.99])
def test_a_torn_write_ahead_log_recovers_to_a_prefix(path: Path, tmp_path: Path, share: float):
    with Ledger.open(path, clock=lambda: AT) as ledger, ledger.run(MADE_BY, "add", AT) as run:
        for number in range(8):
            run.add(report(number), claims(report(number)))
        torn = tmp_path / "torn.db"
        torn.write_bytes(path.read_bytes())
        log = path.with_name(path.name + "-wal").read_bytes()
        torn.with_name("torn.db-wal").write_bytes(log[: int(len(log) * share)])
    if share == 0.0:
        return
    with Ledger.open(torn, clock=lambda: AT) as ledger:
        stored = [stored.report_ref for stored in ledger.reports()]
        assert stored == [report(number).report_ref for number in range(len(stored))]
        assert list(ledger.verify()) == []
        with ledger.run(MADE_BY, "add", AT) as run:
            assert run.add(report(7), claims(report(7))) == "added"
