"""Spans over a text: made, joined and compared."""

from reportedly.records import Span


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
