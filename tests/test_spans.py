"""Spans looked up by where they begin: the same as a search over all of them."""

from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import Span
from reportedly.spans import Ordered, holds, itself, overlaps

spans = st.builds(lambda start, length: Span(start, start + length, "x" * length), st.integers(0, 40), st.integers(0, 12))


@given(st.lists(spans, max_size=12), spans)
def test_looked_up_is_searched(items: list[Span], words: Span):
    ordered, by_start = Ordered(items, at=itself), sorted(items, key=lambda s: s.start)
    assert list(ordered.overlapping(words)) == [s for s in by_start if overlaps(s, words)]
    assert list(ordered.holding(words)) == [s for s in by_start if holds(s, words)]
    assert list(ordered.beginning(words.start, words.end)) == [s for s in by_start if words.start <= s.start < words.end]


def test_nothing_is_found_among_nothing():
    empty: Ordered[Span] = Ordered([], at=itself)
    assert list(empty.holding(Span(3, 4, "x"))) == list(empty.overlapping(Span(3, 4, "x"))) == list(empty.beginning(0, 99)) == []
