"""Days of claims, as numbers that can be subtracted."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from reportedly.compare.settings import settings
from reportedly.records import Claim, Scope


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a figure counts: first and last, as proleptic ordinals; None where the text does not say."""

    first: int | None
    last: int | None


def period_of(claim: Claim) -> Period:
    """The period of a claim: its date; a total that says up to which day it counts ends there."""
    date, figure = claim.date, claim.figure
    first, last = day(date.start if date else None), day(claim.as_of) or day(date.end if date else None)
    if figure is not None and figure.scope == "cumulative" and first == last:
        first = None  # 'as of 8 February' says nothing of the beginning
    return Period(first, last)


def same_period(one: Period, other: Period, scope: Scope | None) -> bool | None:
    """Whether two figures of the scope count the same days; None where one does not say what that takes.

    Totals: they end within some days of each other, and begin so where both say when; one that says it and one that does not cannot be told.
    Stocks need no beginning. Incidents of a few days: they share a day. Periods: both
    ends agree, of months and longer within a day (`lexicons/compare/slots.toml`, days).
    """
    days = settings()
    if one.last is None or other.last is None:
        return None
    if scope in ("cumulative", "stock") and abs(one.last - other.last) > days.as_of_days:
        return False
    if scope == "stock" or (scope == "cumulative" and one.first is None and other.first is None):
        return True
    if one.first is None or other.first is None:
        return None
    if scope == "cumulative":
        return abs(one.first - other.first) <= days.start_days
    if scope == "incident" and max(one.last - one.first, other.last - other.first) < days.incident_days:
        return one.first <= other.last and other.first <= one.last
    apart = max(abs(one.first - other.first), abs(one.last - other.last))
    return apart <= (1 if one.last - one.first >= days.month_days else 0)


def published(claim: Claim) -> int | None:
    """The day of the report's publication."""
    return day(claim.report.published)


@lru_cache(maxsize=65536)
def day(text: str | None) -> int | None:
    """The ordinal of an ISO date, or of the day of an ISO date and time; None for none, and for what is no day."""
    try:
        return dt.date.fromisoformat(text[:10]).toordinal() if text else None
    except ValueError:
        return None


def iso(day: int) -> str:
    """The day as an ISO date."""
    return dt.date.fromordinal(day).isoformat()


def buckets(day: int, length: int) -> tuple[int, int]:
    """The two stretches of `length` days under which a day is filed: its own and the next; days at most `length` apart share one."""
    return day // length, day // length + 1
