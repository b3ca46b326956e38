import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from invented import AT, MADE_BY, NEWER, claims, report

from reportedly.errors import LedgerError
from reportedly.ledger import Head, Ledger
from reportedly.ledger.heads import head_file, read_head, write_head
from reportedly.ledger.tables import KEPT


@contextmanager
def _tampering(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection of someone who takes away the triggers, changes rows, and puts the triggers back."""
    with closing(sqlite3.connect(path)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%refuse%'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        for _, sql in triggers:
            connection.execute(sql)
        connection.commit()


def _found(ledger: Ledger) -> list[tuple[str, str]]:
    return [(fault.table, fault.row) for fault in ledger.verify()]


def _reasons(ledger: Ledger, table: str) -> str:
    return " | ".join(fault.reason for fault in ledger.verify() if fault.table == table)


_WORDS = "quote, speaker, chain, place"


def test_a_whole_ledger_has_no_faults(filled: Ledger):
    with filled.run(NEWER, "redo", AT) as run:
        run.redo(report(1).report_id, claims(report(1), NEWER))
    assert list(filled.verify()) == []


@pytest.fixture
def complete(filled: Ledger) -> Ledger:
    """A ledger with a row in every table."""
    filled.erase(["the Northern Staff"], "a test")
    return filled


_COLUMNS = [(table.name, column.name) for table in KEPT for column in table.columns if column.name != "id"]


@pytest.mark.parametrize(("table", "column"), _COLUMNS)
def test_any_changed_value_is_found_and_its_table_named(complete: Ledger, path: Path, table: str, column: str):
    with _tampering(path) as connection:
        row, before = connection.execute(f"SELECT rowid, {column} FROM {table} ORDER BY rowid DESC LIMIT 1").fetchone()
        after = before + 1 if isinstance(before, int | float) else "~" + (before or "")
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (after, row))
    assert {table, "log"} & {name for name, _ in _found(complete)}


@pytest.mark.parametrize("column", ["quote", "speaker", "low", "first_day", "claim_id", "report_id"])
def test_a_column_that_differs_from_its_claims_json_is_named(filled: Ledger, path: Path, column: str):
    with _tampering(path) as connection:
        connection.execute(f"UPDATE claims SET {column} = '7' WHERE id = 4")
    assert ("claims", "4") in _found(filled)
    assert f"in column {column}" in _reasons(filled, "claims")


@pytest.mark.parametrize("column", ["kind", "at", "content_hash", "prev_hash", "entry_hash"])
def test_a_changed_log_entry_is_named(filled: Ledger, path: Path, column: str):
    with _tampering(path) as connection:
        connection.execute(f"UPDATE log SET {column} = '~' || {column} WHERE sequence = 3")
    assert ("log", "3") in _found(filled)


@pytest.mark.parametrize("table", [table.name for table in KEPT])
def test_a_removed_row_is_found(complete: Ledger, path: Path, table: str):
    with _tampering(path) as connection:
        connection.execute(f"DELETE FROM {table} WHERE rowid = (SELECT max(rowid) FROM {table})")
    assert any(name == "log" and "was removed" in reason for name, reason in ((fault.table, fault.reason) for fault in complete.verify()))


def test_a_removed_claim_is_named_by_its_report(filled: Ledger, path: Path):
    with _tampering(path) as connection:
        connection.execute("DELETE FROM claims WHERE id = 5")
    assert "says 3 claims, 2 are there" in _reasons(filled, "extractions")
    assert report(2).report_id in _reasons(filled, "extractions")
    assert "row 3 of the entry is missing" in _reasons(filled, "log")


@pytest.mark.parametrize("sequence", [1, 4])
def test_a_removed_log_entry_is_named(filled: Ledger, path: Path, sequence: int):
    with _tampering(path) as connection:
        connection.execute("DELETE FROM log WHERE sequence = ?", (sequence,))
    assert ("log", str(sequence)) in _found(filled)


@pytest.mark.parametrize(("entry", "words"), [(3, "removed, added"), (99, "no entry for such a row")])
def test_an_added_row_is_found(filled: Ledger, path: Path, entry: int, words: str):
    with _tampering(path) as connection:
        names = ", ".join(row[1] for row in connection.execute("PRAGMA table_info(claims)") if row[1] not in ("id", "entry", "ordinal"))
        connection.execute(f"INSERT INTO claims (entry, ordinal, {names}) SELECT {entry}, 17, {names} FROM claims WHERE id = 4")
    assert words in _reasons(filled, "log") + _reasons(filled, "claims")


def test_rows_that_change_places_are_found(filled: Ledger, path: Path):
    with _tampering(path) as connection:
        for ordinal, row in ((9, 1), (2, 2), (3, 1)):
            connection.execute("UPDATE claims SET ordinal = ? WHERE id = ?", (ordinal, row))
    assert ("log", "3") in _found(filled)


def test_log_entries_that_change_places_are_found(filled: Ledger, path: Path):
    with _tampering(path) as connection:
        for after, before in ((99, 3), (3, 4), (4, 99)):
            connection.execute("UPDATE log SET sequence = ? WHERE sequence = ?", (after, before))
    assert {("log", "3"), ("log", "4")} <= set(_found(filled))


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("DROP TRIGGER claims_refuse_update", "is missing"),
        ("DROP INDEX claims_by_key", "is missing"),
        ("DROP VIEW current_claims", "is missing"),
        ("CREATE TABLE notes (note)", "was not made by reportedly"),
        ("CREATE TRIGGER sly AFTER INSERT ON claims BEGIN SELECT 1; END", "was not made by reportedly"),
        ("ALTER TABLE runs ADD COLUMN note TEXT", "is not as reportedly made it"),
        ("PRAGMA application_id = 7", "is not as reportedly made it"),
    ],
)
def test_a_changed_schema_is_found(filled: Ledger, path: Path, statement: str, words: str):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
    assert words in _reasons(filled, "schema")


def test_derived_tables_are_passed_over(filled: Ledger, path: Path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE derived_findings (kind TEXT, reason TEXT)")
        connection.execute("CREATE INDEX derived_findings_by_kind ON derived_findings (kind)")
        connection.execute("CREATE TABLE derivedly (note TEXT)")
    assert [(fault.table, fault.row) for fault in filled.verify()] == [("schema", "table derivedly")]


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        (f"INSERT INTO claims_words (claims_words, rowid, {_WORDS}) SELECT 'delete', id, {_WORDS} FROM claims WHERE id = 2", "2"),
        ("INSERT INTO claims_words (rowid, quote) VALUES (2, 'slipped in')", "2"),
        ("UPDATE claims_words_docsize SET sz = x'01010101' WHERE id = 3", "3"),
        ("INSERT INTO claims_words (claims_words) VALUES ('delete-all')", "1"),
    ],
)  # fmt: skip
def test_a_word_index_that_does_not_fit_its_claims_is_found(filled: Ledger, path: Path, statement: str, row: str):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
    assert ("claims_words", row) in _found(filled)


def test_text_that_is_no_text_any_more_is_named(filled: Ledger, path: Path):
    with _tampering(path) as connection:
        connection.execute("UPDATE reports SET text = CAST(x'44ff44' AS TEXT) WHERE report_id = ?", (report(2).report_id,))
        connection.execute("UPDATE claims SET json = CAST(x'7bff' AS TEXT) WHERE id = 1")
    assert {("reports", report(2).report_id), ("claims", "1")} <= set(_found(filled))


def test_a_claim_that_cannot_be_read_back_is_told_in_one_line(filled: Ledger, path: Path):
    with _tampering(path) as connection:
        connection.execute("UPDATE claims SET json = '{}' WHERE id = 1")
    with pytest.raises(LedgerError, match="names the row"):
        list(filled.claims())


def test_a_rewritten_ledger_holds_in_itself_and_falls_to_a_saved_head(filled: Ledger, tmp_path: Path):
    """Who can write the file can also make all its hashes anew; only a head that was kept elsewhere shows it."""
    saved = tmp_path / "kept elsewhere.head"
    write_head(filled.head(), saved)
    with Ledger.open(tmp_path / "other.db", clock=lambda: AT) as other:
        with other.run(MADE_BY, "add", AT) as run:
            for number in (1, 2, 4, 5):
                run.add(report(number), claims(report(number)))
        assert list(other.verify()) == []
        assert any("rewritten" in fault.reason for fault in other.verify(saved))
        assert any("rewritten" in fault.reason for fault in other.verify(read_head(saved)))


def test_a_saved_head_holds_for_what_has_grown_since(filled: Ledger):
    saved = filled.head()
    with filled.run(MADE_BY, "add", AT) as run:
        run.add(report(4), claims(report(4)))
    assert list(filled.verify(saved)) == []


@pytest.mark.parametrize("changes", [{"head": "0" * 64}, {"reports": 2}, {"claims": 8}, {"at": "2025-01-01T00:00:00+00:00"}, {"entries": 99}])
def test_a_head_of_another_ledger_does_not_hold(filled: Ledger, changes: dict[str, str]):
    assert list(filled.verify(replace(filled.head(), **changes)))


def _cut_to(path: Path, entries: int) -> None:
    """Take away the newest entries with all their rows, as if they had never been."""
    with _tampering(path) as connection:
        connection.execute(
            f"INSERT INTO claims_words (claims_words, rowid, {_WORDS}) SELECT 'delete', id, {_WORDS} FROM claims WHERE entry > ?", (entries,)
        )
        for table in ("claims", "extractions", "attempts", "quarantine", "run_ends", "reports", "runs"):
            connection.execute(f"DELETE FROM {table} WHERE entry > ?", (entries,))
        connection.execute("DELETE FROM log WHERE sequence > ?", (entries,))


@pytest.mark.parametrize("entries", [2, 3, 4, 5, 6])
def test_a_ledger_cut_short_is_found_by_its_head(filled: Ledger, path: Path, entries: int):
    saved = filled.head()
    _cut_to(path, entries)
    assert any("cut short" in fault.reason for fault in filled.verify())
    head_file(path).unlink()
    assert list(filled.verify()) == []
    assert [fault for fault in filled.verify(saved) if fault.row == str(saved.entries)]


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"head": 1}'])
def test_a_spoilt_head_file_is_a_fault_beside_the_ledger_and_an_error_when_asked_for(filled: Ledger, path: Path, content: bytes):
    head_file(path).write_bytes(content)
    assert [fault.table for fault in filled.verify()] == ["head"]
    with pytest.raises(LedgerError, match="holds no head"):
        list(filled.verify(head_file(path)))


def test_an_empty_ledger_has_a_head(ledger: Ledger):
    assert ledger.head() == Head(ledger.head().head, 1, 0, 0, AT)
    assert list(ledger.verify(ledger.head())) == []


def test_an_anchor_cut_short_does_not_spoil_the_next_and_is_named(filled: Ledger, tmp_path: Path):
    anchors = tmp_path / "anchors.jsonl"
    assert filled.anchor(anchors) == filled.head()
    assert list(filled.verify(anchors)) == []
    anchors.write_bytes(anchors.read_bytes() + b'{"at": "20')
    filled.anchor(anchors)
    assert len(anchors.read_bytes().splitlines()) == 3
    with pytest.raises(LedgerError, match=r"anchors.jsonl line 2: holds no head"):
        list(filled.verify(anchors))
