"""Killed with -9 at a random moment of a migration or an erasure: the ledger is the old one or the new one."""

import random
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from children import Say, started
from invented import AT, MADE_BY, NAME, claims, named, named_claim, report

from reportedly import codec
from reportedly.errors import LedgerError
from reportedly.ledger import Ledger
from reportedly.ledger.databases import Database
from reportedly.ledger.tables import SCHEMA
from reportedly.records import Claim

FROZEN = Path(__file__).parent.parent / "ledger" / "frozen"
OLD = [path for path in sorted(FROZEN.glob("v*.db")) if path.stem != f"v{SCHEMA}"]


def _took(work: Callable[[Say], None]) -> float:
    began = time.monotonic()
    started(work).ended()
    return time.monotonic() - began


def _fresh(source: Path, path: Path) -> None:
    for file in path.parent.glob(f"{path.name}*"):
        file.unlink()
    shutil.copy(source, path)


def _schema(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT max(version) FROM schemas").fetchone()[0])


@pytest.mark.parametrize("frozen", OLD, ids=lambda path: path.stem)
def test_a_migration_killed_leaves_the_old_ledger_or_the_new(
    path: Path, frozen: Path, often: Callable[[int, int], int], chance: random.Random, note: Callable[[str], None]
):
    def migrating(say: Say) -> None:
        Ledger.open(path, clock=lambda: AT).close()

    expected = [codec.decode(line, Claim) for line in frozen.with_suffix(".jsonl").read_bytes().splitlines()]
    _fresh(frozen, path)
    longest, old = _took(migrating) * 1.5, 0
    for kill in range(kills := often(8, 200)):
        _fresh(frozen, path)
        started(migrating).killed(chance.uniform(0, longest))
        version = _schema(path)
        assert version in (int(frozen.stem[1:]), SCHEMA), f"after kill {kill}"
        old += version != SCHEMA
        if version == SCHEMA:
            with Ledger.open(path.with_name(f"{path.name}.schema{frozen.stem[1:]}.backup"), clock=lambda: AT) as backup:
                assert list(backup.claims()) == expected
        with Ledger.open(path, clock=lambda: AT) as ledger:
            assert list(ledger.verify()) == []
            assert list(ledger.claims()) == expected
    note(f"{kills} kills, {old} left the old ledger, {kills - old} the new one")


def test_a_migration_in_several_transactions_is_noticed(path: Path):
    """The control: a step that is committed by itself leaves a ledger that is neither."""
    _fresh(OLD[0], path)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE erasures (erasure INTEGER PRIMARY KEY)")
    with pytest.raises(LedgerError, match="erasures already exists"):
        Ledger.open(path, clock=lambda: AT)


@pytest.fixture
def holding(tmp_path: Path) -> Path:
    """A ledger that holds a private person's name."""
    path = tmp_path / "holding.db"
    with Ledger.open(path, clock=lambda: AT) as ledger, ledger.run(MADE_BY, "add", AT) as run:
        for number in range(10):
            run.add(report(number), claims(report(number)))
            run.add(named(number), (named_claim(named(number)),))
    return path


def _bytes(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def _erasing(path: Path) -> Callable[[Say], None]:
    def work(say: Say) -> None:
        with Ledger.open(path, clock=lambda: AT) as ledger:
            ledger.erase([NAME], "asked for by the person")
            say("erased")

    return work


def test_an_erasure_killed_leaves_the_old_ledger_or_the_new(
    holding: Path, path: Path, often: Callable[[int, int], int], chance: random.Random, note: Callable[[str], None]
):
    _fresh(holding, path)
    longest, old = _took(_erasing(path)) * 1.2, 0
    for kill in range(kills := often(8, 200)):
        _fresh(holding, path)
        said = started(_erasing(path)).killed(chance.uniform(0, longest))
        with Ledger.open(path, clock=lambda: AT) as ledger:
            assert list(ledger.verify()) == [], f"after kill {kill}"
            assert ledger.counts().reports == 20
            is_old = not list(ledger.erasures())
            assert (ledger.report(named(3).report_id) == named(3)) == is_old, f"neither old nor new after kill {kill}"
        assert not (said and is_old), f"erased, and there again after kill {kill}"
        assert (NAME.encode() in _bytes(path)) == is_old, f"bytes of the name after kill {kill}"
        old += is_old
    note(f"{kills} kills, {old} left the old ledger, {kills - old} the new one without a byte of the name")


def test_an_erasure_that_leaves_the_file_as_it_is_is_noticed(holding: Path, monkeypatch: pytest.MonkeyPatch):
    """The control: without the last step, no row holds the name and the file still does."""
    monkeypatch.setattr(Database, "scrub", lambda self: None)
    with Ledger.open(holding, clock=lambda: AT) as ledger:
        ledger.erase([NAME], "asked for by the person")
        assert NAME.encode() in _bytes(holding)
