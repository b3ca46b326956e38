"""The one table of a claim's fields, which the CSV writer and the codebook both work from (columns.toml), and of their values (values.toml)."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

FieldKind = Literal["text", "integer", "number", "object", "list", "json"]


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a claim's JSON: 'figure.low'; '[]' stands for each of a list, '*' for any name."""

    path: str
    kind: FieldKind
    meaning: str
    column: str | None = None  # of the CSV
    unit: str | None = None
    values: str | None = None  # a table of values.toml
    ucdp: str | None = None  # the column of UCDP GED that answers to it
    acled: str | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """One value that a field may take."""

    name: str
    meaning: str
    example: str
    ucdp: str = ""  # what answers to it in UCDP GED
    acled: str = ""


@cache
def fields() -> tuple[Field, ...]:
    """Every field of a claim, in the order of the CSV's columns."""
    return tuple(msgspec.convert(row, Field) for row in _toml("columns")["fields"])


@cache
def columns() -> tuple[Field, ...]:
    """The fields that have a column in the CSV, in its order."""
    return tuple(field for field in fields() if field.column)


@cache
def values() -> dict[str, tuple[Value, ...]]:
    """The values of each closed list, with meaning and example, by the list's name."""
    tables = {name: table for name, table in _toml("values").items() if isinstance(table, dict)}
    return {name: tuple(Value(value, *words) for value, words in table.items()) for name, table in tables.items()}


def _toml(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))
