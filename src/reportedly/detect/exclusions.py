"""Numbers that are no counts: dates, ages, years, names of models and units, times of day, pronouns, references."""

import re

from spacy.tokens import Doc

from reportedly.detect.nouns import PERSONS, Counted
from reportedly.detect.numbers import Number

_MONTHS = frozenset(
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul",
     "aug", "sep", "sept", "oct", "nov", "dec"]
)  # fmt: skip
_MONTH_BEFORE = re.compile(rf"\b(?:{'|'.join(sorted(_MONTHS))})\.?\s+$", re.IGNORECASE)
_AGE = re.compile(r"\b(?:aged?|ages)\s+(?:\d+\s+(?:and|to|-)\s+)?$", re.IGNORECASE)
_AGE_AFTER = re.compile(
    r"\s*-?\s*(?:(?:and|to|or)\s+\w+\s+)?(?:years?|months?|weeks?|days?)[\s-]+(?:old|of\s+age|olds)\b|\s*-\s*(?:year|month|week|day)s?[\s-]?olds?\b",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"\b(?:No|Nr|number|numbers|unit|units|block|kilometer|kilometre|km|route|highway|article|resolution|chapter|page|grade|reactor|stage|phase|level|room|channel|war|type|flight|group\s+of|"
    r"radar|detachment|brigade|battalion|regiment|division|psalm|world\s+cup|part|version|section|file|category|class|at\s+km|score|rated|ranked|season|series|item|step|line|gate|apartment|"
    r"magnitude|channel|highways?|interstate|boeing|airbus|mk|mark|mod|model)\.?\s+$",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"[-–‑](?!strong|odd|plus|\d)[^\W\d_]", re.IGNORECASE)
_CLOCK = re.compile(
    r"\s*(?:a\.?m\b|p\.?m\b|GMT\b|UTC\b|hrs\b|hours?\s+(?:GMT|local|time)|o['’]clock|°|/\s*\d|h\b|th\b|st\b|nd\b|rd\b)", re.IGNORECASE
)
_CURRENCY = re.compile(r"(?:UAH|USD|EUR|GBP|US\$|Rs\.?|£|€)\s?$")
_MONEY = re.compile(
    r"\s*(?:-?\s*(?:thousand|million|billion|trillion|m|mn|bn)\b\s*)?(?:[$€£]|(?:US\s+|Colombian\s+)?(?:dollars?|euros?|pounds?(?!\s+of\s+(?:explos|dyn|tnt))|pesos?|roubles?|rubles?|hryvnias?|UAH|USD|EUR)\b)",
    re.IGNORECASE,
)
_NUMBERS_AROUND = (re.compile(r"(?:(?<!\d)(?!(?:19|20)\d\d\b)\d{1,6}|\))\s$"), re.compile(r"\s\(?\d"))
_POPULATION = re.compile(
    r"\b(?:region|cit(?:y|ies)|town|village|district|province|settlement|countr(?:y|ies)|area|nation|island|camp|population)s?\s+(?:of|with|inhabited\s+by|home\s+to)\s+(?:[a-z]+\s+){0,3}$|\bhome\s+to\s+(?:[a-z]+\s+){0,3}$|\bpopulation\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_PEOPLE = re.compile(r"\s*(?:people|persons|inhabitants|residents|citizens|souls)\b", re.IGNORECASE)
_ONE_AFTER = re.compile(
    r"one\s+(?:of\s+(?:(?:the|its|our|their|his|her|those|these)\s+)?(?:\w+est\b|most\b|worst\b|best\b|main\b|first\b|last\b|few\b|many\b|key\b|biggest\b|top\b|leading\b|ways?\b|us\b|you\b|three\s+\w+\s+who\b)|another\b|day\b|way\b|time\b|"
    r"who\b|can\b|should\b|must\b|may\b|might\b|could\b|would\b|that\b|thing\b|side\b|hand\b|by\s+one\b|such\b|for\b|to\b|with\b|has\s+to\b|knows\b|needs\b|as\b)",
    re.IGNORECASE,
)
_ONE_BEFORE = re.compile(
    r"\b(?:no|any|every|each|this|that|which|some|the|the\s+other|latter|former|only|first|last|next|new|big|good)\s+$", re.IGNORECASE
)
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
    if _COMPOUND.match(after) or _AGE.search(before) or _AGE_AFTER.match(after) or _CURRENCY.search(before) or _MONEY.match(after):
        return True
    if _PEOPLE.match(after) and _POPULATION.search(before):
        return True
    if text[number.start : number.end].lower() == "one":
        return _is_pronoun(text, number, before)
    if number.digits:
        around = _NUMBERS_AROUND[0].search(before), _NUMBERS_AROUND[1].match(after)
        words = text[number.start : number.end]
        if re.match(r"[-–]\d", after) or re.search(r"\d[-–]$", before):
            return True
        if (words.startswith("0") and words.isdigit()) or len(words) > 4 and _MONTH_BEFORE.search(before):
            return True
        return bool(_NAMED.search(before) or _CLOCK.match(after) or around[0] or (around[1] and number.kind == "exact"))
    return False


def _is_pronoun(text: str, number: Number, before: str) -> bool:
    if _ONE_AFTER.match(text, number.start):
        return True
    return bool(_ONE_BEFORE.search(before)) and not re.search(r"\bat\s+least\s+$|\bonly\s+$", before, re.IGNORECASE)


def is_date(doc: Doc, number: Number, tokens: tuple[int, int], noun: Counted) -> bool:
    """Whether the digits are a day of a month, a year, or a person's age set off by commas."""
    if not number.digits or number.kind != "exact":
        return False
    first, last = tokens
    before = doc[first - 1].lower_.strip(".") if first else ""
    after = doc[last].lower_.strip(".") if last < len(doc) else ""
    if _is_day(doc, number.value or 0, (before, after), last, noun) or _is_year(doc, number, before, noun):
        return True
    return (
        before == ","
        and after in (",", ".", ")", "")
        and noun.head is None
        and first >= 2
        and doc[first - 2].text[:1].isupper()
        and (number.value or 0) < 110
    )


def _is_day(doc: Doc, value: float, around: tuple[str, str], last: int, noun: Counted) -> bool:
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
