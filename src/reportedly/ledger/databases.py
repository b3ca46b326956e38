"""Connections to a ledger's SQLite file, with the settings that make 'stored' mean stored, and errors that say what to do."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool, StaticPool

from reportedly import stops
from reportedly.errors import LedgerError
from reportedly.ledger.locks import writer_lock

_SMALL = 256 * 1024 * 1024
_HEADER = b"SQLite format 3\x00"
SCRUB_PENDING = 1  # the file's user_version from an erasure's commit until nothing of it is left in unused parts of the file

# What SQLite says, and what to do about it. The first that fits counts.
_ADVICE = (
    ("is full", "no space is left: make room and run this again; what was reported as added is stored"),
    ("only grows", "rows are never changed or removed; a correction is a new row"),
    ("malformed", "the file is damaged: 'reportedly verify' names what is lost; bring back a backup"),
    ("not a database", "this is no ledger: name another file with --ledger"),
    ("utf-8", "the file is damaged: 'reportedly verify' names the row; bring back a backup"),
    ("readonly", "the file or its folder cannot be written: see to the permissions"),
    ("read-only", "the file or its folder cannot be written: see to the permissions"),
    ("locked", "another program holds the file: close it and run this again"),
    ("unable to open", "the file or its folder cannot be used: see to the permissions"),
    ("disk i/o error", "the disk could not be read or written: see whether it is full, over quota or failing; what was reported as added is stored"),
)


# A damaged schema comes back in SQLite's own message, and Python cannot decode it.
DATABASE_ERRORS = (SQLAlchemyError, sqlite3.Error, UnicodeDecodeError)


def database_error(path: Path, error: Exception) -> LedgerError:
    """The LedgerError for an error of SQLite, with what to do about it."""
    said = str(getattr(error, "orig", None) or error).splitlines()[0]
    advice = next((advice for words, advice in _ADVICE if words in said.lower()), "'reportedly verify' tells whether the ledger is whole")
    return LedgerError(f"{path}: {said}; {advice}")


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Nothing, while errors of SQLite inside are raised as LedgerError."""
    try:
        yield
    except DATABASE_ERRORS as error:
        raise database_error(path, error) from error


