"""From an older schema to the present one: ordered steps, one transaction, a backup of the file beside it first."""

import os
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, select

from reportedly.errors import LedgerError
from reportedly.ledger import tables
from reportedly.ledger.chain import Row, append
from reportedly.ledger.databases import Database, told
from reportedly.version import RULES_VERSION


@dataclass(frozen=True, slots=True)
class Migration:
    """One step: the schema version that it leads to, and what it does to a ledger of the version before."""

    version: int
    apply: Callable[[Connection], None]


# Steps from version 1 on, in order; a new one goes at the end, together with a frozen ledger of the version before it in tests/ledger/frozen.
MIGRATIONS: tuple[Migration, ...] = (Migration(2, tables.create_erasures),)


def schema_row(version: int, made: str) -> Row:
    """The row that says which schema the ledger has from here on, and which code made it so."""
    return Row(tables.schemas, {"version": version, "made": made, "code": RULES_VERSION})


def version_of(connection: Connection) -> int:
    """The schema version of the ledger."""
    return connection.execute(select(func.max(tables.schemas.c.version))).scalar() or 0


def prepare(database: Database, clock: Callable[[], str], *, create: bool = True) -> Path | None:
    """The backup that was made where the file was brought to the present schema; None where it had it, or was empty and has been made.

    Raises LedgerError where it is something else, or where it would have to be written and was opened for reading only.
    """
    if create and not database.read_only and _is_empty(database):
        _create(database, clock)
    with database.reading() as connection:
        if connection.exec_driver_sql("PRAGMA application_id").scalar() != tables.APPLICATION_ID:
            raise LedgerError(f"{database.path}: is an SQLite file, but no ledger; name another with --ledger")
        version = version_of(connection)
    if not database.read_only:
        backup = migrate(database, clock)
        if database.is_scrub_pending():
            database.scrub()
        return backup
    check_version(database.path, version, tables.SCHEMA)
    if version < tables.SCHEMA:
        raise LedgerError(f"{database.path}: has the older schema {version}: 'reportedly migrate' brings it up to date, with a backup beside it")
    return None


def _is_empty(database: Database) -> bool:
    with database.reading() as connection:
        return not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()


def _create(database: Database, clock: Callable[[], str]) -> None:
    """Make the schema in one transaction: killed before its end, the file is still empty, and the next opening makes it."""
    database.use_write_ahead_log()
    with database.writing() as connection:
        # Asked again: another process may have made it while this one waited for its turn.
        if not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar():
            tables.create(connection)
            append(connection, "schema", clock(), [schema_row(tables.SCHEMA, "created")])


def migrate(database: Database, clock: Callable[[], str], steps: Sequence[Migration] = MIGRATIONS) -> Path | None:
    """The backup that was made before the ledger was brought to the newest schema, or None where it has that already.

    Killed in the middle, the ledger is the old or the new one, never between. Raises LedgerError for a ledger of a newer schema than the steps know.
    """
    newest = max((step.version for step in steps), default=tables.SCHEMA)
    with database.reading() as connection:
        version = version_of(connection)
    check_version(database.path, version, newest)
    if version == newest:
        return None
    backup = database.path.with_name(f"{database.path.name}.schema{version}.backup")
    with database.writing("bringing it to a newer schema") as connection:
        # Asked again: another process may have brought it up while this one waited for its turn.
        version = version_of(connection)
        if version == newest:
            return None
        back_up(database.path, backup)
        for step in sorted((step for step in steps if step.version > version), key=lambda step: step.version):
            step.apply(connection)
            append(connection, "schema", clock(), [schema_row(step.version, "migrated")])
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            raise LedgerError(
                f"{database.path}: could not be brought to schema {newest}: {broken[0]} row {broken[1]} points at nothing; left as it was"
            )
    return backup


def check_version(path: Path, version: int, newest: int) -> None:
    """Raise LedgerError where the ledger was made by a newer reportedly, or does not say which schema it has."""
    if version > newest:
        raise LedgerError(f"{path}: has schema {version}, this reportedly knows up to {newest}: install a newer reportedly")
    if version < 1:
        raise LedgerError(f"{path}: does not say which schema it has; the file is damaged: bring back a backup")


def back_up(ledger: Path, backup: Path) -> None:
    """Copy the ledger, with what its write-ahead log holds, to a file that appears only when it is whole."""
    partial = backup.with_name(backup.name + ".part")
    try:
        partial.unlink(missing_ok=True)
        with told(backup), closing(sqlite3.connect(ledger)) as source, closing(sqlite3.connect(partial)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(backup)
    except OSError as error:
        raise LedgerError(f"{backup}: the backup cannot be written ({error.strerror}); the ledger was left as it was") from error
