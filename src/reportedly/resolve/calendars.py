"""Time expressions on a calendar: what a mention means, seen from a day.

Values are intervals of days, both ends inclusive, None open; where the words are vague ('several days ago') there is no interval.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from reportedly import lexicons
from reportedly.detect.times import atoms_in, parts, slot_pattern
from reportedly.resolve.eras import Era, era_of

_DAY = timedelta(days=1)
_DIGITS = re.compile(r"\d+")
_DOTTED = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_TWO_DIGIT_YEAR = re.compile(r"\s([5-9]\d)$")
_FUTURE_SLACK = timedelta(days=2)
# How far a date without a year may lie ahead where the words speak of what is to come.
_AHEAD = timedelta(days=300)


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from start to end, both inclusive, None open; `as_of`: the end is the day up to which something counts."""

    start: date | None
    end: date | None
    as_of: bool = False

    @property
    def precision(self) -> int:
        """UCDP date_prec: 1 a day, 2 two to six days, 3 a week, 4 up to a month, 5 longer or open."""
        if self.start is None or self.end is None:
            return 5
        days = (self.end - self.start).days + 1
        return next((prec for limit, prec in ((1, 1), (6, 2), (7, 3), (31, 4)) if days <= limit), 5)


@dataclass(frozen=True, slots=True)
class Seen:
    """What a mention is seen from: the day it was written or spoken, whether its clause looks ahead, and the eras that the report may mean."""

    day: date
    future: bool = False
    eras: tuple[Era, ...] = ()


def interval(rule: str, text: str, seen: Seen) -> Interval | None:
    """The days that the words of a mention mean, None where they are vague or lie outside the calendar."""
    try:
        found = _READERS[rule](parts(rule, text), text, seen) if rule in _READERS else None
    except (ValueError, OverflowError, KeyError):  # 31 February, the year 99999
        return None
    return found if found is None or found.start is None or found.end is None or found.start <= found.end else None


# points -------------------------------------------------------------------------------------------------------------------------------


def point(text: str, seen: Seen) -> Interval | None:
    """The days that one expression means: 'Tuesday night', 'February 6', 'last week', 'early 2024'."""
    atoms = atoms_in(text)
    return _POINTS[atoms[0].name](text[atoms[0].start : atoms[0].end], seen) if atoms and atoms[0].name in _POINTS else None


def _one(day: date) -> Interval:
    return Interval(day, day)


def _table(name: str) -> dict[str, int]:
    return {str(k).casefold(): int(v) for k, v in lexicons.table("en/times")[name].items()}


@cache
def _months() -> dict[str, int]:
    return _table("months")


def _month_in(text: str) -> int | None:
    found = slot_pattern("month").search(text)
    return _months()[found[0].casefold()] if found else None


def _year_in(text: str, seen: Seen) -> int | None:
    """The year that the words say, in digits or as 'this year', 'last year'."""
    found = slot_pattern("year").search(text)
    if found:
        return int(found[0])
    for words, shift in (("this year", 0), ("last year", -1), ("next year", 1)):
        if words in " ".join(text.casefold().split()):
            return seen.day.year + shift
    short = _TWO_DIGIT_YEAR.search(text)
    return 1900 + int(short[1]) if short else None


def _nearest(month: int, day: int, seen: Seen) -> date:
    """The day without a year: the last such day, or the next one where the words look ahead."""
    years = (seen.day.year - 1, seen.day.year, seen.day.year + 1)
    days = [date(y, month, day) for y in years if day <= monthrange(y, month)[1]]
    if seen.future:
        ahead = [d for d in days if seen.day <= d <= seen.day + _AHEAD]
        if ahead and (ahead[0] - seen.day).days < 200:
            return ahead[0]
    return max(d for d in days if d <= seen.day + _FUTURE_SLACK)


def read_day(text: str, seen: Seen) -> date | None:
    """The day that the words write out: 'February 6, 2025', '6 Feb', '06.02.2025' (day first), '2025-02-06'; None for one that no calendar has."""
    with suppress(ValueError):
        return _written(text, seen)
    return None


def _written(text: str, seen: Seen) -> date | None:
    """The day, or a ValueError for '31 February' and '00-00-00'."""
    if iso := _ISO.search(text):
        return date(*map(int, iso.groups()))
    if dotted := _DOTTED.search(text):
        day, month, year = map(int, dotted.groups())
        if month > 12 >= day:  # month first, as only this order can be meant
            day, month = month, day
        return date(year if year > 99 else 2000 + year if year < 50 else 1900 + year, month, day)
    month_number = _month_in(text)
    if month_number is None:
        return None
    year_number = _year_in(text, seen)
    digits = [int(d) for d in _DIGITS.findall(text) if int(d) <= 31]
    if not digits:
        return None
    return date(year_number, month_number, digits[0]) if year_number else _nearest(month_number, digits[0], seen)


