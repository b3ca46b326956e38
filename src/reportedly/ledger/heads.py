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


def add_head(head: Head, path: Path) -> None:
    """Add the head as a line to a file that is to be kept elsewhere: on the disk when this returns. Raises LedgerError."""
    try:
        with path.open("ab+") as file:
            # A line that was cut short, by a full disk or a kill, must not spoil the next one.
            file.seek(max(0, file.tell() - 1))
            whole = file.read(1) in (b"", b"\n")
            file.write((b"" if whole else b"\n") + codec.encode(head) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise LedgerError(f"{path}: the head cannot be added ({error.strerror}); the ledger itself is whole") from error


def anchored(path: Path) -> list[tuple[Head, str]]:
    """The heads that the file holds, one a line, each with where it stands; raises LedgerError where a line holds none, or all are empty."""
    try:
        lines = [(line, f"{path} line {number}") for number, line in enumerate(path.read_bytes().splitlines(), 1) if line.strip()]
    except OSError as error:
        raise LedgerError(f"{path}: cannot be read ({error.strerror})") from error
    if not lines:
        raise LedgerError(f"{path}: holds no head of a ledger (it is empty)")
    return [(_head(line, where), where) for line, where in lines]


def read_head(path: Path) -> Head:
    """The head that the file holds; raises LedgerError where it holds none."""
    try:
        return _head(path.read_bytes(), str(path))
    except OSError as error:
        raise LedgerError(f"{path}: cannot be read ({error.strerror})") from error


def _head(line: bytes, where: str) -> Head:
    try:
        return codec.decode(line, Head)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LedgerError(f"{where}: holds no head of a ledger ({error})") from error
