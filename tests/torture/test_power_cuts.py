"""The power is cut at a random moment: what was not synced is there, torn, or not, and nothing acknowledged is lost."""

import pickle
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from adders import adding, rightly
from children import Say, started
from disks import Recording, Step, after_power_cut
from invented import report
from states import goes_on, wrongs

from reportedly.ledger import databases

COUNT = 12


def _recorded(folder: Path, synchronous: str) -> list[Step]:
    """What SQLite does to the files while a child adds reports in several runs, with the log folded into the file often."""
    folder.mkdir()
    connected = databases._connected

    def often_folded(path: Path, mode: str, timeout_s: float, *, alone: bool = False) -> sqlite3.Connection:
        connection = connected(path, mode, timeout_s, alone=alone)
        for setting in ("wal_autocheckpoint = 40", f"synchronous = {synchronous}"):
            connection.execute(f"PRAGMA {setting}")
        return connection

    def work(say: Say) -> None:
        databases._connected = often_folded
        recording = Recording()
        recording.begin()
        adding(folder / "test.db", 0, COUNT, rightly, recording.acknowledge)
        (folder / "steps").write_bytes(pickle.dumps(recording.steps))

    said = started(work).ended()
    if any(line.startswith("AttributeError") for line in said):
        pytest.skip(f"this Python's SQLite cannot be wrapped: {said}")
    assert said == []
    steps: list[Step] = pickle.loads((folder / "steps").read_bytes())
    assert {step.file for step in steps if step.kind == "acknowledged"} == {report(number).report_ref for number in range(COUNT)}
    return steps


def _cut(steps: list[Step], path: Path, chance: random.Random) -> set[str]:
    """The refs of the reports that were acknowledged before the cut."""
    before = steps[: chance.randrange(len(steps) + 1)]
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    after_power_cut(before, path.parent, chance)
    return {step.file for step in before if step.kind == "acknowledged"}


def test_nothing_acknowledged_is_lost(
    path: Path, tmp_path: Path, often: Callable[[int, int], int], chance: random.Random, note: Callable[[str], None]
):
    steps = _recorded(tmp_path / "made", "FULL")
    acknowledged_in_all = 0
    for cut in range(cuts := often(20, 1000)):
        acknowledged = _cut(steps, path, chance)
        assert wrongs(path, acknowledged) == [], f"after cut {cut}"
        goes_on(path, COUNT)
        acknowledged_in_all += len(acknowledged)
    assert acknowledged_in_all > cuts
    note(f"{cuts} power cuts, {acknowledged_in_all} reports acknowledged before them, 0 lost")


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_the_control_is_noticed(path: Path, tmp_path: Path, chance: random.Random, synchronous: str):
    """Without a sync at each commit, a power cut loses what was acknowledged; without any, it spoils the file too."""
    steps = _recorded(tmp_path / "made", synchronous)
    for _ in range(100):
        acknowledged = _cut(steps, path, chance)
        try:
            found = wrongs(path, acknowledged)
        except Exception:
            return
        if found:
            return
    pytest.fail(f"a ledger with synchronous = {synchronous} was not noticed")
