"""Patterns of many words, made so that few of them are tried at any place of a text."""

import re
from collections.abc import Iterable


def either(patterns: Iterable[tuple[str, str]]) -> str:
    """One pattern that stands for any of the patterns, each given after a word that begins with the letter it begins with.

    They are sorted by that letter, whatever its case, so that where a word starts with another letter one look rules them all out; of those with
    one letter, the first given that fits counts.
    """
    letters: dict[str, list[str]] = {}
    for word, pattern in patterns:
        letters.setdefault(word[:1].lower(), []).append(pattern)
    return "|".join(rf"(?=[{re.escape(a + a.upper())}])(?:{'|'.join(begun)})" for a, begun in letters.items()) or r"(?!)"
