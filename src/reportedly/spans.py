"""Spans over a text: made, joined and compared."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Generic, TypeVar

from reportedly.records import Span

T = TypeVar("T")


def itself(words: Span) -> Span:
    """The span of a span, for `Ordered`."""
    return words


class Ordered(Generic[T]):
    """Items of a text by where their spans begin, to be looked up instead of searched."""

    def __init__(self, items: Iterable[T], at: Callable[[T], Span] = attrgetter("span")) -> None:
        placed = sorted(((at(item), item) for item in items), key=lambda pair: pair[0].start)
        self._items = [item for _, item in placed]
        self._spans = [words for words, _ in placed]
        self._starts = [words.start for words in self._spans]
        self._longest = max((words.end - words.start for words in self._spans), default=0)

    def beginning(self, first: int, last: int) -> Sequence[T]:
        """The items that begin from the offset `first` on and before `last`."""
        return self._items[bisect_left(self._starts, first) : bisect_left(self._starts, last)]

    def overlapping(self, words: Span) -> Iterator[T]:
        """The items whose span shares a character with the words."""
        for index in range(bisect_left(self._starts, words.start - self._longest), bisect_left(self._starts, words.end)):
            if overlaps(self._spans[index], words):
                yield self._items[index]

    def holding(self, words: Span) -> Iterator[T]:
        """The items whose span holds the words."""
        for index in range(bisect_left(self._starts, words.end - self._longest), bisect_right(self._starts, words.start)):
            if holds(self._spans[index], words):
                yield self._items[index]


def span(text: str, start: int, end: int) -> Span:
    """The span of `text` from start to end (code points, end exclusive)."""
    return Span(start, end, text[start:end])


def trimmed(text: str, start: int, end: int) -> Span:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return span(text, start, end)


def holds(outer: Span, inner: Span) -> bool:
    """Whether `inner` lies within `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


def overlaps(a: Span, b: Span) -> bool:
    """Whether the spans share a character."""
    return a.start < b.end and b.start < a.end
