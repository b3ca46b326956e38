"""The stance of a claim: asserted, denied, possible, planned or unverified."""

import re
from functools import cache

from reportedly import lexicons
from reportedly.records import Detection, Evidence, Quantity, Span, Stance, Statement
from reportedly.resolve.registers import once, sentences_after
from reportedly.spans import overlaps

_NEAR = 2  # sentences behind a claim in which the report may say so
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
    told = statement.trigger
    if told is not None and told.stance is not None and told.standing is not None and _is_its_own(statement.quantity, told.stance):
        return told.standing, Evidence(told.stance.start, told.stance.end, told.stance.text, f"stance-event-{told.standing}")
    carried = statement.quantity or told
    own = _by_words(carried.stance) if carried else None
    return own or _by_claim(statement, detection) or _by_cues(statement, detection) or _by_report(statement, detection) or ("asserted", None)


def _is_its_own(quantity: Quantity | None, words: Span) -> bool:
    """Whether the words that reserve a trigger are all that reserves what is counted with it."""
    return quantity is None or (quantity.stance is not None and overlaps(quantity.stance, words))


def _by_words(words: Span | None) -> tuple[Stance, Evidence | None] | None:
    for name, pattern in _words():
        if words is not None and pattern.search(words.text):
            return name, Evidence(words.start, words.end, words.text, f"stance-word-{name}")
    return None


@cache
def _claims() -> re.Pattern[str]:
    return re.compile("|".join(lexicons.table("en/stances")["claims"]["denied"]), re.IGNORECASE)


def _by_claim(statement: Statement, detection: Detection) -> tuple[Stance, Evidence | None] | None:
    """Denied where another's claim of the number is turned down: 'dismissed as false a claim of 150 dead'."""
    if statement.quantity is None:
        return None
    start = statement.sentence.start
    match = _claims().search(detection.report.text, start, statement.quantity.number.start)
    return ("denied", Evidence(*match.span(), match.group(), "stance-claim-denied")) if match else None


def _by_cues(statement: Statement, detection: Detection) -> tuple[Stance, Evidence | None] | None:
    """By the innermost cue that is not plain speech: 'denied that ...', 'fears that ...', 'did not confirm that ...'."""
    index, seen = statement.attribution, 0
    while index is not None and seen < 8:
        attribution = detection.attributions[index]
        if attribution.polarity in ("negated", "refused") and attribution.cue:
            cue = attribution.cue[0]
            return "unverified", Evidence(cue.start, cue.end, cue.text, "stance-cue-unverified")
        for cue in attribution.cue:
            for word in re.findall(r"\w+", cue.text.lower()):
                if word in _cues():
                    return _cues()[word], Evidence(cue.start, cue.end, cue.text, f"stance-cue-{_cues()[word]}")
        index, seen = attribution.parent, seen + 1
    return None


@cache
def _general() -> re.Pattern[str]:
    return re.compile(lexicons.table("en/stances")["report"]["general"], re.IGNORECASE)


@cache
def _claimed() -> re.Pattern[str]:
    return re.compile(lexicons.table("en/stances")["report"]["claimed"], re.IGNORECASE)


def _by_report(statement: Statement, detection: Detection) -> tuple[Stance, Evidence | None] | None:
    """Unverified where the report itself says that it could not confirm what it relays: all of it, or the claim right before.

    What a speaker could not confirm ('"we have not been able to confirm that," the director said') is no word of the report's.
    """
    text, end = detection.report.text, statement.sentence.end
    if statement.attribution is None:  # 'The claim that 40 died could not be verified'
        start = statement.sentence.start
        found = next(((a, b) for a, b in _unconfirmed(detection) if start <= a < end and _claimed().search(text, start, a)), None)
        return ("unverified", Evidence(*found, text[slice(*found)], "stance-report-unverified")) if found is not None else None
    near = sentences_after(detection, end, _NEAR)
    reach = near[-1].end if near else end
    for start, stop in _unconfirmed(detection):
        if _general().search(text, start, stop + 60) or statement.sentence.start <= start < reach:
            return "unverified", Evidence(start, stop, text[start:stop], "stance-report-unverified")
    return None


@once
def _unconfirmed(detection: Detection) -> tuple[tuple[int, int], ...]:
    """Where a report itself says that something could not be confirmed."""
    found = (match.span() for match in _report().finditer(detection.report.text))
    return tuple(place for place in found if not _is_spoken(detection, place[0]))


def _is_spoken(detection: Detection, at: int) -> bool:
    """Whether somebody whom the report names says the words at the offset in quotation marks."""
    return any(a.source and a.type == "direct" and any(c.start <= at < c.end for c in a.content) for a in detection.attributions)
