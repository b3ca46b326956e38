"""The scope of a figure: what its number adds up, from the words that decide."""

import re
from functools import cache

from reportedly import lexicons
from reportedly.detect.nouns import PERSONS
from reportedly.detect.numbers import read
from reportedly.detect.phrases import phrase
from reportedly.detect.wordforms import forms
from reportedly.records import Detection, Evidence, Measure, Quantity, Scope, Span, Statement
from reportedly.resolve.registers import beside, has_figures, sentences_before
from reportedly.resolve.retellings import retold
from reportedly.spans import span

_ORDER: tuple[Scope, ...] = ("period", "cumulative", "stock")
_SINCE_WHEN = re.compile(r"since\s+[^,.;]{2,30},\s+when\b", re.I)  # 'the deadliest attack since 2019, when 40 were killed'
_ANY_DIGIT = re.compile(r"\d")
_BACK = 2  # sentences of the same paragraph whose scope words still hold


@cache
def _patterns() -> tuple[tuple[Scope, re.Pattern[str]], ...]:
    table = lexicons.table("en/scopes")
    return tuple((scope, re.compile(rf"(?<!\w)(?:{'|'.join(table[scope])})", re.IGNORECASE)) for scope in _ORDER)


@cache
def _rate() -> re.Pattern[str]:
    return re.compile("|".join(lexicons.table("en/scopes")["rate"]), re.IGNORECASE)


@cache
def _dated() -> re.Pattern[str]:
    return re.compile("|".join(lexicons.table("en/scopes")["dated"]), re.IGNORECASE)


def scope(statement: Statement, measure: Measure, low: float | None, detection: Detection) -> tuple[Scope, Evidence | None]:
    """The scope of a statement's quantity, with the words that decide.

    The nearest deciding words of its sentence count, then those of the sentences before it in the paragraph where its own has no time; else what
    the measure usually is ('deployed' is a stock, a very large number of dead a total), else one incident.
    """
    quantity = statement.quantity
    if quantity is None:
        return "incident", None
    text = detection.report.text
    found = _words(text, _own_part(_whole(statement.sentence, detection), quantity.number, text), quantity.number, measure)
    if found is None and not _dated().search(statement.sentence.text):
        found = _carried(statement, measure, detection)
    found = found or _retold(statement, measure, detection)
    if found is not None:
        words = found[1]
        return found[0], Evidence(words.start, words.end, words.text, f"scope-{found[0]}")
    moved = measure == "displaced" and _dated().search(statement.sentence.text) is not None  # '5,000 left the town on Friday' is no total
    return _usual(quantity, measure, 0.0 if moved else _most(statement, low, detection)), None


def _most(statement: Statement, low: float | None, detection: Detection) -> float:
    """The largest number of the figure's list: of its own bounds, and of the figures of its sentence that count what happened to the same kind."""
    own = statement.quantity
    values = [low or 0.0]
    for other in beside(statement, detection):
        if other.quantity and own and _alike(own, other.quantity):
            number = read(other.quantity.number.text)
            values += [number.low or number.high or 0.0] if number is not None and number.kind != "fraction" else []
    return max(values)


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether two figures count people, or both count things."""
    return (one.noun_class in PERSONS or one.counted is None) == (other.noun_class in PERSONS or other.counted is None)


def _told_at_large(quantity: Quantity, measure: Measure, most: float) -> bool:
    """Whether the number is so large that it is a total; losses of things only in the perfect ('have destroyed 967 vehicles')."""
    table = lexicons.table("en/scopes")
    least = table["large_numbers"].get(measure)
    perfect = quantity.stance is not None and phrase("perfect").search(quantity.stance.text) is not None
    return least is not None and most >= least and (perfect or measure not in table["perfect_only"])


def _whole(sentence: Span, detection: Detection) -> Span:
    """The sentence with what stands before it where a line break has cut it: it then begins with a small letter."""
    start, text = sentence.start, detection.report.text
    while text[start : start + 1].islower() and (before := sentences_before(detection, start, 1)):
        start = before[0].start
    return span(text, start, sentence.end)


def _own_part(sentence: Span, number: Span, text: str) -> Span:
    """The sentence up to 'bringing the total to ...', or from there on: what is added up is told of the total alone."""
    found = _added_up().search(text, sentence.start, sentence.end)
    if found is None:
        return sentence
    return span(text, sentence.start, found.start()) if number.start < found.start() else span(text, found.start(), sentence.end)


@cache
def _added_up() -> re.Pattern[str]:
    return re.compile(lexicons.table("en/scopes")["added_up"], re.IGNORECASE)


def _words(text: str, sentence: Span, number: Span, measure: Measure) -> tuple[Scope, Span] | None:
    found = [
        ((name == "stock") != (measure == "deployed"), max(match.start() - number.end, number.start - match.end(), 0), order, name, match.span())
        for order, (name, pattern) in enumerate(_patterns())
        if name != "stock" or measure in lexicons.table("en/scopes")["stock_measures"]
        for match in pattern.finditer(text, sentence.start, sentence.end)
        if not _SINCE_WHEN.match(text, match.start())
        and not (_rate().fullmatch(match.group()) and _ANY_DIGIT.search(text, min(number.end, match.start()), match.start()))
    ]
    if not found:
        return None
    best = min(found, key=lambda f: f[:3])
    return best[3], span(text, *best[4])


def _carried(statement: Statement, measure: Measure, detection: Detection) -> tuple[Scope, Span] | None:
    """The period or total that the sentences right before it speak of, where they hold figures too."""
    text = detection.report.text
    for sentence in reversed(sentences_before(detection, statement.sentence.start, _BACK)):
        if "\n\n" in text[sentence.end : statement.sentence.start] or not has_figures(sentence, detection):
            return None
        found = _words(text, _whole(sentence, detection), Span(sentence.end, sentence.end, ""), measure)
        if found is not None and found[0] in ("period", "cumulative"):
            return found
        if _dated().search(sentence.text):
            return None
    return None


def _retold(statement: Statement, measure: Measure, detection: Detection) -> tuple[Scope, Span] | None:
    """The period that the same figure is told of in another sentence."""
    for other in retold(statement, detection):
        found = _words(detection.report.text, other.sentence, other.quantity.number, measure) if other.quantity is not None else None
        if found is not None and found[0] == "period":
            return found
    return None


def _usual(quantity: Quantity, measure: Measure, most: float) -> Scope:
    table = lexicons.table("en/scopes")
    if quantity.noun in table["stock_nouns"]:
        return "stock"
    form = forms().get(quantity.effect_lemma or "")
    if (
        measure == "deployed"
        and form is not None
        and not any("deploy" in part for part in (form.active, form.passive, form.intransitive, form.adjectives))
    ):
        return "incident"
    if measure == "affected" and quantity.effect_lemma in table["incident_words"]:
        return "incident"
    if _told_at_large(quantity, measure, most):
        return "cumulative"
    usual: Scope = table["default"].get(measure, "incident")
    return usual
