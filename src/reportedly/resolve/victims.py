"""Who the people are that a figure counts, where its own noun does not say: from its sentence, or from where the same figure is told again.

Rules: `role-by-share` ('39 people, more than half of them civilians'), `role-by-retelling` ('6 people' are 'six civilians' elsewhere),
`role-by-scene` (a school, a concert, a residential quarter that was hit).
"""

import re
from functools import cache

from reportedly import lexicons
from reportedly.records import Detection, Evidence, Measure, Role, Span, Statement
from reportedly.resolve.retellings import retold
from reportedly.spans import span

_HARMED: tuple[Measure, ...] = ("killed", "wounded", "casualties")
_REACH = 60  # characters behind a number in which its share is told


def role_told(statement: Statement, measure: Measure, detection: Detection) -> tuple[Role, Evidence] | None:
    """The role of the people that a statement counts with the words that say it, None where nothing does."""
    quantity, text = statement.quantity, detection.report.text
    if quantity is None or measure not in _HARMED:
        return None
    share = _shares().search(text, quantity.number.end, min(statement.sentence.end, quantity.number.end + _REACH))
    if share is not None:
        return "mixed", _evidence(span(text, *share.span()), "role-by-share")
    for other in retold(statement, detection):
        again = other.quantity
        if again is not None and again.counted is not None and again.noun_class in ("military", "civilian"):
            return ("military" if again.noun_class == "military" else "civilian"), _evidence(again.counted, "role-by-retelling")
    scene = _scenes().search(text, statement.sentence.start, statement.sentence.end)
    return ("civilian", _evidence(span(text, *scene.span()), "role-by-scene")) if scene is not None else None


def _evidence(words: Span, rule: str) -> Evidence:
    return Evidence(words.start, words.end, words.text, rule)


@cache
def _shares() -> re.Pattern[str]:
    return _pattern("shares")


@cache
def _scenes() -> re.Pattern[str]:
    return _pattern("scenes")


def _pattern(row: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lexicons.table('en/victims')[row])})\b", re.I)
