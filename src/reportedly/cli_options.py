"""The options and arguments that several verbs take, and what is wrong with them."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

LedgerFile = Annotated[Path, typer.Option("-l", "--ledger", envvar="REPORTEDLY_LEDGER", help="The ledger file.", dir_okay=False)]
ModelName = Annotated[
    str | None, typer.Option("--model", envvar="REPORTEDLY_MODEL", help="Language model: a package, a folder, or 'rules' for none.")
]
OutFile = Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file instead of standard output.", dir_okay=False)]
AnchorFile = Annotated[
    Path | None,
    typer.Option("--anchor", help="Add the head, with time and counts, to this file; keep it elsewhere, for 'verify --head'.", dir_okay=False),
]
Paths = Annotated[
    list[str], typer.Argument(help="Files (.txt .md .html .jsonl .ndjson, also .gz), folders, or - for standard input.", show_default=False)
]
SomePaths = Annotated[
    list[str] | None, typer.Argument(metavar="PATHS...", help="Files (.txt .md .html .jsonl .ndjson, also .gz), folders, or - for standard input.")
]


class ExportFormat(StrEnum):
    """What `export` can write."""

    jsonl = "jsonl"
    csv = "csv"


@dataclass(frozen=True, slots=True)
class Options:
    """What stands before the verb."""

    ledger: Path
    wait_s: float


def one_of(option: str, value: str | None, allowed: tuple[str, ...]) -> None:
    """Nothing, where the value is not given or is one of those allowed; else raises BadParameter."""
    if value is not None and value not in allowed:
        raise typer.BadParameter(f"{value!r} is none of {', '.join(allowed)}", param_hint=option)


def day(option: str, value: str | None) -> str | None:
    """The ISO day that the value writes, None where it is not given; raises BadParameter where it is no day."""
    try:
        return value and dt.date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise typer.BadParameter(f"{value!r} is no day; write it as 2025-02-08", param_hint=option) from error
