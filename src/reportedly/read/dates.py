"""Dates of publication: ISO, or a form that can be read in one way only ('8 February 2025'); never '08/02/2025'."""

import re
import tomllib
from datetime import date, datetime
from functools import cache
from importlib.resources import files

_TIME = r"(?P<clock>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]+)?\s?(?P<zone>Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2}|[A-Z]{2,5}(?![A-Za-z]))?"
_ISO = rf"(?P<year>[0-9]{{4}})(?P<mark>[-/.])(?P<month>[0-9]{{1,2}})(?P=mark)(?P<day>[0-9]{{1,2}})(?:(?:T|,?\s){_TIME})?"
_BASIC = r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?:T(?P<clock>[0-9]{6})(?P<zone>Z|[+-][0-9]{2}:?[0-9]{2})?)?"
_WEEKDAY = r"(?:[^\W\d_]{2,12}\.?,\s)?"
_DAY_FIRST = rf"{_WEEKDAY}(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>NAMES)\.?,?\s(?P<year>[0-9]{{4}})(?:,?\s(?:at\s)?{_TIME})?"
_MONTH_FIRST = rf"{_WEEKDAY}(?P<month>NAMES)\.?\s(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>[0-9]{{4}})(?:,?\s(?:at\s)?{_TIME})?"
_UTC = {"Z": "+00:00", "UTC": "+00:00", "GMT": "+00:00"}


@cache
def _months() -> dict[str, int]:
    table: dict[str, dict[str, list[str]]] = tomllib.loads(files(__package__).joinpath("months.toml").read_text(encoding="utf-8"))
    names = {name: number for row in table["months"].values() for number, name in enumerate(row, start=1)}
    return names


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(_months(), key=len, reverse=True))
    return tuple(re.compile(form.replace("NAMES", names), re.IGNORECASE) for form in (_ISO, _BASIC, _DAY_FIRST, _MONTH_FIRST))


def published(words: str) -> str | None:
    """The ISO date, or ISO date and time, that the words are; None where they are none or can be read in two ways."""
    words = words.strip()
    for form in _forms():
        found = form.fullmatch(words)
        if found:
            return _iso(found)
    return None


def leading(text: str) -> tuple[str, int] | None:
    """The ISO date (and time) that the text begins with, before white space or its end, and where its words end; else None."""
    for form in _forms():
        found = form.match(text)
        if found and (found.end() == len(text) or text[found.end()].isspace()):
            day = _iso(found)
            return (day, found.end()) if day else None
    return None


def only(text: str) -> str | None:
    """The one ISO day that a short text names anywhere ('Published on 8 February 2025, 10:00'); None for no day or several."""
    found = (_iso(match) for form in _forms() for match in form.finditer(text) if _stands_alone(text, match))
    days = {value[:10] for value in found if value}
    return days.pop() if len(days) == 1 else None


def _stands_alone(text: str, found: re.Match[str]) -> bool:
    before = text[found.start() - 1 : found.start()] if found.start() else ""
    return not before.isalnum() and not text[found.end() : found.end() + 1].isalnum()


def _iso(found: re.Match[str]) -> str | None:
    month = found["month"].lower()
    number = int(month) if month.isdecimal() else _months().get(month, 0)  # 0: 'auguſt' matches without case, but is in no list
    try:
        day = date(int(found["year"]), number, int(found["day"]))
        return _with_time(day, found["clock"], found["zone"]) if found["clock"] else day.isoformat()
    except ValueError:  # 31 February, 25 o'clock
        return None


def _with_time(day: date, clock: str, zone: str | None) -> str:
    offset = _UTC.get((zone or "").upper(), zone or "")
    if offset and offset[0] not in "+-":  # 'EST' may mean several zones: the day is sure, the time is not
        return day.isoformat()
    return datetime.fromisoformat(f"{day.isoformat()}T{clock}{offset}").isoformat(timespec="seconds")
