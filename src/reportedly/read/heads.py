"""The head of a plain text: 'outlet: ...', 'date: ...' lines at its top, or a first line that begins with 'date 2025-02-08'. The text keeps them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.read import dates, languages
from reportedly.read.details import Details

_LINE = re.compile(r"[ \t]{0,8}(?P<key>[A-Za-z][A-Za-z_ ]{0,19}):\s*(?P<value>\S.{0,499})")
_BARE = re.compile(r"\s{0,8}(?P<key>date|published)\s+(?P<value>[^\s:].{0,60})", re.IGNORECASE)
_STAMP = re.compile(r"\s{0,8}(?:date|published)[: \t]\s*(?=\S)", re.IGNORECASE)
_NAMES = {
    "date": "published",
    "published": "published",
    "outlet": "outlet",
    "title": "title",
    "url": "url",
    "language": "language",
    "lang": "language",
}
_MOST_LINES = 20
_FENCE = "---"  # front matter of Markdown


@dataclass(frozen=True, slots=True)
class Head:
    """What the first lines say of the report, and the offset in the text at which its own words begin."""

    details: Details
    end: int


def head(text: str) -> Head:
    """What the text's own first lines say of its outlet, day of publication, language, address and title."""
    said: dict[str, str] = {}
    end = 0
    for line, after in _first_lines(text):
        name, value = _entry(line)
        if name is None and line != _FENCE and not (said and (not line or _LINE.fullmatch(line))):  # 'note: ...' within a head is no end of it
            break
        if name and value:
            said.setdefault(name, value)
        end = after if said else 0
        if said and not line:
            break
    stamp = None if "published" in said else _stamp(text)
    if stamp is not None:
        said["published"], end = stamp[0], max(end, stamp[1])
    return Head(Details(said.get("outlet"), said.get("published"), said.get("language"), said.get("url"), said.get("title")), end)


def _first_lines(text: str) -> Iterator[tuple[str, int]]:
    """The first lines without the white space at their ends, each with the offset at which the next one begins."""
    at = len(text) - len(text.lstrip())
    for line in text[at : at + 10_000].splitlines(keepends=True)[:_MOST_LINES]:
        at += len(line)
        yield line.rstrip(), at


def _entry(line: str) -> tuple[str | None, str | None]:
    """The detail that a line names, and its value; (None, None) for any other line."""
    found = _LINE.fullmatch(line) or _BARE.fullmatch(line)
    name = _NAMES.get(found["key"].strip().lower()) if found else None
    return (name, _value(name, found["value"].strip().strip("\"'"))) if found and name else (None, None)


def _value(name: str, words: str) -> str | None:
    if name == "published":
        return dates.published(words)
    if name == "language":
        return languages.code(words)
    if name == "url":
        return words if words.lower().startswith(("http://", "https://")) else None
    return words or None


def _stamp(text: str) -> tuple[str, int] | None:
    """The day that the text begins with ('date 2025-02-08 ...'), and the offset behind it."""
    found = _STAMP.match(text)
    leading = dates.leading(text[found.end() : found.end() + 100]) if found else None
    return (leading[0], found.end() + leading[1]) if found and leading else None
