"""Which sentences and figures of a report tell of one event: 'the attack', or the lead's number once more in the account that follows."""

import re
from collections.abc import Mapping
from functools import cache

from reportedly import lexicons
from reportedly.detect.nouns import PERSONS
from reportedly.detect.numbers import read
from reportedly.lexicons.alternatives import either
from reportedly.records import Detection, Quantity, Statement
from reportedly.resolve.registers import grouped, once

_HEADING = 90  # characters
_OPENED, _CLOSED = re.compile(r"\n *\Z"), re.compile(r" *\n")
_Key = tuple[str | None, str | None, float]
_MOST = 20
_LEAST = 3  # 'one' and 'two' are said of many things, '2.5' of one


def retold(statement: Statement, detection: Detection) -> tuple[Statement, ...]:
    """The report's other statements that give the same number of the same kind for the same sort of harm, in the order of the text.

    None where it gives that number more than _MOST times: those are not one event told again.
    """
    key = _key(statement.quantity)
    if statement.quantity is None or key is None or _is_vague(statement.quantity):
        return ()
    same = _by_number(detection)[key]
    return tuple(other for other in same if other is not statement) if len(same) <= _MOST else ()


@once
def _by_number(detection: Detection) -> Mapping[_Key | None, tuple[Statement, ...]]:
    return grouped(detection.statements, lambda statement: _key(statement.quantity))


def _key(quantity: Quantity | None) -> _Key | None:
    """What two figures share that may be one figure told twice; None for a figure that many things are told with."""
    number = read(quantity.number.text) if quantity is not None else None
    if quantity is None or number is None or number.value is None or (number.value < _LEAST and number.value % 1 == 0):
        return None
    return quantity.group, "persons" if quantity.noun_class in PERSONS else quantity.noun_class, number.value


def _is_vague(quantity: Quantity) -> bool:
    number = read(quantity.number.text)
    return number is None or number.kind == "vague"


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
    stands_alone = _OPENED.search(text, max(0, sentence.start - _HEADING), sentence.start) and _CLOSED.match(text, sentence.end)
    return stands_alone is not None and len(sentence.text) < _HEADING and sentence.text[-1:] not in '.!?"”’'