def _day(text: str, seen: Seen) -> Interval | None:
    found = read_day(text, seen)
    return _one(found) if found else None


def _days(text: str, seen: Seen) -> Interval | None:
    """Two days of one month: '5-6 February', 'May 12 to 13'."""
    month, year = _month_in(text), _year_in(text, seen)
    first, last = [int(d) for d in _DIGITS.findall(text) if int(d) <= 31][:2]
    if month is None:
        return None
    end = date(year, month, last) if year else _nearest(month, last, seen)
    return Interval(end.replace(day=first), end) if first <= last else None


def _named_day(text: str, seen: Seen) -> Interval | None:
    """A weekday: the last one seen from the day, the next where the words look ahead; a date beside it decides."""
    if _month_in(text) is not None:
        return _day(slot_pattern("weekday").sub("", text), seen)
    name = slot_pattern("weekday").search(text)
    if name is None:
        return None
    wanted, words = _table("weekdays")[name[0].casefold()], text.casefold()
    back = (seen.day.weekday() - wanted) % 7
    if "next" in words or "coming" in words or (seen.future and "last" not in words):
        return _one(seen.day + timedelta(days=(wanted - seen.day.weekday() - 1) % 7 + 1))
    if back == 0 and ("last" in words or "past" in words):
        back = 7
    day = seen.day - timedelta(days=back)
    return Interval(day - _DAY, day) if "overnight" in words else _one(day)


def _relative(text: str, seen: Seen) -> Interval | None:
    words, day = " ".join(text.casefold().split()), seen.day
    if "day before yesterday" in words:
        return _one(day - 2 * _DAY)
    if "day after tomorrow" in words:
        return _one(day + 2 * _DAY)
    if words.startswith(("last night", "last evening")):
        return Interval(day - _DAY, day)
    if "yesterday" in words or "previous" in words or "before" in words:
        return _one(day - _DAY)
    if "tomorrow" in words or "next" in words or "following" in words:
        return _one(day + _DAY)
    return _one(day)


def _ago(text: str, seen: Seen) -> Interval | None:
    """A count of units before the day: days and weeks to the day, months and years to the month and the year."""
    number = count_in(text)
    unit = _unit_in(text)
    if number is None or unit is None:
        return None
    later = text.casefold().rstrip().endswith("later")
    day = shifted(seen.day, number if later else -number, unit)
    if unit == "year":
        return Interval(date(day.year, 1, 1), date(day.year, 12, 31))
    return _month(day.year, day.month) if unit == "month" else _one(day)


def _month(year: int, month: int) -> Interval:
    return Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _part_in(text: str) -> str | None:
    words = text.casefold()
    return next((part for part in lexicons.table("en/times")["parts"] if re.search(rf"\b{part}\b", words)), None)


def _monthly(text: str, seen: Seen) -> Interval | None:
    month, year, words = _month_in(text), _year_in(text, seen), text.casefold()
    if month is None:
        return None
    if year is None:
        year = _month_year(month, words, seen)
    whole = _month(year, month)
    part = _part_in(text)
    if part is None or whole.end is None:
        return whole
    first, last = lexicons.table("en/times")["parts"][part]["days"]
    end = min(int(last), whole.end.day)
    return Interval(date(year, month, min(int(first), end)), date(year, month, end))


def _month_year(month: int, words: str, seen: Seen) -> int:
    if words.startswith("next") or (seen.future and month > seen.day.month):
        return seen.day.year + (month <= seen.day.month)
    return seen.day.year - (month > seen.day.month or (month == seen.day.month and words.startswith("last")))


def _bare_month(text: str, seen: Seen) -> Interval | None:
    return _monthly(text, seen)


def _annual(text: str, seen: Seen) -> Interval | None:
    """Parts of a year: 'late 2023', 'the first quarter of 2024', 'the end of the year', 'the 1990s'."""
    words = " ".join(text.casefold().split())
    if decade := re.search(r"((?:19|20)\d0)s", words):
        return Interval(date(int(decade[1]), 1, 1), date(int(decade[1]) + 9, 12, 31))
    if words.endswith(("week", "month")):
        return _edge(words, seen)
    year = _year_in(text, seen) or seen.day.year
    if months := re.search(r"(first|last) (?:(\S+) )?months of", words):
        number = int(count_in(months[2] or "") or 0)
        return _months_of(year, 1, number) if months[1] == "first" else _months_of(year, 13 - number, 12)
    ordinal = slot_pattern("ordinal").search(words)
    if ordinal and ("quarter" in words or "half" in words):
        size = 3 if "quarter" in words else 6
        last = _table("ordinals")[ordinal[0]] * size
        return _months_of(year, last - size + 1, last)
    part = _part_in(text)
    first, last = lexicons.table("en/times")["parts"][part]["months"] if part else (1, 12)
    return _months_of(year, int(first), int(last))


