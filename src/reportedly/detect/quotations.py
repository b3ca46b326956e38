"""Quotation spans: which stretches of a text stand in quotation marks, whatever the marks and however many are missing.

A text is never lost for an odd mark: an unclosed quotation ends with its paragraph where the next one opens again, else with its sentence.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from reportedly.records import Span
from reportedly.spans import span, trimmed

_Role = Literal["open", "close", "either"]
_Family = Literal["double", "guillemet", "single"]

# ``, '' and typographic pairs typed twice count as one double mark.
_MARK = re.compile(r"``|''|‘‘|’’|,,(?=\w)|[\"“”„‟″＂«»‹›‘’']")
_GUILLEMETS = frozenset("«»‹›")
_SINGLES = frozenset("‘’'")
_OPENERS = frozenset(("“", "„", "‟", "``", "‘‘", ",,"))
_CLOSERS = frozenset(("”", "’’"))
_BEFORE_OPENER = frozenset(" \t\n\r\u00a0\u202f\u2009([{—–-/:>_*")
_AFTER_CLOSER = frozenset(" \t\n\r\u00a0\u202f\u2009)]}—–-/:;,.!?…<_*")
_SENTENCE_END = re.compile(r"[.!?…]+[)\]]*(?=\s|$)")
_SINGLE_LIMIT = 600  # code points: a single mark further from its partner is an apostrophe
_ELISIONS = re.compile(r"['‘’](?:\d|em\b|cause\b|til\b|tis\b|twas\b|n\b|round\b)", re.I)


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: _Family
    role: _Role
    glyph: str


def quotations(text: str, paragraphs: tuple[Span, ...]) -> tuple[Span, ...]:
    """The quoted stretches of a text with their marks, outermost only, in order; none crosses a paragraph.

    A quotation that runs on over a paragraph that opens with a mark again is given once for each paragraph. Apostrophes are no marks. Any
    number of marks of any kind is borne: an opening mark without its partner runs to the end of the paragraph or of the sentence.
    """
    found: list[Span] = []
    for at, paragraph in enumerate(paragraphs):
        following = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        reopened = following is not None and _opens(text, following)
        found.extend(_in_paragraph(text, paragraph, reopened))
    return tuple(found)


def quoted(spans: tuple[Span, ...], at: int) -> int | None:
    """The index of the quotation that holds the character at offset `at`, or None; `spans` as `quotations` gives them."""
    index = bisect_right(spans, at, key=lambda s: s.start) - 1
    return index if index >= 0 and at < spans[index].end else None


def _opens(text: str, paragraph: Span) -> bool:
    match = _MARK.match(text, paragraph.start)
    return match is not None and match.group() not in ("”", "»", "’", "’’")


def _in_paragraph(text: str, paragraph: Span, reopened: bool) -> Iterator[Span]:
    opened: _Mark | None = None
    last, depth = paragraph.start, 0  # how many quotations are open within the open one
    marks = tuple(_marks(text, paragraph))
    for at, mark in enumerate(marks):
        if opened is None and mark.role != "close":
            opened = mark
        elif opened is None:
            if _closes_unopened(text, paragraph, mark, last):
                yield span(text, paragraph.start, mark.end)
                last = mark.end
        elif _reopens(opened, mark):
            if _nested(marks[at:]):
                depth += 1
            else:
                yield _cut(text, opened.start, mark.start)
                opened, depth = mark, 0
        elif _closes(opened, mark) and depth:
            depth -= 1
        elif _closes(opened, mark):
            yield span(text, opened.start, mark.end)
            opened, last = None, mark.end
    if opened is not None and opened.family != "single":
        yield trimmed(text, opened.start, paragraph.end) if reopened else _cut(text, opened.start, paragraph.end)


def _closes(opened: _Mark, mark: _Mark) -> bool:
    if opened.family != mark.family:
        return False
    if opened.glyph in ("„", ",,"):
        return mark.role != "open" or mark.glyph == "“"
    return mark.role != "open"


def _reopens(opened: _Mark, mark: _Mark) -> bool:
    return mark.role == "open" and mark.family == opened.family and mark.glyph == opened.glyph == '"'


def _nested(marks: tuple[_Mark, ...]) -> bool:
    """Whether straight marks from here on close both themselves and one more: a quotation within the open one."""
    depth = 1
    for mark in marks:
        if mark.glyph == '"':
            depth += 1 if mark.role == "open" else -1
        if depth == 0:
            return True
    return False


def _closes_unopened(text: str, paragraph: Span, mark: _Mark, last: int) -> bool:
    """A closing mark after a comma or a full stop, first of its paragraph: the opening mark was lost at the paragraph's start."""
    return last == paragraph.start and mark.family == "double" and mark.start > paragraph.start and text[mark.start - 1] in ",.!?…"


def _cut(text: str, start: int, limit: int) -> Span:
    """An unclosed quotation up to the end of its sentence."""
    end = _SENTENCE_END.search(text, start, limit)
    return trimmed(text, start, end.end() if end else limit)


def _marks(text: str, paragraph: Span) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        mark = _mark(text, paragraph, match.start(), match.end())
        if mark is not None:
            yield mark


def _mark(text: str, paragraph: Span, start: int, end: int) -> _Mark | None:
    glyph = text[start:end]
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    if glyph in _SINGLES:
        return _single(text, paragraph, start, before, after)
    if glyph in _GUILLEMETS:
        inner: _Role = "open" if glyph in "«‹" else "close"
        return _Mark(start, end, "guillemet", "either" if _role(before, after) != inner else inner, glyph)
    if glyph in _OPENERS:
        return _Mark(start, end, "double", "either" if glyph == "“" and _role(before, after) == "close" else "open", glyph)
    if glyph in _CLOSERS:
        return _Mark(start, end, "double", "open" if _role(before, after) == "open" and before != after else "close", glyph)
    if before.isdigit() and glyph in ('"', "″", "''") and _role(before, after) == "close" and '"' not in text[paragraph.start : start]:
        return None  # inches: a 9" pipe
    return _Mark(start, end, "double", _role(before, after), '"')


def _role(before: str, after: str) -> _Role:
    opens = before in _BEFORE_OPENER and not after.isspace()
    closes = after in _AFTER_CLOSER and not before.isspace()
    if opens == closes:
        return "either"
    return "open" if opens else "close"


def _single(text: str, paragraph: Span, start: int, before: str, after: str) -> _Mark | None:
    """A single mark, where it is no apostrophe: it opens a word and has a partner that closes one."""
    if before.isalnum() and after.isalnum():
        return None
    if before in _BEFORE_OPENER and (after.isalnum() or after in "[(") and not _ELISIONS.match(text, start):
        return _Mark(start, start + 1, "single", "open", "'") if text[start] != "’" and _partner(text, paragraph, start) else None
    if after in _AFTER_CLOSER and not before.isspace() and text[start] != "‘":
        possessive = before in "sz" and after == " "
        return None if possessive and _partner(text, paragraph, start) else _Mark(start, start + 1, "single", "close", "'")
    return None


def _partner(text: str, paragraph: Span, start: int) -> bool:
    """Whether a closing single mark follows before the paragraph ends and before another one opens."""
    limit = min(paragraph.end, start + _SINGLE_LIMIT)
    for match in re.finditer(r"['‘’]", text[start + 1 : limit]):
        at = start + 1 + match.start()
        before, after = text[at - 1], text[at + 1] if at + 1 < paragraph.end else " "
        if before in _BEFORE_OPENER and after.isalnum():
            return False
        if after in _AFTER_CLOSER and not before.isspace():
            return True
    return False
