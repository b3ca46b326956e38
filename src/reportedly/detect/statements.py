"""Statements: every quantity and every event trigger with the words that carry it and whose words they are."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from reportedly.detect.attributions import innermost, spoken
from reportedly.detect.sentences import MOST
from reportedly.records import Attribution, Quantity, Span, Statement, Trigger
from reportedly.spans import Ordered, holds, itself

_LED = re.compile(r"(?:[A-Za-z]+\s+){0,3}")  # 'the other', 'at least', 'some'


def statements(
    sentences: Sequence[Span], attributions: tuple[Attribution, ...], quantities: Sequence[Quantity], triggers: Sequence[Trigger]
) -> tuple[Statement, ...]:
    """One statement for each quantity and for each trigger that a quantity does not tell, in the order of the text.

    A quantity tells the trigger that is its effect or what it counts ('8,000 strikes'), and the noun of what did it ('raids left 15 people dead').
    None for those who speak ('two officials said'), and none of a sentence that would hold more than MOST: a table run together, or a flood made to
    be slow.
    """
    speakers = Ordered((words for a in attributions for words in a.source), at=itself)
    quantities = [q for q in quantities if not any(_speaks(q, words) for words in speakers.holding(q.number))]
    counted = Ordered((words for q in quantities for words in (q.effect, q.counted) if words is not None), at=itself)
    doers = Ordered((q.agent for q in quantities if q.agent is not None), at=itself)
    alone = [t for t in triggers if not any(counted.overlapping(t.span)) and not ("noun" in t.rule and any(doers.overlapping(t.span)))]
    placed, said = Ordered(triggers), spoken(attributions)
    at = [s.start for s in sentences]

    def sentence_of(words: Span) -> Span:
        index = bisect_right(at, words.start) - 1
        return sentences[index] if index >= 0 and sentences[index].end >= words.end else words

    found = []
    for words, quantity, trigger in [(q.number, q, _trigger_of(q, placed)) for q in quantities] + [(t.span, None, t) for t in alone]:
        sentence = sentence_of(words)
        found.append(Statement(sentence, sentence, innermost(said, words), quantity, trigger))
    held = Counter(statement.sentence for statement in found)
    found = [statement for statement in found if held[statement.sentence] <= MOST]
    return tuple(sorted(found, key=lambda s: (_anchor(s).start, _anchor(s).end)))


def _speaks(quantity: Quantity, source: Span) -> bool:
    """Whether a number counts a source that it stands in the head of: 'at least two officials', not 'two soldiers who were wounded'."""
    before, effect = source.text[: quantity.number.start - source.start], quantity.effect
    return _LED.fullmatch(before) is not None and (effect is None or not holds(source, effect))


def _trigger_of(quantity: Quantity, triggers: Ordered[Trigger]) -> Trigger | None:
    return next((t for words in (quantity.effect, quantity.counted) if words is not None for t in triggers.overlapping(words)), None)


def _anchor(statement: Statement) -> Span:
    words = statement.quantity.number if statement.quantity is not None else statement.trigger.span if statement.trigger is not None else None
    return words if words is not None else statement.quote
