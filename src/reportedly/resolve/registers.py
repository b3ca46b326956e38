"""What stands where in a report, looked up instead of searched: a long report has thousands of statements, places and times.

Each register is made once a report: a Detection, an Atlas and a Calendar are equal to themselves only, and those of the last reports are kept.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from reportedly.records import Detection, Span, Statement

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

once = lru_cache(maxsize=2)  # for functions of a report


def grouped(items: Iterable[T], key: Callable[[T], K]) -> Mapping[K, tuple[T, ...]]:
    """The items by their key, each group in the order of the items."""
    found: defaultdict[K, list[T]] = defaultdict(list)
    for item in items:
        found[key(item)].append(item)
    return {name: tuple(group) for name, group in found.items()}


@once
def _starts(detection: Detection) -> Sequence[int]:
    return [sentence.start for sentence in detection.sentences]


def sentence_at(detection: Detection, at: int) -> int:
    """The index of the last sentence that begins at or before the offset; -1 before the first."""
    return bisect_right(_starts(detection), at) - 1


def sentences_before(detection: Detection, at: int, most: int) -> Sequence[Span]:
    """The last sentences that end at or before the offset, at most so many, in the order of the text."""
    last = bisect_right(_starts(detection), at)
    if last and detection.sentences[last - 1].end > at:
        last -= 1
    return detection.sentences[max(0, last - most) : last]


def sentences_after(detection: Detection, at: int, most: int) -> Sequence[Span]:
    """The first sentences that begin at or after the offset, at most so many."""
    first = bisect_left(_starts(detection), at)
    return detection.sentences[first : first + most]


@once
def _by_sentence(detection: Detection) -> Mapping[Span, tuple[Statement, ...]]:
    return grouped(detection.statements, lambda statement: statement.sentence)


def beside(statement: Statement, detection: Detection) -> tuple[Statement, ...]:
    """The statements of the statement's sentence, itself among them, in the order of the text."""
    return _by_sentence(detection).get(statement.sentence, ())


@once
def _figures(detection: Detection) -> Sequence[tuple[int, Statement]]:
    return [(s.quantity.number.start, s) for s in detection.statements if s.quantity is not None]


def figure_before(detection: Detection, at: int) -> Statement | None:
    """The last figure of the report whose number begins before the offset, or None."""
    index = bisect_left(_figures(detection), at, key=lambda figure: figure[0])
    return _figures(detection)[index - 1][1] if index else None


def has_figures(sentence: Span, detection: Detection) -> bool:
    """Whether a sentence of the report holds figures."""
    return any(s.quantity is not None for s in _by_sentence(detection).get(sentence, ()))
