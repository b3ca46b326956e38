"""A small ledger with a row in every table, and what a reader can get out of it."""

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from invented import AT, MADE_BY, NAME, NEWER, claims, named, named_claim, report

from reportedly.errors import LedgerError
from reportedly.ledger import Fault, Head, Ledger
from reportedly.ledger.tables import KEPT
from reportedly.records import Quarantined

WORDS = ("soldiers", "drones", "zolk", "testenko", "northern")


def fill(path: Path, *, reports: int = 4) -> Head:
    """Make it, with a name erased and a report redone, and give its head."""
    with Ledger.open(path, clock=lambda: AT) as ledger:
        with ledger.run(MADE_BY, "add", AT) as run:
            for number in range(reports):
                run.add(report(number), claims(report(number)))
            run.add(named(99), (named_claim(named(99)),))
            run.quarantine(Quarantined("broken.html", "read", "no text", "c" * 64))
        ledger.erase([NAME], "asked for by the person")
        with ledger.run(NEWER, "redo", AT) as run:
            run.redo(report(1).report_id, claims(report(1), NEWER))
        return ledger.head()


def pack(path: Path) -> None:
    """Fold the log into the file and leave little unused room in it: pages of 512 bytes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in ("PRAGMA journal_mode = DELETE", "PRAGMA page_size = 512", "VACUUM", "PRAGMA journal_mode = WAL"):
            connection.execute(statement)


def copy(path: Path, target: Path) -> None:
    """Copy the ledger's file alone, without its head, and remove what a former copy left."""
    for file in target.parent.glob(f"{target.name}*"):
        file.unlink()
    shutil.copy(path, target)


def values(path: Path) -> object:
    """Everything that a reader can get out of the file: each value of each row, and what a search finds; or that it cannot be read."""
    try:
        with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as connection:
            connection.text_factory = bytes
            rows = {
                table: connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in ("log", *(table.name for table in KEPT))
            }
            search = "SELECT rowid FROM claims_words WHERE claims_words MATCH ?"
            return rows, [connection.execute(search, (word,)).fetchall() for word in WORDS]
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return str(error)


def found(path: Path, head: Head | Path | None = None) -> list[Fault | LedgerError]:
    """What verify finds, or that the file cannot be opened as a ledger."""
    told: list[Fault | LedgerError] = []
    with suppress(LedgerError):
        with Ledger.open(path, read_only=True) as ledger:
            told.extend(ledger.verify(head))
        return told
    return [*told, LedgerError("cannot be opened")]