def _edge(words: str, seen: Seen) -> Interval | None:
    """The beginning or end of this week or month: 'the beginning of the month'."""
    whole = _calendar(("last " if "last" in words else "this ") + words.rsplit(" ", 1)[1], seen)
    if whole is None or whole.start is None or whole.end is None:
        return None
    return _one(whole.start) if "beginning" in words or "start" in words else _one(whole.end) if "end" in words else whole


def _months_of(year: int, first: int, last: int) -> Interval:
    return Interval(date(year, first, 1), _month(year, last).end)


def _season(text: str, seen: Seen) -> Interval | None:
    words = text.casefold()
    name = next(s for s in lexicons.table("en/times")["seasons"] if s in words)
    first, last = lexicons.table("en/times")["seasons"][name]
    year = _year_in(text, seen)
    if year is None:
        year = seen.day.year - (first > seen.day.month or ("last" in words and first <= seen.day.month <= max(last, first)))
    return Interval(date(year, first, 1), _month(year + (last < first), last).end)


def _calendar(text: str, seen: Seen) -> Interval | None:
    """A week, weekend, month, year as the calendar has them: 'last week', 'this month', 'earlier this week'."""
    words, day = " ".join(text.casefold().split()), seen.day
    shift = 1 if re.search(r"\b(?:next|coming|following)\b", words) else -1 if re.search(r"\b(?:last|previous|past)\b", words) else 0
    unit = words.rsplit(" ", 1)[-1]
    if unit == "weekend":
        return _weekend(words, shift, seen)
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=shift)
        whole = Interval(monday, monday + 6 * _DAY)
    elif unit == "month":
        first = shifted(day.replace(day=1), shift, "month")
        whole = _month(first.year, first.month)
    else:
        whole = Interval(date(day.year + shift, 1, 1), date(day.year + shift, 12, 31))
    if shift == 0 and (words.startswith("earlier") or (unit != "week" and not seen.future)):
        return replace(whole, end=day)
    return replace(whole, start=day) if shift == 0 and words.startswith("later") else whole


def _weekend(words: str, shift: int, seen: Seen) -> Interval:
    """The last weekend; on a Sunday, or in the words 'this weekend' on a Saturday, the one that is on."""
    day = seen.day.weekday()
    saturday = seen.day - timedelta(days=(day - 5) % 7)
    if shift > 0 or (seen.future and day < 5):
        saturday = seen.day + timedelta(days=(5 - day) % 7 or 7)
    elif (day == 5 and "this" not in words) or (day > 4 and words.startswith("last")):
        saturday -= timedelta(weeks=1)
    return Interval(saturday, saturday + _DAY)


def _year(text: str, seen: Seen) -> Interval | None:
    number = int(text)
    return Interval(date(number, 1, 1), date(number, 12, 31))


_POINTS: dict[str, Callable[[str, Seen], Interval | None]] = {
    "named-day": _named_day, "days": _days, "day": _day, "monthly": _monthly, "annual": _annual, "season": _season, "relative": _relative,
    "calendar": _calendar, "ago": _ago, "month": _bare_month, "year": _year,
}  # fmt: skip


# counts and units ---------------------------------------------------------------------------------------------------------------------


def count_in(text: str) -> float | None:
    """The number of units that the words say: 'two and a half', 'nearly three', '24', 'a'."""
    words = text.casefold()
    if digits := re.search(r"\d+(?:\.\d+)?", words):
        return float(digits[0])
    found = slot_pattern("number").search(words)
    return float(lexicons.table("en/times")["numbers"][" ".join(found[0].split())]) if found else None


def _unit_in(text: str) -> str | None:
    found = re.search(r"\b(minute|hour|day|week|weekend|month|year|decade|night)s?\b", text.casefold())
    return {"night": "day", "weekend": "week"}.get(found[1], found[1]) if found else None


def shifted(day: date, number: float, unit: str) -> date:
    """The day `number` units later (earlier where negative); months keep the day of the month where the month has it."""
    if unit in ("minute", "hour"):
        return day + timedelta(days=round(number / 24) if unit == "hour" else 0)
    if unit in ("day", "week"):
        return day + timedelta(days=round(number * (7 if unit == "week" else 1)))
    months = round(number * {"month": 1, "year": 12, "decade": 120}[unit])
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


# rules --------------------------------------------------------------------------------------------------------------------------------

_Parts = dict[str, str]


def _as_point(found: _Parts, text: str, seen: Seen) -> Interval | None:
    return point(found["a"], seen) if "a" in found else None


def _gloss(found: _Parts, text: str, seen: Seen) -> Interval | None:
    """An editor's gloss gives the date itself: 'Today (February 6 - ed.)'."""
    return point(found["gloss"], seen)


