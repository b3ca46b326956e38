"""Numbers that are no counts: dates, ages, years, names of models and units, times of day, pronouns, references."""

import re

from spacy.tokens import Doc

from reportedly.detect.nouns import PERSONS, Counted, noun_class
from reportedly.detect.numbers import Number
from reportedly.detect.phrases import phrase

_MONTHS = frozenset(
    {"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
    | {"jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)
_MONTH_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(_MONTHS))})\.?\s+$", re.IGNORECASE)
_COMPOUND = re.compile(r"[-–‑](?!strong|odd|plus|\d)[^\W\d_]", re.IGNORECASE)
_NUMBERS_AROUND = (re.compile(r"(?:(?<!\d)(?!(?:19|20)\d\d\b)\d{1,6}|\))[^\S\n]\Z"), re.compile(r"\s\(?\d"))
_IN = frozenset(
    {
        "in",
        "since",
        "of",
        "from",
        "by",
        "until",
        "till",
        "early",
        "late",
        "mid",
        ",",
        "during",
        "between",
        "summer",
        "spring",
        "autumn",
        "winter",
        "before",
        "after",
        "year",
        "(",
    }
)


def excluded(number: Number, text: str) -> bool:
    """Whether the words around a number say that it counts nothing."""
    before, after = text[max(0, number.start - 40) : number.start], text[number.end : number.end + 40]
    if (
        _COMPOUND.match(after)
        or phrase("age_before").search(before)
        or phrase("age_after").match(after)
        or phrase("currency_before").search(before)
        or phrase("money_after").match(after)
    ):
        return True
    if phrase("times_after").match(after) or (number.digits and phrase("model_before").search(before)):
        return True
    if phrase("population_of").search(before) or phrase("added").search(before) or phrase("duration_after").match(after):
        return True
    if phrase("population_after").match(after) and phrase("population_before").search(before):
        return True
    if text[number.start : number.end].lower() == "one":
        return _is_pronoun(text, number, before)
    if number.digits:
        around = _NUMBERS_AROUND[0].search(before), _NUMBERS_AROUND[1].match(after)
        words = text[number.start : number.end]
        if re.match(r"[-–]\d", after) or re.search(r"\d[-–]$", before):
            return True
        if (words.startswith("0") and words.isdigit()) or (len(words) > 4 and _MONTH_BEFORE.search(before)):
            return True
        return bool(
            phrase("named_before").search(before) or phrase("clock_after").match(after) or around[0] or (around[1] and number.kind == "exact")
        )
    return False


def _is_pronoun(text: str, number: Number, before: str) -> bool:
    if phrase("one_after").match(text, number.start):
        return True
    return bool(phrase("one_before").search(before)) and not phrase("one_counted_before").search(before)


def is_date(doc: Doc, number: Number, tokens: tuple[int, int], noun: Counted) -> bool:
    """Whether the digits are a day of a month, a year, or a person's age set off by commas."""
    if not number.digits or number.kind != "exact":
        return False
    first, last = tokens
    before = doc[first - 1].lower_.strip(".") if first else ""
    after = doc[last].lower_.strip(".") if last < len(doc) else ""
    if _is_day(doc, number.value or 0, (before, after), last, noun=noun) or _is_year(doc, number, before, noun):
        return True
    set_off = before == "," and after in (",", ".", ")", "") and noun.head is None and first >= 2 and (number.value or 0) < 110
    return set_off and (doc[first - 2].text[:1].isupper() or noun_class(doc[first - 2].text) in PERSONS)


def _is_day(doc: Doc, value: float, around: tuple[str, str], last: int, *, noun: Counted) -> bool:
    before, after = around
    if value > 31 or value != int(value):
        return False
    if after in _MONTHS:
        return after != "may" or doc[last].text[0].isupper()
    return (
        before in _MONTHS
        and (before not in ("may", "march") or doc[last - 2].text[0].isupper())
        and (noun.head is None or noun.kind in (None, "time", "attack", "place"))
    )


def _is_year(doc: Doc, number: Number, before: str, noun: Counted) -> bool:
    value = number.value or 0
    if not 1900 <= value <= 2035 or number.end - number.start != 4:
        return False
    return noun.kind not in PERSONS or before in _IN | _MONTHS
