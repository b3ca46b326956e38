"""Writers and readers on one ledger at once: nobody meets a lock error, a torn state, or less than was there before."""

import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from adders import EACH, in_two_parts, rightly
from children import Child, Say, started
from invented import AT, MADE_BY
from states import wrongs

from reportedly.ledger import Ledger, Query

WRITERS, READERS = 4, 2


def _writing(path: Path, number: int, until: float, say: Say) -> None:
    """Every second report is its own, the others are those of all writers."""
    numbers = (index if index % 2 else 1_000_000 * (number + 1) + index for index in count())
    while time.monotonic() < until:
        with Ledger.open(path, clock=lambda: AT) as ledger, ledger.run(MADE_BY, "add", AT) as run:
            for _ in range(EACH):
                rightly(run, next(numbers), say)


def _reading(path: Path, until: float, say: Say) -> None:
    seen, reads = 0, 0
    while time.monotonic() < until:
        with Ledger.open(path, read_only=True) as ledger:
            held = len(list(ledger.claims()))
            assert held % EACH == 0, f"{held} claims: a report was half there"
            assert held >= seen, f"{held} claims, {seen} before"
            assert len(list(ledger.find(Query(words="soldiers")))) * EACH >= held
            assert reads % 10 or not list(ledger.verify())
        seen, reads = held, reads + 1
    say(f"read {reads}")


def test_nobody_meets_a_lock_error(path: Path, often: Callable[[int, int], int], note: Callable[[str], None]):
    with Ledger.open(path, clock=lambda: AT):
        pass
    until = time.monotonic() + (seconds := often(3, 60))
    writers: list[Child] = [started(lambda say, number=number: _writing(path, number, until, say)) for number in range(WRITERS)]
    readers: list[Child] = [started(lambda say: _reading(path, until, say)) for _ in range(READERS)]
    said = [child.ended() for child in writers]
    reads = [child.ended() for child in readers]
    lines = [line for lines in said for line in lines]
    assert [line for line in lines if not line.startswith("report-")] == []
    assert [line for lines in reads for line in lines if not line.startswith("read ")] == []
    assert len(reads) == READERS
    assert all(lines for lines in said)
    assert wrongs(path, set(lines)) == []
    in_all = sum(int(lines[0].split()[1]) for lines in reads)
    note(f"{WRITERS} writers and {READERS} readers for {seconds} s: {len(set(lines))} reports, {in_all} readings, 0 lock errors")


def test_the_control_is_noticed(path: Path):
    """A writer that lets go between a report and its claims: a reader sees half of it."""
    with Ledger.open(path, clock=lambda: AT):
        pass
    until = time.monotonic() + 20

    def halving(say: Say) -> None:
        with Ledger.open(path, clock=lambda: AT) as ledger, ledger.run(MADE_BY, "add", AT) as run:
            for number in count():
                in_two_parts(run, number, say)
                time.sleep(0.001)

    writer = started(halving)
    try:
        while time.monotonic() < until:
            with Ledger.open(path, read_only=True) as ledger:
                if any(len(list(ledger.claims(one.report_id))) != EACH for one in list(ledger.reports())[-1:]):
                    return
    finally:
        writer.killed(0)
    raise AssertionError("half a report was not noticed")
