"""Every hash, span, column and chain entry read again; each fault names the table and the row."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import cast

import msgspec
from sqlalchemy import Connection, RowMapping, Table, create_engine

from reportedly import codec
from reportedly.identity import id_of_report, text_hash
from reportedly.ledger import tables
from reportedly.ledger.chain import START, content, content_hash, entry_hash, row_hash
from reportedly.ledger.databases import DATABASE_ERRORS, SCRUB_PENDING
from reportedly.ledger.gate import claim_faults
from reportedly.ledger.heads import Head
from reportedly.ledger.rows import claim_columns, report_of
from reportedly.records import Claim, Report

Redacted = dict[tuple[object, object, object], str]  # by table, entry and ordinal
_UNREADABLE = (TypeError, ValueError, AttributeError, KeyError, UnicodeError, msgspec.MsgspecError, RecursionError)
_NAMED_BY = {
    "schemas": "version",
    "runs": "run",
    "run_ends": "run",
    "reports": "report_id",
    "claims": "id",
    "quarantine": "quarantine_id",
    "erasures": "erasure",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the ledger that does not hold: the table, the row in it, and what is wrong."""

    table: str
    row: str
    reason: str


def faults(connection: Connection) -> Iterator[Fault]:
    """All faults of the ledger in itself; damage that stops one check does not stop the others."""
    checks: tuple[tuple[str, Callable[[Connection], Iterator[Fault]]], ...] = (
        ("file", _file_faults), ("schema", _schema_faults), ("log", _log_faults), ("log", _stray_faults), ("claims_words", _word_faults),
    )  # fmt: skip
    with _any_bytes(connection):
        for name, check in checks:
            try:
                yield from check(connection)
            except (*DATABASE_ERRORS, *_UNREADABLE) as error:
                yield Fault(name, "", f"cannot be read: {str(getattr(error, 'orig', None) or error).splitlines()[0]}")


def head_faults(connection: Connection, saved: Head, where: str) -> Iterator[Fault]:
    """Where the ledger is no continuation of the saved head: it was cut short or rewritten."""
    last = connection.exec_driver_sql("SELECT max(sequence) FROM log").scalar() or 0
    if saved.entries > last:
        yield Fault(
            "log", str(saved.entries), f"is missing: the ledger ends at entry {last}, but {where} says that it had {saved.entries}: it was cut short"
        )
        return
    found = connection.exec_driver_sql("SELECT entry_hash, at FROM log WHERE sequence = ?", (saved.entries,)).first()
    if saved.entries and (found is None or tuple(found) != (saved.head, saved.at)):
        yield Fault("log", str(saved.entries), f"is not the entry that {where} names: the ledger was rewritten, or is another one")
    for name, count in (("reports", saved.reports), ("claims", saved.claims)):
        held = connection.exec_driver_sql(f"SELECT count(*) FROM {name} WHERE entry <= ?", (saved.entries,)).scalar()
        if held != count:
            yield Fault(name, "", f"has {held} rows up to entry {saved.entries}, but {where} says {count}")


