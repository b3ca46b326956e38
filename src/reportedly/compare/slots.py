"""Slots: what exactly a figure counts, so that only like is held against like."""

import re
from functools import cache, lru_cache

from reportedly import lexicons
from reportedly.compare.settings import settings
from reportedly.records import Claim, Figure

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def slot_of(claim: Claim) -> str | None:
    """What the figure counts but for place and period: measure, unit, kind, party, role, age, sex, scope; None where it can be held against none.

    A part ('including 20 officers') and an addition ('another 12') are held against no whole, nor a figure whose unit or scope is not known.
    """
    figure = claim.figure
    if figure is None or figure.unit is None or figure.scope is None or figure.measure == "other" or is_part(claim):
        return None
    return "|".join((kind_of(figure), figure.scope))


def kind_of(figure: Figure) -> str:
    """What is counted, whose, and of which role, age and sex: 'killed|person|officer senior|Russia|military||'."""
    fields = (figure.measure, figure.unit, counted_kind(figure.counted.text if figure.counted else "", figure.unit or ""), figure.party)
    return "|".join(field or "" for field in (*fields, figure.role, figure.age, figure.sex))


@lru_cache(maxsize=65536)
def counted_kind(counted: str, unit: str) -> str:
    """The words that narrow what is counted, in alphabetical order: 'officer senior' of 'Russian senior officers'; '' for people of any kind."""
    words = [word.casefold() for word in _WORD.findall(_party_names().sub(" ", counted))]
    if unit != "person":
        words = words[:-1]  # the head of a thing's phrase is its unit: 'kilometres' of km
    kept = {_singular(word) for word in words if word not in settings().general}
    return " ".join(sorted(kept - settings().general - {word.casefold() for word in _WORD.findall(unit)}))


def is_part(claim: Claim) -> bool:
    """Whether the words beside the figure make it a part of another, or an addition to one."""
    return part_words(claim) is not None


def part_words(claim: Claim) -> str | None:
    """The words that make the figure a part or an addition: 'including' in 'including 20 officers', 'more' in '12 more soldiers'."""
    figure, quote = claim.figure, claim.quote
    if figure is None or not quote.start <= figure.start < figure.end <= quote.end:
        return None
    # What stands before and behind the quote in the text belongs to the sentence, where the quote begins or ends with the figure.
    before = quote.prefix + quote.text[: figure.start - quote.start]
    behind = quote.text[figure.end - quote.start :] + quote.suffix
    found = _before().search(before) or _behind().match(behind)
    return next((" ".join(words.casefold().split()) for words in found.groups() if words), None) if found else None


def is_of(words: str) -> bool:
    """Whether the words of a part lead on to its whole, as 'of the' in 'two of the 14 fishermen'."""
    return words.removeprefix("out ") in ("of", "of the", "of these", "of those") and words not in settings().wholes


@cache
def _before() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, settings().parts_before), key=len, reverse=True))
    # Between the words and the figure stand at most a hedge and a few small words: 'including at least 20', 'of whom about 12'.
    return re.compile(rf"\b({words}),?(?:\s+[a-z]+){{0,3}}\s*$", re.I)


@cache
def _behind() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, settings().parts_behind), key=len, reverse=True))
    # 'two of the 14 fishermen': the number of the whole follows.
    return re.compile(rf"(?:\s+(?!and\b|were\b|was\b)[a-z]+)?\s+(?:({words})\b(?!\s+than\b)|((?:out\s+)?of(?:\s+(?:the|these|those))?)\s+\d)", re.I)


@cache
def _party_names() -> re.Pattern[str]:
    names = {name for party in lexicons.parties() for form in ("adjectives", "people", "names") for name in party.get(form, ())}
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names, key=lambda name: (-len(name), name))))


def _singular(word: str) -> str:
    irregular: dict[str, str] = lexicons.table("en/nouns")["irregular"]
    if word in irregular:
        return irregular[word]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
