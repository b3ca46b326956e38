"""The codebook and the table that it is written from."""

import subprocess
import sys
import types
from collections.abc import Iterator
from dataclasses import fields as members
from dataclasses import is_dataclass
from pathlib import Path
from typing import Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest

from reportedly import lexicons, records
from reportedly.publish import claims_as_json_schema, codebook, jsonl
from reportedly.publish.fields import columns, fields, values
from reportedly.records import Claim

DOCS = Path(__file__).parents[2] / "docs" / "codebook.md"


def paths(kind: object, path: str) -> Iterator[str]:
    """Every key below a type, as columns.toml writes it."""
    if get_origin(kind) in (Union, types.UnionType):
        (kind,) = (part for part in get_args(kind) if part is not type(None))
    if path:
        yield path
    if get_origin(kind) is tuple:
        yield from list(paths(get_args(kind)[0], f"{path}[]"))[1:]
    elif get_origin(kind) is dict:
        yield from list(paths(get_args(kind)[1], f"{path}.*"))[1:]
    elif isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        for member in members(kind):
            yield from paths(hints[member.name], f"{path}.{member.name}" if path else member.name)


def test_every_key_of_a_claim_is_explained_and_no_other() -> None:
    assert sorted(field.path for field in fields()) == sorted(paths(Claim, ""))


def test_columns_are_named_once() -> None:
    names = [field.column for field in columns()]
    assert len(names) == len(set(names)) > 80
    assert all(field.meaning.endswith((".", "'.")) for field in fields())


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        ("speech", records.Speech), ("stance", records.Stance), ("kind", records.ActorKind), ("hedge", records.Hedge), ("measure", records.Measure),
        ("scope", records.Scope), ("role", records.Role), ("age", records.Age), ("sex", records.Sex), ("anchor", records.Anchor),
        ("where_prec", Literal["1", "2", "3", "4", "5", "6", "7"]), ("date_prec", Literal["1", "2", "3", "4", "5"]),
    ],
)  # fmt: skip
def test_every_value_is_explained_and_no_other(table: str, kind: object) -> None:
    assert [value.name for value in values()[table]] == list(get_args(kind))


def test_every_type_of_event_is_explained() -> None:
    used = {types[0] for types in lexicons.table("en/events")["kinds"].values()} - {""}
    assert used <= {value.name for value in values()["event_type"]}


def test_every_table_of_values_is_used_and_every_example_is_a_sentence() -> None:
    assert {field.values for field in fields()} - {None} == set(values())
    assert all(value.meaning.endswith((".", ".)")) and value.example for table in values().values() for value in table)


@pytest.mark.parametrize("table", ["hedge", "measure", "scope", "role", "stance", "where_prec", "date_prec"])
def test_every_coded_value_says_what_answers_to_it_in_ucdp_and_acled(table: str) -> None:
    assert all(value.ucdp and value.acled for value in values()[table])


def test_the_codebook_in_docs_is_the_one_that_the_code_writes() -> None:
    assert DOCS.read_text(encoding="utf-8") == codebook(), "run `make docs`"


def test_the_codebook_can_be_printed() -> None:
    run = subprocess.run([sys.executable, "-W", "error", "-m", "reportedly.publish.codebook"], capture_output=True, check=True)
    assert run.stdout.decode() == codebook()


def test_the_codebook_names_every_column() -> None:
    assert all(f"| `{field.column}` |" in codebook() for field in columns())


def test_the_json_schema_names_every_key_of_an_export(bare: Claim, full: Claim) -> None:
    schema = claims_as_json_schema()
    definitions = schema["$defs"]
    assert isinstance(definitions, dict)
    for line in jsonl([bare, full]):
        assert set(msgspec.json.decode(line)) == set(definitions["Claim"]["properties"])
