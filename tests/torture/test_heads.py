"""A ledger that was cut short or rewritten holds in itself; the head that was saved before shows it."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from adders import adding, rightly
from invented import AT, MADE_BY, NEWER, claims, report
from ledgers import copy, fill, found, pack

from reportedly.ledger import Head, Ledger
from reportedly.ledger.chain import START, content, content_hash, entry_hash, row_hash
from reportedly.ledger.heads import write_head
from reportedly.ledger.tables import KEPT, KINDS
from reportedly.records import Quarantined

WORDS = "quote, speaker, chain, place"


@contextmanager
def _tampering(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of someone who takes away the triggers, changes what he likes, and puts the triggers back."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%refuse%'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()


def _cut_entries(path: Path, head: Head, chance: random.Random) -> None:
    """Take away the newest entries with all their rows, as if they had never been."""
    keep = chance.randrange(2, head.entries)
    with _tampering(path) as connection:
        words = f"INSERT INTO claims_words (claims_words, rowid, {WORDS}) SELECT 'delete', id, {WORDS} FROM claims WHERE entry > ?"
        connection.execute(words, (keep,))
        for table in reversed(KEPT):
            connection.execute(f"DELETE FROM {table.name} WHERE entry > ?", (keep,))
        connection.execute("DELETE FROM log WHERE sequence > ?", (keep,))


def _cut_file(path: Path, head: Head, chance: random.Random) -> None:
    """Cut the file at any byte."""
    with path.open("rb+") as file:
        file.truncate(chance.randrange(path.stat().st_size))


def test_every_truncation_is_found_with_a_saved_head(
    tmp_path: Path, often: Callable[[int, int], int], chance: random.Random, note: Callable[[str], None]
):
    whole, cut = tmp_path / "whole.db", tmp_path / "cut.db"
    head = fill(whole)
    write_head(head, saved := tmp_path / "kept elsewhere.head")
    holding = 0
    for number in range(truncations := often(16, 300)):
        copy(whole, cut)
        chance.choice((_cut_entries, _cut_file))(cut, head, chance)
        holding += not found(cut)
        assert found(cut, saved), f"truncation {number} was not found"
    assert holding
    note(f"{truncations} truncations, all found; {holding} of them hold in themselves, and only the saved head shows them")


def test_a_truncated_write_ahead_log_is_found_with_a_saved_head(tmp_path: Path, often: Callable[[int, int], int], chance: random.Random):
    path, cut = tmp_path / "killed.db", tmp_path / "cut.db"
    adding(path, 0, 3, rightly, str)
    with Ledger.open(path, clock=lambda: AT) as ledger, ledger.run(MADE_BY, "add", AT) as run:
        for number in range(3, 6):
            run.add(report(number), claims(report(number)))
        head, files = ledger.head(), (path.read_bytes(), path.with_name("killed.db-wal").read_bytes())
    for _ in range(often(8, 100)):
        for file in tmp_path.glob("cut.db*"):
            file.unlink()
        cut.write_bytes(files[0])
        cut.with_name("cut.db-wal").write_bytes(files[1][: chance.randrange(len(files[1]) - 24)])
        assert found(cut, head)


def _rechained(connection: sqlite3.Connection) -> None:
    """Take every hash anew, with the salts as they are: what one does who has read the code."""
    connection.row_factory = sqlite3.Row
    before = START
    for sequence, kind, at in [tuple(row) for row in connection.execute("SELECT sequence, kind, at FROM log ORDER BY sequence").fetchall()]:
        hashes: list[tuple[int, str]] = []
        for table in KINDS[kind]:
            for row in connection.execute(f"SELECT rowid AS number, * FROM {table.name} WHERE entry = ?", (sequence,)).fetchall():
                values = {name: value for name, value in dict(row).items() if name != "number" and (table.name, name) != ("claims", "id")}
                hashed = row_hash(table.name, row["salt"], content(table.name, values))
                redacted = connection.execute(
                    "SELECT count(*) FROM redactions WHERE redacted = ? AND redacted_entry = ? AND redacted_ordinal = ?",
                    (table.name, sequence, row["ordinal"]),
                ).fetchone()[0]
                hashed = row["row_hash"] if redacted else hashed
                connection.execute(f"UPDATE {table.name} SET row_hash = ? WHERE rowid = ?", (hashed, row["number"]))
                hashes.append((row["ordinal"], hashed))
        whole = content_hash([hashed for _, hashed in sorted(hashes)])
        own = entry_hash(before, whole, sequence=sequence, kind=kind, at=at)
        connection.execute("UPDATE log SET content_hash = ?, prev_hash = ?, entry_hash = ? WHERE sequence = ?", (whole, before, own, sequence))
        before = own


REWRITTEN = (
    "UPDATE runs SET command = command || ' more' WHERE run = {run}",
    "UPDATE runs SET at = '2024-01-01T00:00:00+00:00' WHERE run = {run}",
    "UPDATE run_ends SET added = added + {run}",
    "UPDATE quarantine SET reason = 'another'",
    "UPDATE reports SET raw_sha256 = '{run}' WHERE report_ref = 'report-000{run}'",
    "UPDATE reports SET media_type = 'text/html' WHERE report_ref = 'report-000{run}'",
    "UPDATE log SET at = '2024-01-01T00:00:00+00:00' WHERE sequence = 1 + {run}",
    "UPDATE erasures SET reason = 'another {run}'",
    "UPDATE schemas SET code = '{run}.0'",
)


def _rewrite_rows(path: Path, chance: random.Random) -> None:
    with _tampering(path) as connection:
        connection.execute(chance.choice(REWRITTEN).format(run=chance.randrange(1, 3)))
        _rechained(connection)


def _rewrite_all(path: Path, chance: random.Random) -> None:
    """A ledger of other reports, in another order, by other versions, or with a claim less."""
    path.unlink()
    numbers = [0, 1, 2, 3, 4]
    chance.shuffle(numbers)
    made_by = chance.choice((MADE_BY, NEWER))
    with Ledger.open(path, clock=lambda: AT) as ledger, ledger.run(made_by, "add", AT) as run:
        for number in numbers[: chance.randrange(3, 6)]:
            run.add(report(number), claims(report(number), made_by)[chance.randrange(2) :])
        if chance.random() < 0.5:
            run.quarantine(Quarantined("broken.html", "read", "no text", "c" * 64))
    path.with_name(path.name + ".head").unlink()


def test_every_rewriting_is_found_with_a_saved_head(
    tmp_path: Path, often: Callable[[int, int], int], chance: random.Random, note: Callable[[str], None]
):
    whole, rewritten = tmp_path / "whole.db", tmp_path / "rewritten.db"
    head = fill(whole)
    for number in range(rewritings := often(16, 300)):
        copy(whole, rewritten)
        chance.choice((_rewrite_rows, _rewrite_rows, _rewrite_all))(rewritten, chance)
        assert found(rewritten) == [], f"rewriting {number} is no good one: it does not hold in itself"
        assert found(rewritten, head), f"rewriting {number} was not found"
    note(f"{rewritings} rewritings, each of which holds in itself, all found")


def test_the_whole_ledger_holds_with_its_head(tmp_path: Path):
    """The control: what was neither cut nor rewritten must not be told."""
    whole = tmp_path / "whole.db"
    head = fill(whole)
    assert found(whole, head) == []
    pack(whole)
    assert found(whole, head) == []


@pytest.mark.parametrize("number", [1, 2])
def test_an_earlier_copy_of_the_file_is_found_by_the_head_beside_it(tmp_path: Path, number: int):
    path = tmp_path / "test.db"
    adding(path, 0, 3, rightly, str)
    earlier = path.read_bytes()
    adding(path, 3, 3 + number, rightly, str)
    path.write_bytes(earlier)
    assert any("cut short" in str(fault) for fault in found(path))
