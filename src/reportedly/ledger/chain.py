"""The log: every row enters with an entry of a chain of hashes, so that nothing can be changed, removed or slipped in unseen.

A row's hash is salted, and the salt stands in the row, not in the log: with content and salt gone, nothing about the content can be guessed
from what is left, and the chain still holds.
"""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import Connection, Table, func, insert, select

from reportedly.codec import encode
from reportedly.ledger.tables import PROOF, claims, log

START = "0" * 64  # what the first entry follows
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row to be added: its table and its values without the proof columns."""

    table: Table
    values: Mapping[str, Value]


def content(table: str, values: Mapping[str, object]) -> bytes:
    """What a row's hash is taken over: the claim's JSON, or of any other table the JSON of its columns that are not null.

    Nulls are left out so that a column which a later schema adds changes no hash of an older row.
    """
    if table == claims.name:
        return str(values["json"]).encode()
    return encode({name: value for name, value in values.items() if name not in PROOF and value is not None})


def row_hash(table: str, salt: str, content: bytes) -> str:
    """The salted hash of a row."""
    return hashlib.sha256(b"\n".join((salt.encode(), table.encode(), content))).hexdigest()


def content_hash(row_hashes: Sequence[str]) -> str:
    """The hash in a log entry, over the hashes of its rows in their order."""
    return hashlib.sha256(encode(row_hashes)).hexdigest()


def entry_hash(prev_hash: str, content_hash: str, *, sequence: int, kind: str, at: str) -> str:
    """The hash of a log entry: over the entry before it and everything in it."""
    return hashlib.sha256(encode([prev_hash, sequence, kind, at, content_hash])).hexdigest()


def next_sequence(connection: Connection) -> int:
    """The sequence that the next entry will have; inside a writing transaction nobody else can take it."""
    return (connection.execute(select(func.max(log.c.sequence))).scalar() or 0) + 1


def append(connection: Connection, kind: str, at: str, rows: Sequence[Row]) -> int:
    """Add the rows with their log entry, in the caller's transaction, and give the entry's sequence."""
    sequence = next_sequence(connection)
    proven = [_proven(row, sequence, ordinal) for ordinal, row in enumerate(rows)]
    prev_hash = connection.execute(select(log.c.entry_hash).where(log.c.sequence == sequence - 1)).scalar() or START
    hashed = content_hash([str(values["row_hash"]) for _, values in proven])
    entry = {"sequence": sequence, "kind": kind, "at": at, "content_hash": hashed, "prev_hash": prev_hash}
    connection.execute(insert(log), entry | {"entry_hash": entry_hash(prev_hash, hashed, sequence=sequence, kind=kind, at=at)})
    for table, group in groupby(proven, key=lambda pair: pair[0]):
        connection.execute(insert(table), [values for _, values in group])
    return sequence


def _proven(row: Row, sequence: int, ordinal: int) -> tuple[Table, dict[str, Value]]:
    salt = secrets.token_hex(16)
    hashed = row_hash(row.table.name, salt, content(row.table.name, row.values))
    return row.table, {**row.values, "entry": sequence, "ordinal": ordinal, "salt": salt, "row_hash": hashed}
