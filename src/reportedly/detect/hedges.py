"""The hedge of a number: 'at least', 'about', 'more than', before it or behind it."""

import re
from functools import cache

from reportedly import lexicons
from reportedly.detect.numbers import Number
from reportedly.records import Span
from reportedly.spans import span

_REACH = 60


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = lexicons.table("en/hedges")
    before = _either([word for words in table["before"].values() for word in words])
    after = _either([word for words in table["after"].values() for word in words])
    return (
        re.compile(rf"(?<!\w)({before})\s*(?:(?:{_either(table['skipped'])})\s+)*[\"“'(]?$", re.IGNORECASE),
        re.compile(rf"\s*({after})(?!\w)", re.IGNORECASE),
    )


def _either(words: list[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=lambda w: (-len(w), w)))


def hedge_of(text: str, number: Number, noun: Span | None) -> Span | None:
    """The hedge that stands right before a number, or behind it or its noun, or None; it covers that number only."""
    start = max(0, number.start - _REACH)
    match = _patterns()[0].search(text[start : number.start])
    if match:
        return span(text, start + match.start(1), start + match.end(1))
    for end in (number.end, noun.end if noun else number.end):
        behind = _patterns()[1].match(text, end)
        if behind and (end == number.end or re.sub(r"\s+", " ", behind.group(1).lower()) in ("at least", "at most")):
            return span(text, *behind.span(1))
    return None
