"""Number expressions: digits with any separators, number words, multipliers, ranges, vague words and fractions."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from reportedly import lexicons
from reportedly.lexicons.alternatives import either

Kind = Literal["exact", "range", "vague", "fraction"]

# Dates, times of day and web addresses: nothing in them is a count.
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_BLOCKED = re.compile(
    # first a look at the letter: few places of a text can begin one
    rf"(?=[\d\[hw]|\b[jfmasond])(?:\b{_MONTH}\.?\s+\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s+|,\s*)(?:19|20)\d\d\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:\.?,?\s+(?:19|20)\d\d|\.?\s+[5-9]\d(?!\s+[a-z]))\b|\b{_MONTH}\s+(?:19|20)\d\d\b|"
    r"https?://\S+|www\.\S+"
    r"|(?<![\d.,])\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})(?![\d.])"
    r"|(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)|(?<![\d/])\d{1,2}/\d{1,2}/\d{2,4}(?![\d/])|(?<!\d)\d{1,2}-\d{1,2}-(?:\d{4}|\d{2})(?!\d)"
    r"|(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)|\[\d{1,3}\])",
    re.IGNORECASE,
)
_GROUPED = r"\d{1,3}(?:[,'’\u00a0\u202f\u2009\u2007\u2060]\d{3})+(?!\d)|\d{1,3}(?: \d{3})+(?![\d,.]*\d)|\d{1,3}(?:\.\d{3}){2,}(?!\d)"
_DIGITS = re.compile(rf"{_GROUPED}|\d+(?:[.,]\d+)?")
_MOST_DIGITS = 15  # what a float holds exactly; more is a serial number or a flood, and nothing that was counted
_WORD = re.compile(r"[^\W\d_]+")
_GAP = re.compile(r"[^\S\n]{0,2}\n?[^\S\n]*-?(?!\n)|-")
_TO = re.compile(r"\s?[-–—‑]\s?|\s+(?:to|or)\s+")
_AND = re.compile(r"\s+(?:and|to)\s+")
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
# 'rose from 12 to 15' tells a change: only its end counts.
_FRACTION_OF = re.compile(r"\s+(?:of|the|its|their|our|his|her|all|that|this)\b", re.IGNORECASE)
_OF = re.compile(r"\s+of\b", re.IGNORECASE)
_CHANGE = re.compile(
    r"\b(?:ris\w*|rose|increas\w*|grow\w*|grew|jump\w*|climb\w*|went up|revis\w*|updat\w*|drop\w*|fell|declin\w*|decreas\w*)\s+[\w\s]{0,20}?from\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number expression at [start, end) with the bounds that it states; `low` or `high` None is open."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    kind: Kind = "exact"
    digits: bool = False  # written in digits


@dataclass(frozen=True, slots=True)
class _Words:
    units: dict[str, int]
    tens: dict[str, int]
    scales: dict[str, int]
    suffixes: dict[str, int]
    vague: dict[str, int]
    fractions: dict[str, float]
    plural_fractions: dict[str, float]
    indefinite: frozenset[str]
    start: re.Pattern[str]


@cache
def _words() -> _Words:
    table = lexicons.table("en/numbers")
    known = [w for part in ("units", "tens", "scales", "vague", "fractions") for w in table[part]] + list(table["indefinite"]["words"])
    start = re.compile(
        rf"\d|\b(?:an?\s+(?={'|'.join([*table['scales'], *table['fractions']])}|few|half)|{either((w, re.escape(w)) for w in known)})\b",
        re.IGNORECASE,
    )
    return _Words(
        table["units"], table["tens"], table["scales"], table["suffixes"], table["vague"], table["fractions"], table["plural_fractions"],
        frozenset(table["indefinite"]["words"]), start,
    )  # fmt: skip


@lru_cache(maxsize=256)  # resolve reads the same few words again and again, and detect a whole report twice
def numbers_in(text: str) -> tuple[Number, ...]:
    """The number expressions of `text` in order, whatever they count."""
    blocked = [m.span() for m in _BLOCKED.finditer(text)]
    ends = [end for _, end in blocked]
    found: list[Number] = []
    position = 0
    while match := _words().start.search(text, position):
        next_block = bisect_right(ends, match.start())
        inside = ends[next_block] if next_block < len(ends) and blocked[next_block][0] <= match.start() else None
        number = None if inside is not None else _expression(text, match.start())
        if number is not None:
            found.append(number)
        position = inside or max(match.start() + 1, number.end if number else _after(text, match.start()))
    return tuple(_ranges(text, found))


@lru_cache(maxsize=4096)  # a report's numbers are held against each other
def read(words: str) -> Number | None:
    """The number that `words` are, or None where they are no number expression from end to end."""
    for text in (words, f"{words} of"):  # 'half' is a number only before a counted thing
        found = numbers_in(text)
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(words)):
            return found[0]
    return None


def _after(text: str, start: int) -> int:
    match = (_DIGITS if text[start].isdigit() else _WORD).match(text, start)
    return match.end() if match else start + 1


def _expression(text: str, start: int) -> Number | None:
    if text[start].isdigit():
        return _digits(text, start)
    return _vague(text, start) or _fraction(text, start) or _cardinal(text, start)


def _lexeme(text: str, position: int) -> tuple[str, int]:
    """The word at `position` in lower case and its end; '' where there is none."""
    match = _WORD.match(text, position)
    return (match.group().lower(), match.end()) if match else ("", position)


def _next(text: str, position: int) -> tuple[str, int]:
    gap = _GAP.match(text, position)
    if gap is None or not gap.group():
        return "", position
    return _lexeme(text, gap.end())


def _digits(text: str, start: int) -> Number | None:
    match = _DIGITS.match(text, start)
    if match is None or _is_part_of_a_name(text, start) or sum(map(str.isdigit, match.group())) > _MOST_DIGITS:
        return None
    value, end = _value(match.group()), match.end()
    suffix = re.match(r"[^\W\d_]+", text[end : end + 4])
    if suffix:
        scale = _words().suffixes.get(suffix.group().lower())
        if scale is None or (end + len(suffix.group()) < len(text) and text[end + len(suffix.group())].isalnum()):
            return None if suffix.group().lower() not in ("km", "kg", "x") else Number(start, end, value, value, value, digits=True)
        return Number(start, end + len(suffix.group()), value * scale, value * scale, value * scale, digits=True)
    word, after = _next(text, end)
    if word in _words().scales and text[end] != "-":
        value, end = value * _words().scales[word], after
    return Number(start, end, value, value, value, digits=True)


def _value(digits: str) -> float:
    if re.fullmatch(_GROUPED, digits):
        return float(re.sub(r"\D", "", digits))
    whole, _, rest = digits.replace(",", ".").partition(".")
    return float(f"{int(whole)}.{int('1' + rest) % 10 ** len(rest):0{len(rest)}d}") if rest else float(int(whole))


def _is_part_of_a_name(text: str, start: int) -> bool:
    """Whether the digits belong to a model, a unit, a code or money: 'T-72', 'M777', 'No. 5', '$20'."""
    before = text[max(0, start - 12) : start]
    return bool(re.search(r"[^\W\d_][-–‑]?$|\d[.,/:]$|[$€£₴¥]\s?$|\b(?:No|Nr|no)\.?\s?$|[№#]\s?$", before)) and not re.search(r"\bX$", before)


def _vague(text: str, start: int) -> Number | None:
    """'dozens', 'tens of thousands', 'several dozen', 'a few hundred'."""
    words, (word, end) = _words(), _lexeme(text, start)
    if word == "a":
        word, end = _next(text, end)
    if word in words.indefinite:
        scale, after = _next(text, end)
        scale = scale.removesuffix("s") if scale.removesuffix("s") in words.scales else scale
        low = words.vague.get(scale + "s")
        return None if low is None else Number(start, after, None, float(low), None, "vague")
    low = words.vague.get(word)
    if low is None:
        return None
    of, middle = _next(text, end)
    scale, after = _next(text, middle) if of == "of" else ("", end)
    if scale in words.vague and words.vague[scale] > low:
        low, end = low * words.scales[scale.removesuffix("s")], after
    return Number(start, end, None, float(low), None, "vague")


def _fraction(text: str, start: int) -> Number | None:
    """'half', 'a third', 'two thirds' of a counted thing, in per cent; 'half a million' is a count."""
    words, (word, end) = _words(), _lexeme(text, start)
    if word in ("a", "an", "one"):
        word, end = _next(text, end)
    if word == "half" and word not in (first := _next(text, end)[0],):
        article, middle = _next(text, end)
        scale, after = _next(text, middle) if article in ("a", "of") else (first, _next(text, end)[1])
        if scale in words.scales:
            return Number(start, after, words.scales[scale] / 2, words.scales[scale] / 2, words.scales[scale] / 2)
    if word in words.fractions and (_FRACTION_OF if word == "half" else _OF).match(text, end):  # 'the third this month' is none
        return Number(start, end, *(float(words.fractions[word]),) * 3, kind="fraction")
    unit, middle = _lexeme(text, start)
    part, after = _next(text, middle)
    if unit in words.units and part in words.plural_fractions:
        share = float(round(words.units[unit] * words.plural_fractions[part]))
        return Number(start, after, share, share, share, "fraction")
    return None


def _cardinal(text: str, start: int) -> Number | None:
    """'twenty-three', 'two hundred and fifty', 'a dozen', 'one and a half million'."""
    words, (word, end) = _words(), _lexeme(text, start)
    total, current, last, good = 0.0, 0.0, "", start
    if word in ("a", "an"):
        word, end = _next(text, end)
        total, current, last = 0.0, 1.0, "article"
    while word:
        if word in words.units and (last in ("", "hundred", "scale", "and") or (last == "tens" and words.units[word] < 10)):
            current, last, good = current + words.units[word], "unit", end
        elif word in words.tens and last in ("", "hundred", "scale", "and"):
            current, last, good = current + words.tens[word], "tens", end
        elif word == "hundred" and last in ("unit", "tens", "article", "half", "") and current:
            current, last, good = current * 100, "hundred", end
        elif word in words.scales and word != "hundred" and current and last != "and":
            total, current, last, good = total + current * words.scales[word], 0.0, "scale", end
        elif word == "and" and last in ("hundred", "scale", "unit"):
            half = re.compile(r"\s+a\s+half\b", re.IGNORECASE).match(text, end)
            if half:
                total, current = (total * 1.5, 0.0) if last == "scale" else (total, current + 0.5)
                last, good, end = "half", half.end(), half.end()
            elif last == "unit":
                break
            else:
                last = "and"
        else:
            break
        word, end = _next(text, end)
    value = total + current
    return Number(start, good, value, value, value) if good > start and 0 < value < 10**_MOST_DIGITS else None


def _ranges(text: str, numbers: list[Number]) -> list[Number]:
    """The numbers with 'between 20 and 30', '20-30', 'five to seven thousand' joined into one each."""
    joined: list[Number] = []
    for number in numbers:
        before = joined[-1] if joined else None
        pair = _range(text, before, number) if before else None
        if before is not None and _TO.fullmatch(text, before.end, number.start) and _CHANGE.search(text[max(0, before.start - 60) : before.start]):
            joined[-1] = number
        elif pair is None:
            joined.append(number)
        else:
            joined[-1] = pair
    return joined


def _range(text: str, first: Number, second: Number) -> Number | None:
    middle = text[first.end : second.start]
    between = _BETWEEN.search(text[max(0, first.start - 12) : first.start])
    if not ((_AND if between else _TO).fullmatch(middle)) or first.kind != "exact" or second.kind != "exact":
        return None
    low, high = first.low or 0.0, second.high or 0.0
    scale = _scale_of(text[second.start : second.end])
    if scale > 1 and low * scale <= high and _scale_of(text[first.start : first.end]) == 1:
        low *= scale
    start = first.start - len(between.group()) if between else first.start
    return Number(start, second.end, None, low, high, "range", first.digits) if low < high else None


def _scale_of(words: str) -> int:
    match = re.search(r"([^\W\d_]+)$", words)
    word = match.group(1).lower() if match else ""
    return _words().scales.get(word) or _words().suffixes.get(word, 1)
