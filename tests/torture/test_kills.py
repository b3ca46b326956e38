"""Killed with -9 at a random moment of adding: nothing acknowledged is lost, nothing doubled, and the next run goes on where it stopped."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from adders import Adder, adding, in_two_parts, rightly, too_early, under_new_ids
from children import started
from states import goes_on, stored_count, wrongs

from reportedly.ledger import Ledger

PER_LEDGER = 25  # kills; then a new one, so that it stays small


def _killed(path: Path, adder: Adder, chance: random.Random) -> set[str]:
    """What was acknowledged before the kill: as often in the opening and the first reports as after some of them."""
    first = max(0, stored_count(path) - 2) if path.exists() else 0
    child = started(lambda say: adding(path, first, None, adder, say))
    if chance.random() < 0.5:
        return set(child.killed(chance.uniform(0, 0.15)))
    return set(child.killed(chance.uniform(0, 0.03), lines=chance.randrange(1, 8)))


def test_nothing_acknowledged_is_lost_and_nothing_doubled(
    tmp_path: Path, often: Callable[[int, int], int], chance: random.Random, note: Callable[[str], None]
):
    kills, acknowledged_in_all = often(30, 1000), 0
    for begin in range(0, kills, PER_LEDGER):
        path = tmp_path / f"{begin}.db"
        acknowledged: set[str] = set()
        for kill in range(begin, min(kills, begin + PER_LEDGER)):
            acknowledged |= _killed(path, rightly, chance)
            assert wrongs(path, acknowledged) == [], f"after kill {kill}"
        goes_on(path, stored_count(path) + 2)
        acknowledged_in_all += len(acknowledged)
    assert acknowledged_in_all > kills / 2
    note(f"{kills} kills, {acknowledged_in_all} reports acknowledged, 0 lost, 0 doubled")


@pytest.mark.parametrize(("adder", "wrong"), [(too_early, "lost"), (in_two_parts, "half of"), (under_new_ids, "doubled")])
def test_the_control_is_noticed(path: Path, chance: random.Random, note: Callable[[str], None], adder: Adder, wrong: str):
    acknowledged: set[str] = set()
    for kill in range(60):
        acknowledged |= _killed(path, adder, chance)
        if any(found.startswith(wrong) for found in wrongs(path, acknowledged)):
            note(f"noticed at kill {kill + 1}")
            return
    pytest.fail(f"an adder that works {adder.__name__} was not noticed")


def _reports(folder: Path, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        said = f"Dispatch {number}. At least {number + 2} soldiers were killed near the depot, the council said."
        text = f"outlet: Harbour Wire\ndate: 2025-02-08\n\n{said}\n"
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")


def test_the_command_killed_goes_on_where_it_stopped(tmp_path: Path, often: Callable[[int, int], int], chance: random.Random):
    _reports(tmp_path / "in", count := often(40, 400))
    ledger = tmp_path / "test.db"
    command = [sys.executable, "-m", "reportedly.cli", "--ledger", str(ledger), "add", "in", "--model", "rules", "--json"]
    acknowledged: set[str] = set()
    for _ in range(often(2, 30)):
        adding = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        while adding.poll() is None and not ledger.exists():
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.4))
        adding.kill()
        lines = adding.communicate()[0].split(b"\n")[:-1]
        acknowledged |= {json.loads(line)["source"] for line in lines}
        with Ledger.open(ledger) as opened:
            stored = [one.report_ref for one in opened.reports()]
            assert acknowledged <= set(stored)
            assert len(stored) == len(set(stored))
            assert list(opened.verify()) == []
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    with Ledger.open(ledger) as opened:
        assert (opened.counts().reports, list(opened.verify())) == (count, [])
