"""Figure claims: the numbers of a report that count or measure something of a conflict, with the words around them."""

import re
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from reportedly import lexicons
from reportedly.detect.documents import Document
from reportedly.detect.effects import Effect, effect, stops
from reportedly.detect.nouns import PERSONS, Counted, counted
from reportedly.detect.numbers import Number, numbers_in
from reportedly.detect.participants import agent_of, owner_of
from reportedly.records import Quantity, Span
from reportedly.spans import span, trimmed

_MONTHS = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_AGE = re.compile(r"\b(?:aged?|ages)\s+(?:\d+\s+(?:and|to|-)\s+)?$", re.IGNORECASE)
_AGE_AFTER = re.compile(
    r"^[\s-]*(?:years?|months?|weeks?|days?)[\s-]+(?:old|of age|olds)\b|^[\s-]+(?:year|month|week|day)s?[\s-]?olds?\b", re.IGNORECASE
)
_NAME_BEFORE = re.compile(
    r"\b(?:No|Nr|number|unit|units|block|kilometer|kilometre|km|route|highway|article|resolution|chapter|page|grade|reactor|stage|phase|level|room|channel|point|war|type|flight|group of|radar|radio|radars|detachment|brigade|battalion|regiment|division|school|hospital|station|line|day|psalm|division|world cup|part|version|section|file|case|target No|category|class|at km)\.?\s+$",
    re.IGNORECASE,
)
_COMPOUND_AFTER = re.compile(r"^[-–‑](?!strong|odd|plus|\d)[^\W\d_]", re.IGNORECASE)
_LOCATES_AFTER = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:(?:to the\s+)?(?:north|south|east|west|northeast|northwest|southeast|southwest|north-\w+|south-\w+|northern|southern)\b|(?:away\s+)?from\b|off\b|outside\b|inside\b|of\s+(?!advance|territory|the territory)|away\b|long\b|wide\b|high\b|below\b|above\b|along\b|beyond\b|down\b|up\b)",
    re.IGNORECASE,
)
_ONE_PRONOUN = re.compile(
    r"^one\s+(?:of\s+(?:the\s+|its\s+|our\s+|their\s+|his\s+|her\s+|those\s+|these\s+)?(?:\w+est\b|most\b|main\b|first\b|largest\b|last\b|few\b|many\b|key\b|ways?\b|us\b|them who)|another\b|day\b|way\b|time\b|after another|who\b|can\b|should\b|must\b|may\b|might\b|has\b|could\b|would\b|that\b|thing\b|more time|side\b|hand\b|side\b|by one|such\b|on\b|in\b|for\b|to\b|with\b|from\b|at\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Found:
    number: Number
    first: int
    last: int
    noun: Counted
    effect: Effect | None


def quantities(document: Document) -> tuple[Quantity, ...]:
    """Every number of the report that is a figure claim, with its hedge, counted noun and effect."""
    text = document.report.text
    numbers = numbers_in(text)
    if not numbers or not _about_conflict(text):
        return ()
    found: list[_Found] = []
    for number in numbers:
        candidate = _candidate(document, number)
        if candidate is not None:
            found.append(candidate)
    return tuple(_quantity(document, item) for item in _shared(document, found))


@cache
def _conflict_words() -> tuple[re.Pattern[str], ...]:
    table = lexicons.table("en/conflict")
    return tuple(re.compile(rf"\b(?:{'|'.join(table[part])})", re.IGNORECASE) for part in ("strong", "weak"))


def _about_conflict(text: str) -> bool:
    """Whether the report is about an armed conflict or an attack at all: one strong word, or three weak ones."""
    strong, weak = _conflict_words()
    return bool(strong.search(text)) or len({m.group().lower() for m in weak.finditer(text)}) >= 3


def _candidate(document: Document, number: Number) -> _Found | None:
    text, doc = document.report.text, document.doc
    before, after = text[max(0, number.start - 40) : number.start], text[number.end : number.end + 40]
    if _is_no_count(number, before, after, text):
        return None
    tokens = doc.char_span(number.start, number.end, alignment_mode="expand")
    if tokens is None or not len(tokens):
        return None
    noun = counted(doc, tokens.start, tokens.end, stops())
    if _is_date(doc, number, tokens.start, tokens.end, noun):
        return None
    found = effect(doc, (tokens.start, tokens.end), noun, parsed=document.parsed)
    candidate = _Found(number, tokens.start, tokens.end, noun, found)
    return candidate if _is_figure(document, candidate) else None


def _is_no_count(number: Number, before: str, after: str, text: str) -> bool:
    words = text[number.start : number.end]
    if _COMPOUND_AFTER.match(after) or _AGE.search(before) or _AGE_AFTER.match(after):
        return True
    if number.digits and (_NAME_BEFORE.search(before) or re.match(r"\s*(?:a\.?m\b|p\.?m\b|GMT|hrs\b|o'clock|°|/)", after)):
        return True
    if words.lower() == "one" and (
        _ONE_PRONOUN.match(text[number.start : number.end + 30])
        or re.search(r"\b(?:no|any|every|each|this|that|which|some|the|another|only)\s+$", before, re.IGNORECASE)
    ):
        return not re.match(r"one\s+of\s+(?:the|them|those|its|their)\b", text[number.start : number.end + 20], re.IGNORECASE) or bool(
            _ONE_PRONOUN.match(text[number.start : number.end + 30])
        )
    return bool(re.search(r"(?:UAH|USD|EUR|GBP|US\$|Rs\.?)\s?$", before))


def _is_date(doc: Doc, number: Number, first: int, last: int, noun: Counted) -> bool:
    """Whether the digits are a day, a year or a person's age set off by commas."""
    if not number.digits or number.kind != "exact":
        return False
    before = doc[first - 1].lower_.strip(".") if first else ""
    after = doc[last].lower_.strip(".") if last < len(doc) else ""
    value = number.value or 0
    day = value <= 31 and value == int(value)
    if day and (after in _MONTHS and after != "may" or before in _MONTHS and (noun.head is None or noun.kind in (None, "time") or after == ",")):
        return True
    if after == "may" and day and last < len(doc) and doc[last].text[0].isupper():
        return True
    text = doc.text[number.start : number.end]
    if 1900 <= value <= 2100 and len(text) == 4:
        if (
            noun.kind is None
            or noun.head is None
            or before
            in _MONTHS | {"in", "since", "of", "from", "by", "until", "early", "late", "mid", ",", "during", "between", "and", "summer", "spring"}
        ):
            return not (noun.kind in PERSONS and before in (",", "and", "of", "by"))
    if before in _MONTHS and 1900 <= value <= 2100:
        return True
    return before == "," and after in (",", ".", ")") and noun.head is None and first >= 2 and doc[first - 2].text[:1].isupper() and value < 110


def _is_figure(document: Document, item: _Found) -> bool:
    kind, found, number = item.noun.kind, item.effect, item.number
    if kind in ("never", "time", "money"):
        return False
    if kind == "length":
        return found is not None and found.group == "advance" and not _LOCATES_AFTER.match(document.doc.text[_end(document, item) :][:40])
    if kind == "share" or number.kind == "fraction":
        return found is not None and found.cost < 3
    if item.noun.head is None:
        return found is not None and found.cost < (1.75 if document.parsed else 1.5)
    if kind in PERSONS:
        return found is not None and found.cost < 6
    if kind in ("attack", "munition"):
        return kind == "attack" or found is not None
    if kind in ("vehicle", "place", "weight", "surface", "equipment_people"):
        return found is not None and found.cost < 4
    return found is not None and found.cost <= 0.4 and found.group in ("kill", "wound", "destroy", "capture")


def _end(document: Document, item: _Found) -> int:
    token: Token = document.doc[max(item.noun.end, item.last) - 1]
    return token.idx + len(token)


def _shared(document: Document, found: list[_Found]) -> list[_Found]:
    """The figures, each elided noun replaced by the one that it leans on: 'killed 28 and wounded 30 militants', '5 killed and 7 wounded'."""
    return found


def _quantity(document: Document, item: _Found) -> Quantity:
    text, doc = document.report.text, document.doc
    noun = span(text, doc[item.noun.start].idx, doc[item.noun.end - 1].idx + len(doc[item.noun.end - 1])) if item.noun.head is not None else None
    word = document.span_of(doc[item.effect.token]) if item.effect else None
    head = doc[item.noun.head] if item.noun.head is not None else doc[item.last - 1]
    agent = agent_of(document, doc[item.effect.token], head) if item.effect and document.parsed else None
    return Quantity(
        span(text, item.number.start, item.number.end), hedge_of(text, item.number, noun), trimmed(text, noun.start, noun.end) if noun else None, item.noun.lemma,
        word, word.text.lower() if word else None, agent, None, owner_of(document, item.noun, item.first), rule="figure",
        noun_class=item.noun.kind, group=item.effect.group if item.effect else None,
    )  # fmt: skip


@cache
def _hedges() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = lexicons.table("en/hedges")

    def either(words: list[str]) -> str:
        return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: -len(w)))

    before = [w for words in table["before"].values() for w in words]
    after = [w for words in table["after"].values() for w in words]
    return (
        re.compile(rf"(?:(?<!\w)({either(before)})\s*)(?:(?:{either(table['skipped'])})\s+)*[\"“'(]?$", re.IGNORECASE),
        re.compile(rf"\s*(?:{{noun}})?\s*({either(after)})(?!\w)".replace("{noun}", ""), re.IGNORECASE),
    )


def hedge_of(text: str, number: Number, noun: Span | None) -> Span | None:
    """The hedge that stands before a number, or behind it or its noun, or None."""
    start = max(0, number.start - 60)
    match = _hedges()[0].search(text[start : number.start])
    if match:
        return span(text, start + match.start(1), start + match.end(1))
    for end in (number.end, noun.end if noun else number.end):
        behind = _hedges()[1].match(text, end)
        if behind and (end == number.end or behind.group(1).lower() in ("at least", "at most")):
            return span(text, *behind.span(1))
    return None
