"""Statements: every quantity and every event trigger with the words that carry it and whose words they are."""

from bisect import bisect_right
from collections.abc import Sequence

from reportedly.detect.attributions import innermost
from reportedly.records import Attribution, Quantity, Span, Statement, Trigger
from reportedly.spans import overlaps


def statements(
    sentences: Sequence[Span], attributions: tuple[Attribution, ...], quantities: Sequence[Quantity], triggers: Sequence[Trigger]
) -> tuple[Statement, ...]:
    """One statement for each quantity and for each trigger that is not the effect of a quantity, in the order of the text."""
    effects = [q.effect for q in quantities if q.effect is not None]
    alone = [t for t in triggers if not any(overlaps(t.span, e) for e in effects)]
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
    return next((t for t in triggers if quantity.effect is not None and overlaps(t.span, quantity.effect)), None)


def _anchor(statement: Statement) -> Span:
    words = statement.quantity.number if statement.quantity is not None else statement.trigger.span if statement.trigger is not None else None
    return words if words is not None else statement.quote