def _driver(connection: Connection) -> sqlite3.Connection:
    """SQLite's own connection, in the same transaction: reading a whole ledger through it takes half the time."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    return driver


@contextmanager
def _any_bytes(connection: Connection) -> Iterator[None]:
    """Nothing, while text that is not UTF-8 any more can be fetched, so that its row can be named."""
    driver = _driver(connection)
    driver.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    try:
        yield
    finally:
        driver.text_factory = str


def _file_faults(connection: Connection) -> Iterator[Fault]:
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(100)"):
        if said != "ok":
            yield Fault("file", "", str(said).replace("\n", " "))
    if connection.exec_driver_sql("PRAGMA user_version").scalar() == SCRUB_PENDING:
        yield Fault("file", "", "an erasure was cut short, and unused parts of the file may hold the name: 'reportedly add' or 'erase' finishes it")
    for name, row, parent, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield Fault(name, str(row), f"points at a row of {parent} that is not there")


def _schema_faults(connection: Connection) -> Iterator[Fault]:
    """Tables, indexes, triggers and views that are not as they were made: without its triggers a table no longer refuses changes."""
    engine = create_engine("sqlite://")
    with engine.begin() as fresh:
        tables.create(fresh)
        expected = _shape(fresh)
    engine.dispose()
    found = _shape(connection)
    for name in sorted(expected.keys() | found.keys()):
        if name not in found:
            yield Fault("schema", name, "is missing")
        elif name not in expected:
            yield Fault("schema", name, "was not made by reportedly")
        elif expected[name] != found[name]:
            yield Fault("schema", name, "is not as reportedly made it")


def _shape(connection: Connection) -> dict[str, str]:
    """What there is in the database but what is derived; tables by their columns, since a migration may have added one."""
    shape = {"application_id": str(connection.exec_driver_sql("PRAGMA application_id").scalar())}
    for kind, name, sql in connection.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_master WHERE tbl_name NOT GLOB ?", (f"{tables.DERIVED}*",)
    ).all():
        if kind == "table" and not name.startswith("claims_words"):
            columns = connection.exec_driver_sql('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (name,)).all()
            shape[f"{kind} {name}"] = " ".join(map(str, columns))
        elif not name.startswith("sqlite_"):
            shape[f"{kind} {name}"] = str(sql)
    return shape


class _Rows:
    """The rows of one table in the order of the log, read once from begin to end."""

    def __init__(self, driver: sqlite3.Connection, table: Table) -> None:
        self.table = table
        self._cursor = driver.execute(f"SELECT * FROM {table.name} ORDER BY entry, ordinal")
        self._names = [column[0] for column in self._cursor.description]
        self._entry = self._names.index("entry")
        self._next = self._cursor.fetchone()

    def of(self, sequence: int) -> Iterator[tuple[Table, RowMapping]]:
        """The rows that belong to this entry; entries are asked for in their order, and rows of no entry are passed over (`_stray_faults`)."""
        while self._next is not None and not (isinstance(found := self._next[self._entry], int) and found > sequence):
            if found == sequence:
                yield self.table, cast("RowMapping", dict(zip(self._names, self._next, strict=True)))
            self._next = self._cursor.fetchone()


def _log_faults(connection: Connection) -> Iterator[Fault]:
    """Entries that are missing, changed or out of order, and what of their rows does not hold."""
    driver = _driver(connection)
    prev_hash, expected = START, 1
    redacted = _redacted(connection)
    streams = {table.name: _Rows(driver, table) for table in tables.KEPT}
    for sequence, kind, at, hashed, prev, own in driver.execute("SELECT * FROM log ORDER BY sequence"):
        if sequence != expected:
            yield Fault("log", str(expected), f"is missing: entry {sequence} follows")
        elif prev != prev_hash:
            yield Fault("log", str(sequence), "does not follow from the entry before it")
        held = (pair for table in tables.KINDS.get(kind, ()) for pair in streams[table.name].of(sequence))
        rows = sorted(held, key=lambda pair: str(pair[1]["ordinal"]).zfill(9))
        yield from _entry_hash_faults((sequence, kind, at, hashed, prev, own), rows)
        yield from _entry_faults(connection, rows, redacted)
        prev_hash, expected = own, sequence + 1


def _entry_hash_faults(entry: tuple[int, str, str, str, str, str], rows: list[tuple[Table, RowMapping]]) -> Iterator[Fault]:
    """Whether an entry is what its hash was taken over, and its rows are those that it came with."""
    sequence, kind, at, hashed, prev, own = entry
    try:
        whole = own == entry_hash(prev, hashed, sequence=sequence, kind=kind, at=at)
        matches = hashed == content_hash([row["row_hash"] for _, row in rows])
    except UnicodeEncodeError:
        whole = matches = False
    if not whole:
        yield Fault("log", str(sequence), "is not what its entry_hash was taken over")
    if not matches or [row["ordinal"] for _, row in rows] != list(range(len(rows))):
        there = {row["ordinal"] for _, row in rows}
        missing = [ordinal for ordinal in range(len(rows)) if ordinal not in there]
        told = f"; row {missing[0]} of the entry is missing" if missing else ""
        yield Fault("log", str(sequence), f"does not match its rows: one was removed, added, changed or moved{told}")


def _redacted(connection: Connection) -> Redacted:
    """The hash of what stands since an erasure in each row that it changed; the newest erasure counts."""
    told = "SELECT redacted, redacted_entry, redacted_ordinal, redacted_hash FROM redactions ORDER BY entry, ordinal"
    return {(table, entry, ordinal): hashed for table, entry, ordinal, hashed in connection.exec_driver_sql(told)}


def _entry_faults(connection: Connection, rows: list[tuple[Table, RowMapping]], redacted: Redacted) -> Iterator[Fault]:
    report, sha256 = _report(connection, rows)
    claims = sum(table is tables.claims for table, _ in rows)
    for table, row in rows:
        where = str(row[_NAMED_BY.get(table.name, "entry")])
        try:
            expected = redacted.get((table.name, row["entry"], row["ordinal"]), row["row_hash"])
            if expected != row_hash(table.name, row["salt"], content(table.name, dict(row))):
                yield Fault(table.name, where, "is not what its row_hash was taken over: it was changed")
            if table is tables.extractions and row["claims"] != claims:
                yield Fault(
                    table.name, where, f"says {row['claims']} claims, {claims} are there: claims of report {row['report_id']} are missing or added"
                )
            if table is tables.reports and report is not None and id_of_report(report) != row["report_id"]:
                yield Fault(table.name, where, "has another report_id than its text and source give")
            if table is tables.claims and report is not None:
                yield from (Fault("claims", where, reason) for reason in _claim_reasons(report, row, sha256))
        except _UNREADABLE as error:
            yield Fault(table.name, where, f"cannot be read back ({error})")


def _report(connection: Connection, rows: list[tuple[Table, RowMapping]]) -> tuple[Report | None, str]:
    """The report that an entry's rows are about, and the hash of its text."""
    row = next((row for table, row in rows if table is tables.reports), None)
    identity = next((row["report_id"] for table, row in rows if table is tables.extractions), None)
    if row is None and identity is not None:
        row = connection.exec_driver_sql("SELECT * FROM reports WHERE report_id = ?", (identity,)).mappings().first()
    try:
        return (report_of(row), text_hash(row["text"])) if row is not None else (None, "")
    except _UNREADABLE:
        return None, ""


