"""Claims as files: JSON Lines, which hold every field, and CSV, one flat row a claim."""

import math
import re
from collections.abc import Iterable, Iterator
from functools import cache

from reportedly import codec
from reportedly.publish.fields import Field, columns
from reportedly.records import Claim

BETWEEN_LINKS = " > "
# A spreadsheet takes a cell that begins so for a formula and runs it (OWASP, CSV injection). A plain number is none, and stays as it is.
_FORMULA = re.compile(r"[=+\-@\t\r\n]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,\u00a0\u202f ][0-9]+)*%?")
_TO_QUOTE = re.compile(r'[,"\r\n]|^\s|\s$')


def jsonl(claims: Iterable[Claim]) -> Iterator[bytes]:
    """One line of JSON a claim (UTF-8, sorted keys), each with its line break, in the order given."""
    return (codec.encode(claim) + b"\n" for claim in claims)


def csv(claims: Iterable[Claim]) -> Iterator[str]:
    r"""The header and one row a claim, each with its line break ('\n'), in the order given; docs/codebook.md explains the columns.

    A text that a spreadsheet would run as a formula gets a ' in front; numbers never. A null is an empty cell.
    """
    yield ",".join(field.column or "" for field in columns()) + "\n"
    for claim in claims:
        yield ",".join(_quoted(cell(claim, field)) for field in columns()) + "\n"


def cell(claim: Claim, field: Field) -> str:
    """The field's value as the CSV holds it, before quotation."""
    value = _at(claim, _steps(field.path))
    if field.kind == "json":
        return codec.encode(value).decode() if value else ""
    if isinstance(value, list):
        return _guarded(BETWEEN_LINKS.join(_written(item) for item in value))
    return _guarded(value) if isinstance(value, str) else _written(value)


@cache
def _steps(path: str) -> tuple[str, ...]:
    return tuple(path.replace("[]", ".[]").split("."))


def _at(record: object, steps: tuple[str, ...]) -> object:
    """What stands in the record at the end of the steps; a list for each of a list; None where a step is null."""
    for number, step in enumerate(steps):
        if record is None:
            return None
        if step == "[]":
            return [_at(item, steps[number + 1 :]) for item in record] if isinstance(record, tuple) else []
        record = getattr(record, step)
    return record


def _written(value: object) -> str:
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _quoted(text: str) -> str:
    """The cell in quotation marks where it needs them; written here because what csv.writer quotes differs between versions of Python."""
    return '"' + text.replace('"', '""') + '"' if _TO_QUOTE.search(text) else text
