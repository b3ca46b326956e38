"""JSON of every record, through msgspec: sorted keys, compact, the same bytes for the same record."""

from typing import TypeVar

import msgspec

T = TypeVar("T")

_encoder = msgspec.json.Encoder(order="sorted")


def encode(record: object) -> bytes:
    """The record as one line of JSON (UTF-8, sorted keys, no line break)."""
    return _encoder.encode(record)


def decode(line: bytes | str, kind: type[T]) -> T:
    """The record of type `kind` that the JSON line holds; raises msgspec.ValidationError where it holds something else."""
    return msgspec.json.decode(line, type=kind)
