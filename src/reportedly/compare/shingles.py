"""The words of a report as numbers: what finds reports that share wording among very many, and measures how much they share.

Shingles (Broder 1997) are runs of consecutive words; a containment is the share of one text's shingles that another holds. Fingerprints are the
shingles that winnowing keeps (Schleimer, Wilkerson and Aiken 2003): any run of `guarantee` words that two texts share gives both a common one, from
their texts alone, so that what is found does not hang on which other reports are there.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import blake2b

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from reportedly.lexicons import table

Hashes = NDArray[np.uint64]

_WORD = re.compile(r"\w+(?:[.,:/’'-]\w+)*")
_SIZE: int = table("compare/copies")["shingle_words"]
_WINDOW: int = table("compare/copies")["fingerprint_words"] - _SIZE + 1
# Odd constants; a polynomial over them tells the order of words, and the mixing (splitmix64's) spreads it over all bits.
_FACTORS = np.array([pow(0x9E3779B97F4A7C15, power, 2**64) for power in range(1, _SIZE + 1)], dtype=np.uint64)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))


@dataclass(frozen=True, eq=False)
class Wording:
    """The words of a text from an offset on, without regard to case, punctuation, quotation marks and layout."""

    text: str
    start: int = 0

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words, folded."""
        return tuple(" ".join(_WORD.findall(self.text, self.start)).casefold().replace("’", "'").split())

    @cached_property
    def places(self) -> tuple[tuple[int, int], ...]:
        """The start and end of each word in the text."""
        return tuple(match.span() for match in _WORD.finditer(self.text, self.start))

    @cached_property
    def numeric(self) -> frozenset[int]:
        """Which words have a digit in them."""
        return frozenset(place for place, word in enumerate(self.words) if not word.isalpha() and any(map(str.isdigit, word)))

    @cached_property
    def runs(self) -> Hashes:
        """The hash of each run of `shingle_words` words, in order of the text; one for the whole of a shorter text, none for no text."""
        if not self.words:
            return np.empty(0, dtype=np.uint64)
        words = np.fromiter(map(_hash, self.words), dtype=np.uint64, count=len(self.words))
        windows = sliding_window_view(words, min(_SIZE, len(words)))
        return _mixed((windows * _FACTORS[: windows.shape[1]]).sum(axis=1, dtype=np.uint64))

    @cached_property
    def shingles(self) -> Hashes:
        """The distinct hashes of its runs, sorted."""
        return np.unique(self.runs)

    @cached_property
    def fingerprints(self) -> Hashes:
        """The shingles that winnowing keeps, sorted: about one in six."""
        if len(self.runs) <= _WINDOW:
            return np.unique(self.runs)[:1]
        return np.unique(sliding_window_view(self.runs, _WINDOW).min(axis=1))


def shared(one: Wording, other: Wording) -> int:
    """How many distinct shingles two texts have in common."""
    return len(np.intersect1d(one.shingles, other.shingles, assume_unique=True))


def longest_run(one: Wording, other: Wording) -> int:
    """How many words the longest run has in which every shingle of the first text stands in the other, anywhere; 0 where none does."""
    there = np.isin(one.runs, other.shingles)
    if not there.any():
        return 0
    breaks = np.flatnonzero(np.concatenate(([True], ~there, [True])))
    return int(np.diff(breaks).max()) - 1 + min(_SIZE, len(one.words)) - 1


@lru_cache(maxsize=1 << 17)
def _hash(word: str) -> int:
    # Not hash(): that one differs from process to process, and fingerprints are kept.
    return int.from_bytes(blake2b(word.encode(errors="backslashreplace"), digest_size=8).digest(), "big")


def _mixed(hashes: Hashes) -> Hashes:
    for shift, factor in zip((30, 27), _MIX, strict=True):
        hashes = (hashes ^ (hashes >> np.uint64(shift))) * factor
    return hashes ^ (hashes >> np.uint64(31))
