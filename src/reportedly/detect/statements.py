"""Statements: every quantity and every event trigger with the words that carry it and whose words they are."""

from bisect import bisect_right
from collections.abc import Sequence

from reportedly.detect.attributions import innermost
from reportedly.records import Attribution, Quantity, Span, Statement, Trigger
from reportedly.spans import overlaps


def statements(
    sentences: Sequence[Span], attributions: tuple[Attribution, ...], quantities: Sequence[Quantity], triggers: Sequence[Trigger]
) -> tuple[Statement, ...]:
    """One statement for each quantity and for each trigger that a quantity does not tell, in the order of the text.

    A quantity tells the trigger that is its effect or what it counts ('8,000 strikes'), and the noun of what did it ('raids left 15 people dead').
    """
    counted = [words for q in quantities for words in (q.effect, q.counted) if words is not None]
    doers = [q.agent for q in quantities if q.agent is not None]
    alone = [t for t in triggers if not any(overlaps(t.span, words) for words in (*counted, *(doers if "noun" in t.rule else ())))]
    at = [s.start for s in sentences]

    def sentence_of(words: Span) -> Span:
        index = bisect_right(at, words.start) - 1
        return sentences[index] if index >= 0 and sentences[index].end >= words.end else words

    found = []
    for words, quantity, trigger in [(q.number, q, _trigger_of(q, triggers)) for q in quantities] + [(t.span, None, t) for t in alone]:
        sentence = sentence_of(words)
        found.append(Statement(sentence, sentence, innermost(attributions, words), quantity, trigger))
    return tuple(sorted(found, key=lambda s: (_anchor(s).start, _anchor(s).end)))


def _trigger_of(quantity: Quantity, triggers: Sequence[Trigger]) -> Trigger | None:
    told = ((t, words) for words in (quantity.effect, quantity.counted) if words is not None for t in triggers)
    return next((t for t, words in told if overlaps(t.span, words)), None)


def _anchor(statement: Statement) -> Span:
    words = statement.quantity.number if statement.quantity is not None else statement.trigger.span if statement.trigger is not None else None
    return words if words is not None else statement.quote
