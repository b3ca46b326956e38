"""The meaning of a quantity: bounds, hedge, measure, unit, party, role and scope, each with the words and the rule that gave it."""

import re
from functools import cache

from reportedly import lexicons
from reportedly.detect.numbers import read
from reportedly.records import Detection, Evidence, Figure, Hedge, Quantity, Span, Statement
from reportedly.resolve import belongings, measures, scopes
from reportedly.resolve.victims import role_told


def figure(statement: Statement, detection: Detection, side: str | None) -> tuple[Figure, dict[str, Evidence]]:
    """The figure of a statement's quantity, and for each inferred field the words and the rule that gave it.

    `side` is the speaker's party, for 'our' and 'the enemy'. Raises ValueError where the statement carries no quantity.
    """
    quantity = statement.quantity
    if quantity is None:
        raise ValueError("the statement carries no quantity")
    evidence: dict[str, Evidence] = {}
    low, high, value, hedge = bounds(quantity)
    if hedge != "exact":
        _note(evidence, "hedge", _of(quantity.hedge, "hedge-word") or _of(quantity.number, f"hedge-{hedge}"))
    measure, words = measures.measure(quantity)
    _note(evidence, "measure", words)
    party, words = belongings.party(statement, measure, detection, side) or (None, None)
    _note(evidence, "party", words)
    role, words = measures.role(quantity, detection)
    if role == "unknown" and "party" in evidence:
        role, words = measures.role_of_losers(evidence["party"])
    if role == "unknown":
        role, words = role_told(statement, measure, detection) or (role, words)
    _note(evidence, "role", words)
    scope, words = scopes.scope(statement, measure, low, detection)
    _note(evidence, "scope", words)
    unit, age, sex = measures.unit(quantity), measures.age(quantity), measures.sex(quantity)
    for field, told in (("unit", unit), ("age", age), ("sex", sex)):
        _note(evidence, field, _of(quantity.counted, f"{field}-by-noun") if told else None)
    number = quantity.number
    made = Figure(
        number.start, number.end, number.text, value, low, high, hedge, measure, unit, quantity.counted, party, role, age, sex, scope,
    )  # fmt: skip
    return made, evidence


def _of(words: Span | None, rule: str) -> Evidence | None:
    return Evidence(words.start, words.end, words.text, rule) if words else None


def _note(evidence: dict[str, Evidence], field: str, words: Evidence | None) -> None:
    if words is not None:
        evidence[field] = words


@cache
def _hedges() -> dict[str, Hedge]:
    table = lexicons.table("en/hedges")
    return {word: hedge for part in ("after", "before") for hedge, words in table[part].items() for word in words}


def bounds(quantity: Quantity) -> tuple[float | None, float | None, float | None, Hedge]:
    """The low and high bound (inclusive, None is open), the value as stated, and the hedge."""
    number = read(quantity.number.text)
    if number is None:
        return None, None, None, "vague"
    if number.kind == "range":
        return number.low, number.high, None, "range"
    word = re.sub(r"\s+", " ", quantity.hedge.text.lower()) if quantity.hedge else ""
    hedge = _hedges().get(word, "exact")
    if number.kind == "vague":
        return number.low, None, None, "vague"
    if hedge in ("at_least", "more_than"):
        return number.value, None, number.value, hedge
    if hedge in ("at_most", "less_than"):
        return None, number.value, number.value, hedge
    return number.value, number.value, number.value, hedge
