"""The stance of a claim: asserted, denied, possible, planned or unverified."""

import re
from functools import cache

from reportedly import lexicons
from reportedly.records import Detection, Evidence, Span, Stance, Statement

_ORDER: tuple[Stance, ...] = ("unverified", "denied", "planned", "possible")


@cache
def _words() -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    table = lexicons.table("en/stances")["words"]
    return tuple((stance, re.compile("|".join(table[stance]), re.IGNORECASE)) for stance in _ORDER)


@cache
def _cues() -> dict[str, Stance]:
    table = lexicons.table("en/stances")["cues"]
    return {word: stance for stance in _ORDER if stance in table for word in table[stance]}


@cache
def _report() -> re.Pattern[str]:
    return re.compile("|".join(lexicons.table("en/stances")["report"]["unverified"]), re.IGNORECASE)


def stance(statement: Statement, detection: Detection) -> tuple[Stance, Evidence | None]:
    """The stance of a statement with the words that decide: those of its effect, else the cue of an attribution around it; asserted without any."""
    carried = statement.quantity or statement.trigger
    own = _by_words(carried.stance) if carried else None
    return own or _by_cues(statement, detection) or _by_report(statement, detection) or ("asserted", None)


def _by_words(words: Span | None) -> tuple[Stance, Evidence | None] | None:
    for name, pattern in _words():
        if words is not None and pattern.search(words.text):
            return name, Evidence(words.start, words.end, words.text, f"stance-word-{name}")
    return None


def _by_cues(statement: Statement, detection: Detection) -> tuple[Stance, Evidence | None] | None:
    """By the innermost cue that is not plain speech: 'denied that ...', 'fears that ...'."""
    index, seen = statement.attribution, 0
    while index is not None and seen < 8:
        attribution = detection.attributions[index]
        for cue in attribution.cue:
            for word in re.findall(r"\w+", cue.text.lower()):
                if word in _cues():
                    return _cues()[word], Evidence(cue.start, cue.end, cue.text, f"stance-cue-{_cues()[word]}")
        index, seen = attribution.parent, seen + 1
    return None


def _by_report(statement: Statement, detection: Detection) -> tuple[Stance, Evidence | None] | None:
    """Unverified where a sentence right behind the claim, or its own, says that the report could not confirm it."""
    start, end = statement.sentence.start, statement.sentence.end
    behind = [s for s in detection.sentences if s.start >= end][:2]
    for sentence in [Span(start, end, detection.report.text[start:end]), *behind]:
        match = _report().search(sentence.text)
        if match and statement.attribution is not None:
            return "unverified", Evidence(sentence.start + match.start(), sentence.start + match.end(), match.group(), "stance-report-unverified")
    return None