def _claim_reasons(report: Report, row: RowMapping, text_sha256: str) -> Iterator[str]:
    claim = codec.decode(row["json"], Claim)
    yield from claim_faults(report, claim, msgspec.json.decode(row["json"], type=dict[str, object]), text_sha256)
    for name, value in claim_columns(claim).items():
        if row[name] != value or type(row[name]) is not type(value):
            yield f"has {row[name]!r} in column {name}, its JSON gives {value!r}"


def _stray_faults(connection: Connection) -> Iterator[Fault]:
    """Rows that belong to no entry of their kind."""
    for table in tables.KEPT:
        kinds = ", ".join(f"'{kind}'" for kind, held in tables.KINDS.items() if table in held)
        name = _NAMED_BY.get(table.name, "entry")
        stray = f"SELECT {name}, entry FROM {table.name} WHERE entry NOT IN (SELECT sequence FROM log WHERE kind IN ({kinds}))"
        for row, entry in connection.exec_driver_sql(stray):
            yield Fault(table.name, str(row), f"belongs to log entry {entry}, which is no entry for such a row: it was added by something else")


def _word_faults(connection: Connection) -> Iterator[Fault]:
    """Claims whose words stand otherwise in the word index than a fresh index over the claims has them."""
    made = (
        tables.word_index("temp.fresh_words"),
        f"INSERT INTO temp.fresh_words (rowid, {', '.join(tables.WORD_COLUMNS)}) SELECT id, {', '.join(tables.WORD_COLUMNS)} FROM main.claims",
        "CREATE VIRTUAL TABLE temp.stored USING fts5vocab(main, claims_words, instance)",
        "CREATE VIRTUAL TABLE temp.stored_terms USING fts5vocab(main, claims_words, row)",
        "CREATE VIRTUAL TABLE temp.fresh USING fts5vocab(temp, fresh_words, instance)",
    )
    try:
        for statement in made:
            connection.exec_driver_sql(statement)
        yield from _differing_words(connection)
    finally:
        for name in ("stored", "stored_terms", "fresh", "fresh_words"):
            connection.exec_driver_sql(f"DROP TABLE IF EXISTS temp.{name}")


def _differing_words(connection: Connection) -> Iterator[Fault]:
    pairs = (("doc", "temp.stored", "temp.fresh"), ("id", "main.claims_words_docsize", "temp.fresh_words_docsize"))
    found: set[int] = set()
    for name, stored, fresh in pairs:
        for one, other in ((stored, fresh), (fresh, stored)):
            found.update(connection.exec_driver_sql(f"SELECT DISTINCT {name} FROM (SELECT * FROM {one} EXCEPT SELECT * FROM {other})").scalars())
    for row in sorted(found):
        yield Fault("claims_words", str(row), "the words of this claim stand otherwise in the word index")
    lost = "SELECT term FROM temp.stored_terms AS terms WHERE cnt <> (SELECT count(*) FROM temp.stored WHERE stored.term = terms.term)"
    for term in connection.exec_driver_sql(lost).scalars():
        yield Fault("claims_words", "", f"the word index does not find {term!r} where it stands")
    for part, chosen in (("data", "SELECT rtrim(hex(block), '0') FROM {}_data WHERE id = 1"), ("config", "SELECT * FROM {}_config")):
        kept, made = (connection.exec_driver_sql(chosen.format(name)).all() for name in ("main.claims_words", "temp.fresh_words"))
        if kept != made:
            yield Fault("claims_words", "", f"the word index's own {part} is not what a fresh index has")
