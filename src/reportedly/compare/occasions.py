"""Whether two texts in the same words tell of the same occasion: a daily report in yesterday's words, with other figures, is no copy of it."""

import re
from dataclasses import dataclass
from functools import cache

from reportedly.compare.alignments import Alignment, Piece
from reportedly.compare.shingles import Wording
from reportedly.compare.tellings import Telling
from reportedly.lexicons import table

_CHANGED: float = table("compare/copies")["template_changed"]
_DATE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|(?:19|20)\d\d")
_DAY_OF_MONTH = re.compile(r"(?:[12]?\d|3[01])(?:st|nd|rd|th)?")
_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_THOUSANDS = re.compile(r"\d{3}")
_SHORT = 5  # letters; 'Sat' and 'Sun' are words of their own


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs between two texts where their words are the same: numbers (pairs of places), how many days and names; and what does not."""

    numbers: tuple[tuple[int, int], ...]
    numbers_kept: int
    days: int
    weekdays_kept: int
    names: int

    @property
    def changed(self) -> float:
        """The share of the aligned numbers that differ."""
        return len(self.numbers) / ((len(self.numbers) + self.numbers_kept) or 1)


def differences(one: Telling, other: Telling, aligned: Alignment) -> Differences:
    """The numbers, days and names that differ between the two texts, and how many are the same."""
    mine, theirs = one.wording, other.wording
    numbers: list[tuple[int, int]] = []
    days = names = 0
    for here, there in aligned.changes:
        pairs = zip(_numbers(mine, here).items(), _numbers(theirs, there).items(), strict=False)
        numbers += [(place, other_place) for (place, number), (other_place, told) in pairs if number != told]
        days += any(a != b for a, b in zip(_days(mine, here), _days(theirs, there), strict=False))
        names += _is_name(one, here) and _is_name(other, there)
    kept = [place for place, _ in aligned.same]
    same = _numbers(mine, (0, len(mine.words))).keys() & set(kept)
    return Differences(tuple(numbers), len(same), days, sum(mine.words[place] in _weekdays() for place in kept), names)


def one_occasion(one: Telling, other: Telling, found: Differences) -> bool:
    """Whether the differences are those of an edited copy, and not those of another day's or place's report in the same words."""
    if not found.numbers:
        return not found.days or one.day == other.day
    apart = abs((one.day - other.day).days) if one.day and other.day else None
    if found.days or (len(found.numbers) > 1 and found.changed > 0.5) or (found.names and found.changed > 0.5):
        return False
    if apart == 0:
        return True
    if one.outlet is not None and one.outlet == other.outlet:  # what an outlet prints again on another day, with other figures, is news
        return apart is None and len(found.numbers) == 1 and found.changed <= _CHANGED
    if apart is not None and apart < 7 and found.weekdays_kept:
        return True
    return found.changed <= _CHANGED if apart is not None else found.changed < 1


def _numbers(text: Wording, piece: Piece) -> dict[int, str]:
    """The numbers in the piece that are no days or hours, by their place; thousands set apart by a space are put together."""
    found: dict[int, str] = {}
    spelt = _number_words()
    for place in range(*piece):
        word = text.words[place]
        if not (place in text.numeric or word in spelt) or _CLOCK.fullmatch(word) or _is_day(text, place):
            continue
        if place - 1 in found and _THOUSANDS.fullmatch(word) and found[place - 1].isdigit():
            found[place - 1] += word
        else:
            found[place] = str(spelt.get(word, word.replace(",", "")))
    return found


def _days(text: Wording, piece: Piece) -> list[str]:
    return [text.words[place] for place in range(*piece) if _is_day(text, place)]


def _is_day(text: Wording, place: int) -> bool:
    """Whether the word is a weekday, a date, a year, or with the word beside it a day of a month."""
    word = text.words[place]
    if word in _weekdays() or _DATE.fullmatch(word):
        return True
    beside = (*text.words[max(0, place - 1) : place], *text.words[place + 1 : place + 2])
    if word in _months():
        return any(map(_DAY_OF_MONTH.fullmatch, beside))
    return _DAY_OF_MONTH.fullmatch(word) is not None and any(near in _months() for near in beside)


def _is_name(telling: Telling, piece: Piece) -> bool:
    text = telling.wording
    words = [telling.report.text[slice(*text.places[place])] for place in range(*piece) if not _is_day(text, place)]
    return bool(words) and all(word[0].isupper() for word in words)


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(word.casefold() for word in table("en/times")["weekdays"] if len(word) > _SHORT)


@cache
def _months() -> frozenset[str]:
    return frozenset(word.casefold() for word in table("en/times")["months"])


@cache
def _number_words() -> dict[str, int]:
    words = table("en/numbers")
    return {word: number for group in ("units", "tens") for word, number in words[group].items()}
