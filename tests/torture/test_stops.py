"""Ctrl-C at any line of adding, our own or of what holds its connections: the ledger is never left locked, and a run's sums are those of its rows."""

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from invented import AT, MADE_BY, claims, report

from reportedly import stops
from reportedly.errors import LedgerError
from reportedly.ledger import Ledger

_WHERE = ("reportedly/ledger", "reportedly/stops", "sqlalchemy/pool", "sqlalchemy/engine/base", "contextlib")


class _AtLine:
    """Counts the lines that run where connections and locks are taken and let go, and raises SIGINT at one of them."""

    def __init__(self, at: int | None) -> None:
        self.lines = 0
        self._at = at

    def __call__(self, frame: FrameType, event: str, argument: object) -> "_AtLine | None":
        if event == "call" and not any(where in frame.f_code.co_filename for where in _WHERE):
            return None
        if event == "line":
            self.lines += 1
            if self.lines == self._at:
                sys.settrace(None)
                signal.raise_signal(signal.SIGINT)
        return self


@pytest.fixture(autouse=True)
def heeded() -> Iterator[None]:
    """Ctrl-C is heeded: a job in the background ignores it."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, former)


@contextmanager
def _traced(line: _AtLine) -> Iterator[None]:
    sys.settrace(line)
    try:
        yield
    finally:
        sys.settrace(None)


def _stopped(path: Path, at: int | None, number: int) -> int:
    """How many lines ran of a run that adds one report; it was stopped at that one of them.

    Raises LedgerError where the ledger stays locked, AssertionError where the sums of the run are not those of its rows.
    """
    traced, command = _AtLine(at), f"add report-{number:04}"
    with Ledger.open(path, timeout_s=0.05, clock=lambda: AT) as ledger:
        try:
            with _traced(traced), ledger.run(MADE_BY, command) as run:
                run.add(report(number), claims(report(number)))
        except KeyboardInterrupt as stop:
            _goes_on(ledger, number)
            del stop  # held until now, as a notebook holds the last error, with all that it broke off
        for told in ledger.runs():
            if told.command == command and told.outcome != "unfinished":
                stored = ledger.report(f"report-{number:04}") is not None
                assert (told.added, told.claims) == (stored, 3 * stored), f"line {at}"
    return traced.lines


def _goes_on(ledger: Ledger, number: int) -> None:
    with ledger.run(MADE_BY, "add") as run:
        run.add(report(10_000 + number), claims(report(10_000 + number)))
    assert list(ledger.verify()) == []
    with pytest.raises(KeyboardInterrupt), stops.put_off():
        signal.raise_signal(signal.SIGINT)  # the next stop counts as the first did


def _lines(path: Path, few: int | None) -> range:
    """Every line of a run, or some of them at even distances."""
    lines = min(_stopped(path, None, number) for number in (9997, 9998, 9999))
    return range(1, lines + 1, lines // few if few else 1)


def test_a_stop_at_any_line_leaves_the_ledger_free_and_the_sums_right(path: Path, often: Callable[[int, int], int], note: Callable[[str], None]):
    lines = _lines(path, often(100, 0) or None)
    for line in lines:
        if line % 100 == 0:
            path.unlink()
        _stopped(path, line, line)
    note(f"stopped at {len(lines)} lines of {lines[-1]}, never locked, every sum right")


def test_the_control_is_noticed(path: Path, monkeypatch: pytest.MonkeyPatch, note: Callable[[str], None]):
    monkeypatch.setattr(stops, "_KINDS", ())  # nothing is put off
    for line in _lines(path, None):
        path.unlink()
        try:
            _stopped(path, line, line)
        except (LedgerError, AssertionError) as wrong:
            note(f"noticed at line {line}: {wrong}")
            return
    pytest.fail("a stop that is never put off was not noticed")
