"""Phrases around numbers from the lexicon, as compiled patterns."""

import re
from functools import cache

from reportedly import lexicons


@cache
def phrase(name: str) -> re.Pattern[str]:
    """The pattern of the phrases `name` of lexicons/en/figure_phrases.toml, without regard to case."""
    return re.compile("|".join(lexicons.table("en/figure_phrases")[name]), re.IGNORECASE)


@cache
def words(name: str) -> frozenset[str]:
    """The word list `name` of lexicons/en/figure_phrases.toml."""
    return frozenset(lexicons.table("en/figure_phrases")["words"][name])
