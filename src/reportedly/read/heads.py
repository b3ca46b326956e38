"""The head of a plain text: 'outlet: ...', 'date: ...' lines at its top, or a first line that begins with 'date 2025-02-08'. The text keeps them."""

import re

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


def head(text: str) -> Details:
    """What the text's own first lines say of its outlet, day of publication, language, address and title."""
    said: dict[str, str] = {}
    for line in _first_lines(text):
        name, value = _entry(line)
        if name is None and not (said and _LINE.fullmatch(line)):  # 'note: ...' within a head is no end of it
            break
        if name and value:
            said.setdefault(name, value)
    return Details(said.get("outlet"), said.get("published") or _stamp(text), said.get("language"), said.get("url"), said.get("title"))


def _first_lines(text: str) -> list[str]:
    lines = [line.rstrip() for line in text.lstrip()[:10_000].splitlines()[:_MOST_LINES]]
    return [line for line in lines if line != _FENCE] if lines[:1] == [_FENCE] else lines


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


def _stamp(text: str) -> str | None:
    found = _STAMP.match(text)
    return dates.leading(text[found.end() : found.end() + 100]) if found else None