def _from_to(found: _Parts, text: str, seen: Seen) -> Interval | None:
    second = point(found["b"], seen) if "b" in found else None
    if second is None or second.end is None or "a" not in found:
        return None
    first = point(found["a"], replace(seen, day=second.end, future=False))
    if first is None:
        return None
    start = first.end if _part_in(found["a"]) == "end" else first.start
    return Interval(start, second.end)


def _union(found: _Parts, text: str, seen: Seen) -> Interval | None:
    first, second = point(found.get("a", ""), seen), point(found.get("b", ""), seen)
    if first is None or second is None or first.start is None or second.start is None or first.end is None or second.end is None:
        return None
    return Interval(min(first.start, second.start), max(first.end, second.end))


def _since(found: _Parts, text: str, seen: Seen) -> Interval | None:
    first = point(found.get("a", ""), seen)
    if first is None or first.start is None:
        return None
    return Interval(first.end if _part_in(found["a"]) == "end" and first.end else first.start, seen.day)


def _by(found: _Parts, text: str, seen: Seen) -> Interval | None:
    last = point(found.get("a", ""), seen)
    return Interval(None, last.end) if last is not None and last.end else None


def _as_of(found: _Parts, text: str, seen: Seen) -> Interval | None:
    last = point(found.get("a", ""), seen) if "a" in found else _one(seen.day)
    return Interval(last.end, last.end, as_of=True) if last is not None and last.end else None


def _into_night(found: _Parts, text: str, seen: Seen) -> Interval | None:
    """A night over two days: 'overnight into Friday' ends on the Friday."""
    last = point(found.get("a", ""), seen)
    return Interval(last.start - _DAY, last.end) if last is not None and last.start and last.start == last.end else last


def _past(found: _Parts, text: str, seen: Seen) -> Interval | None:
    """A stretch that ends on the day: 'in the past 24 hours'; bare 'last week' is the calendar's week before."""
    words, unit = text.casefold().strip(), _unit_in(found.get("unit", ""))
    if "a" in found:
        return point(found["a"], seen)
    if unit is None:
        return None
    if not found.get("n", "").strip() and re.search(r"(?:^|^in |^over |^during )(?:last|previous) (?:week|month|year)$", words):
        return _calendar(f"last {unit}", seen)
    number = count_in(found["n"]) if found.get("n", "").strip() else 1.0
    return Interval(min(shifted(seen.day, -(number or 1), unit), seen.day), seen.day)


def _coming(found: _Parts, text: str, seen: Seen) -> Interval | None:
    number, unit = count_in(found.get("n", "")), _unit_in(found.get("unit", ""))
    return Interval(seen.day, shifted(seen.day, number, unit)) if number and unit else None


def _war_day(found: _Parts, text: str, seen: Seen) -> Interval | None:
    """The n-th day of a war whose first day the registry knows: day 1 is the day of its start."""
    number = int(found["nth"].replace(",", ""))
    known = era_of(found["event"], seen.eras, number_of_days=number, day=seen.day)
    return _one(known.start + timedelta(days=number - 1)) if known is not None else None


def _since_event(found: _Parts, text: str, seen: Seen) -> Interval | None:
    known = era_of(found["event"], seen.eras)
    return Interval(known.start, seen.day) if known is not None and known.start <= seen.day else None


def _after_event(found: _Parts, text: str, seen: Seen) -> Interval | None:
    number, unit = count_in(found["n"]), _unit_in(found["unit"])
    if number is None or unit is None:
        return None
    days = (shifted(seen.day, number, unit) - seen.day).days
    known = era_of(found["event"], seen.eras, number_of_days=days, day=seen.day)
    return _one(shifted(known.start, number, unit)) if known is not None else None


def _clock(found: _Parts, text: str, seen: Seen) -> Interval | None:
    return _one(seen.day)


def _part_of_day(found: _Parts, text: str, seen: Seen) -> Interval | None:
    night = text.casefold().strip() in ("overnight", "during the night")
    return Interval(seen.day - _DAY, seen.day) if night else _one(seen.day)


_READERS: dict[str, Callable[[_Parts, str, Seen], Interval | None]] = {
    "gloss": _gloss, "war-day": _war_day, "since-dated": _since, "since-event": _since_event, "after-event": _after_event, "during-event": _past,
    "n-year-war": _past,
    "from-to": _from_to, "day-range": _from_to, "as-of": _as_of, "as-of-clock": _as_of, "to-date": _as_of, "since": _since, "by": _by,
    "into-night": _into_night, "night-of": _as_point, "past-duration": _past, "coming-duration": _coming, "in-duration": _past, "ago": _as_point,
    "union": _union, "date": _as_point, "stretch": _as_point, "bare-month": _as_point, "year": _as_point, "clock": _clock,
    "part-of-day": _part_of_day,
}  # fmt: skip
