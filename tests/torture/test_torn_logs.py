"""A write-ahead log that was torn, cut or damaged: the ledger is as it was after some report, no earlier than the log was whole."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from adders import adding, rightly
from invented import AT, MADE_BY, claims, report
from states import goes_on, wrongs

from reportedly.ledger import Ledger

FOLDED, COUNT = 3, 12  # reports that are in the file itself, and reports in all
SECTOR = 512


@dataclass(frozen=True, slots=True)
class _Files:
    """A ledger and its log as they were left, and how long the log was when each report was acknowledged."""

    ledger: bytes
    log: bytes
    acknowledged: tuple[int, ...]


def _left(path: Path, *, too_early: bool = False) -> _Files:
    adding(path, 0, FOLDED, rightly, str)
    log = path.with_name(path.name + "-wal")
    with Ledger.open(path, clock=lambda: AT) as ledger, ledger.run(MADE_BY, "add", AT) as run:
        sizes = [0] * FOLDED
        for number in range(FOLDED, COUNT):
            before = log.stat().st_size
            run.add(report(number), claims(report(number)))
            sizes.append(before if too_early else log.stat().st_size)
        return _Files(path.read_bytes(), log.read_bytes(), tuple(sizes))


def _cut(log: bytearray, at: int, chance: random.Random) -> None:
    del log[at:]


def _garbage(log: bytearray, at: int, chance: random.Random) -> None:
    log[at:] = chance.randbytes(len(log) - at)


def _zeroed_sector(log: bytearray, at: int, chance: random.Random) -> None:
    log[at : at + SECTOR] = bytes(len(log[at : at + SECTOR]))


def _bit(log: bytearray, at: int, chance: random.Random) -> None:
    log[at] ^= 1 << chance.randrange(8)


def _later_sectors_only(log: bytearray, at: int, chance: random.Random) -> None:
    """The disk wrote the end first, and what comes before it never."""
    for start in range(at, len(log) - SECTOR, SECTOR):
        if chance.random() < 0.5:
            log[start : start + SECTOR] = chance.randbytes(SECTOR)
    log[at] ^= 255


TEARS = (_cut, _garbage, _zeroed_sector, _bit, _later_sectors_only)


def _torn(files: _Files, path: Path, chance: random.Random) -> set[str]:
    """The refs of reports that must be there, after a random tear of the log: those acknowledged with no more than its whole part."""
    log = bytearray(files.log)
    at = chance.randrange(len(log))
    chance.choice(TEARS)(log, at, chance)
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    path.write_bytes(files.ledger)
    path.with_name(path.name + "-wal").write_bytes(log)
    return {report(number).report_ref for number, size in enumerate(files.acknowledged) if size <= at}


def _refs(path: Path) -> list[str]:
    with Ledger.open(path, clock=lambda: AT) as ledger:
        return [one.report_ref for one in ledger.reports()]


def test_a_torn_log_recovers_to_a_prefix(
    path: Path, tmp_path: Path, often: Callable[[int, int], int], chance: random.Random, note: Callable[[str], None]
):
    files = _left(tmp_path / "made.db")
    lengths = set()
    for tear in range(tears := often(15, 400)):
        whole = _torn(files, path, chance)
        assert wrongs(path, whole) == [], f"after tear {tear}"
        refs = _refs(path)
        assert refs == [report(number).report_ref for number in range(len(refs))], f"no prefix after tear {tear}"
        goes_on(path, COUNT)
        lengths.add(len(refs))
    assert len(lengths) > 3
    note(f"{tears} tears, all recovered to a prefix, of {min(lengths)} to {max(lengths)} reports; 0 acknowledged reports lost")


def test_the_control_is_noticed(path: Path, tmp_path: Path, chance: random.Random):
    """Acknowledged before the commit: the log's whole part does not hold what it was said to hold."""
    files = _left(tmp_path / "made.db", too_early=True)
    for _ in range(60):
        whole = _torn(files, path, chance)
        if any(found.startswith("lost") for found in wrongs(path, whole)):
            return
    pytest.fail("an acknowledgement before the commit was not noticed")
