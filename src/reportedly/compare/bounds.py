"""Bounds of figures, as they are held against each other."""

import math

from reportedly.compare.settings import settings
from reportedly.records import Figure


def span_of(figure: Figure) -> tuple[float, float] | None:
    """The least and the most that the figure may be, 'about n' with its margin, an open end as infinity; None where it has neither end."""
    if figure.low is None and figure.high is None:
        return None
    low = -math.inf if figure.low is None else figure.low
    high = math.inf if figure.high is None else figure.high
    margin = settings().about if figure.hedge == "about" else 0.0
    return low - abs(low) * margin if low > -math.inf else low, high + abs(high) * margin if high < math.inf else high


def meet(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether some number lies within both."""
    return one[0] <= other[1] and other[0] <= one[1]


def is_telling(span: tuple[float | None, float | None]) -> bool:
    """Whether a number is unlikely to come up twice by chance: large, or with a fraction."""
    ends = [end for end in span if end is not None and math.isfinite(end)]
    return any(end >= settings().telling or end != int(end) for end in ends)


def size_of(figure: Figure) -> float:
    """The figure as one number: its value, else the end that it has; 0 where it has neither."""
    return next((number for number in (figure.value, figure.low, figure.high) if number is not None), 0.0)


def number(value: float) -> str:
    """A number as people write it: 40,000 or 2.5."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


def bounds(span: tuple[float, float]) -> str:
    """Bounds in words: '20', '36,000 to 44,000', '700 or more', 'up to 50'."""
    low, high = span
    if high == math.inf:
        return f"{number(low)} or more"
    if low == -math.inf:
        return f"up to {number(high)}"
    return number(low) if low == high else f"{number(low)} to {number(high)}"