@dataclass(frozen=True, slots=True)
class Database:
    """One ledger file and the connections to it."""

    path: Path
    engine: Engine
    timeout_s: float
    read_only: bool

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection with one unchanging view of the ledger, whatever others write meanwhile."""
        with stops.put_off() as outside, told(self.path), self.engine.connect() as connection, connection.begin(), outside:
            yield connection

    @contextmanager
    def writing(self, doing: str = "writing") -> Iterator[Connection]:
        """A connection in a writing transaction: committed, and on the disk, when the block ends; undone where it raises.

        A stop waits for its end (`stops.put_off`): broken off in the middle, the transaction could stay open, and the ledger locked.
        """
        if self.read_only:
            raise LedgerError(f"{self.path}: was opened for reading only")
        with stops.put_off(), told(self.path), writer_lock(self.path, self.timeout_s, doing), self.engine.connect() as connection:
            connection.execution_options(writing=True)
            with connection.begin():
                yield connection

    @stops.put_off()
    def use_write_ahead_log(self) -> None:
        """Set the file to write-ahead logging, so that readers and the writer do not wait for each other; the file remembers it."""
        with told(self.path), writer_lock(self.path, self.timeout_s), closing(self.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            mode = cursor.execute("PRAGMA journal_mode = WAL").fetchone()
            cursor.close()
        if mode != ("wal",):
            raise LedgerError(f"{self.path}: the file system here cannot hold a write-ahead log; keep the ledger on a local disk")

    def is_scrub_pending(self) -> bool:
        """Whether an erasure was cut short before the unused parts of the file were made anew."""
        with self.reading() as connection:
            return connection.exec_driver_sql("PRAGMA user_version").scalar() == SCRUB_PENDING

    @stops.put_off()
    def scrub(self) -> None:
        """Write the whole file anew, and empty its write-ahead log, so that nothing of what was erased stays in unused parts of either.

        Killed before its end, it is still pending, and the next opening for writing does it. Raises LedgerError where a reader keeps the old pages.
        """
        with told(self.path), writer_lock(self.path, self.timeout_s, "erasing"), closing(self.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            for statement in ("PRAGMA secure_delete = ON", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)", "PRAGMA user_version = 0"):
                busy = cursor.execute(statement).fetchone()
                if "checkpoint" in statement and busy[0]:
                    raise LedgerError(
                        f"{self.path}: erased, but a reader still holds old pages of the file: close it, then run 'reportedly add' or 'erase' again"
                    )
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.close()

    def close(self) -> None:
        """Close every connection; the last to close folds the write-ahead log into the file."""
        self.engine.dispose()


def check_file(path: Path) -> bool:
    """Whether the file holds something; raises LedgerError where it can be no ledger."""
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise LedgerError(f"{path}: is a folder; name a file in it, such as {path / 'reportedly.db'}")
        if not stat.S_ISREG(status.st_mode):
            raise LedgerError(f"{path}: is no regular file; name another with --ledger")
        with path.open("rb") as file:
            header = file.read(len(_HEADER))
    except FileNotFoundError:
        return False
    except OSError as error:
        raise LedgerError(f"{path}: cannot be read ({error.strerror}); see to the permissions of the file and its folder") from error
    except ValueError as error:
        raise LedgerError(f"{str(path)!r}: is no file name ({error})") from error
    if header and header != _HEADER:
        raise LedgerError(f"{path}: is no ledger (no SQLite file); name another with --ledger, or leave it out to use reportedly.db")
    return bool(header)


def database(path: Path, *, timeout_s: float, read_only: bool, create: bool = False) -> Database:
    """The database in that file; for reading, in the first way that works here, also on a full disk or in a folder without permission."""
    if read_only:
        return Database(path, _reading_engine(path, timeout_s), timeout_s, True)
    mode = "mode=rwc" if create else "mode=rw"
    return Database(path, _engine(lambda: _connected(path, mode, timeout_s)), timeout_s, False)


def _reading_engine(path: Path, timeout_s: float) -> Engine:
    ways: list[tuple[str, bool]] = [("mode=rw", False), ("mode=rw", True)]
    if not _size(path.with_name(path.name + "-wal")):
        # Nothing waits beside the file, so the file alone is the whole ledger: for folders that cannot be written.
        ways.append(("immutable=1", False))
    failed: Exception | None = None
    for mode, alone in ways:
        try:
            _connected(path, mode, timeout_s, alone=alone).close()
        except DATABASE_ERRORS as error:
            failed = error
        else:
            return _engine(partial(_connected, path, mode, timeout_s, alone=alone), alone=alone)
    raise database_error(path, failed or sqlite3.OperationalError("unable to open")) from failed


def _connected(path: Path, mode: str, timeout_s: float, *, alone: bool = False) -> sqlite3.Connection:
    """A connection that leaves transactions to us (isolation_level None) and has read a page, so that it is known to work.

    A full disk has no room for the index of the write-ahead log that processes share; `alone`, SQLite keeps it in memory.
    """
    connection = sqlite3.connect(f"file:{quote(os.fspath(path.absolute()))}?{mode}", uri=True, timeout=timeout_s, isolation_level=None)
    # What verify builds beside the ledger stays in memory where it can, so that it needs no room on a full disk.
    temporary = "MEMORY" if _size(path) < _SMALL else "FILE"
    settings = ("foreign_keys = ON", "synchronous = FULL", "cell_size_check = ON", f"temp_store = {temporary}")
    try:
        for setting in ("locking_mode = EXCLUSIVE", *settings) if alone else settings:
            connection.execute(f"PRAGMA {setting}")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DATABASE_ERRORS:
        connection.close()
        raise
    return connection


def _engine(connect: Callable[[], sqlite3.Connection], *, alone: bool = False) -> Engine:
    if alone:
        # One connection that holds the file for itself: nobody writes meanwhile, and a second connection would wait for the first for ever.
        return create_engine("sqlite://", creator=connect, hide_parameters=True, poolclass=StaticPool)
    engine = create_engine("sqlite://", creator=connect, hide_parameters=True, poolclass=QueuePool, pool_size=2, max_overflow=30)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # A transaction that begins by reading and then wants to write fails as 'database is locked' beside another writer: say at once which it is.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get("writing") else "BEGIN")

    return engine


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
