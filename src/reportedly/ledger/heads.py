"""The head of the chain: one short record that, kept elsewhere, shows whether the ledger was shortened or rewritten."""

import os
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import Connection, func, select

from reportedly import codec
from reportedly.errors import LedgerError
from reportedly.ledger.chain import START
from reportedly.ledger.tables import claims, log, reports


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of the log, and how much the ledger held then."""

    head: str  # entry_hash of the last entry
    entries: int
    reports: int
    claims: int  # every row, also superseded ones
    at: str  # of the last entry


def head_of(connection: Connection) -> Head:
    """The head of the ledger as it stands."""
    last = connection.execute(select(log.c.sequence, log.c.entry_hash, log.c.at).order_by(log.c.sequence.desc()).limit(1)).first()
    if last is None:
        return Head(START, 0, 0, 0, "")
    stored = [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in (reports, claims)]
    return Head(last.entry_hash, last.sequence, stored[0], stored[1], last.at)


def head_file(ledger: Path) -> Path:
    """Where the head of a ledger stands beside it."""
    return ledger.with_name(ledger.name + ".head")


def write_head(head: Head, path: Path) -> None:
    """Write the head to the file, which is always whole: the old head or the new one. Raises LedgerError."""
    partial = path.with_name(path.name + ".part")
    try:
        with partial.open("wb") as file:
            file.write(codec.encode(head) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise LedgerError(f"{path}: the head cannot be written ({error.strerror}); the ledger itself is whole, and the next run writes it") from error


def read_head(path: Path) -> Head:
    """The head that the file holds; raises LedgerError where it holds none."""
    try:
        return codec.decode(path.read_bytes(), Head)
    except OSError as error:
        raise LedgerError(f"{path}: cannot be read ({error.strerror})") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LedgerError(f"{path}: holds no head of a ledger ({error})") from error
