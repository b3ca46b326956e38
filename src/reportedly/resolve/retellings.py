"""Which sentences and figures of a report tell of one event: 'the attack', or the lead's number once more in the account that follows."""

import re
from functools import cache

from reportedly import lexicons
from reportedly.detect.nouns import PERSONS
from reportedly.detect.numbers import read
from reportedly.lexicons.alternatives import either
from reportedly.records import Detection, Quantity, Statement

_HEADING = 90  # characters
_LEAST = 3  # 'one' and 'two' are said of many things, '2.5' of one


def retold(statement: Statement, detection: Detection) -> tuple[Statement, ...]:
    """The report's other statements that give the same number of the same kind for the same sort of harm, in the order of the text."""
    own = statement.quantity
    if own is None:
        return ()
    return tuple(other for other in detection.statements if other.quantity is not None and other is not statement and _is_same(own, other.quantity))


def _is_same(one: Quantity, other: Quantity) -> bool:
    if one.group != other.group or not (one.noun_class == other.noun_class or (one.noun_class in PERSONS and other.noun_class in PERSONS)):
        return False
    first, second = read(one.number.text), read(other.number.text)
    if first is None or second is None or first.kind == "vague":
        return False
    value = first.value
    return value is not None and value == second.value and (value >= _LEAST or value % 1 > 0)


def leads_back(text: str) -> bool:
    """Whether a sentence leads back to the event told before: 'the attack', 'the dead'."""
    return tie_words("same").search(text) is not None


@cache
def tie_words(table: str) -> re.Pattern[str]:
    """The words of one row of `ties` in lexicons/en/times.toml."""
    words = lexicons.table("en/times")["ties"][table]
    return re.compile(rf"\b(?:{either((w, re.escape(w)) for w in words)})\b", re.I)


def is_heading(detection: Detection, index: int) -> bool:
    """Whether a sentence is a heading over those that follow it: a short line of its own without a full stop."""
    sentence, text = detection.sentences[index], detection.report.text
    stands_alone = text[: sentence.start].rstrip(" ").endswith("\n") and text[sentence.end :].lstrip(" ").startswith("\n")
    return stands_alone and len(sentence.text) < _HEADING and sentence.text[-1:] not in '.!?"”’'
