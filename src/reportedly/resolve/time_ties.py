"""Which time mention of a report dates a statement's event, and the rule that ties it.

Rules: `same-sentence` (the nearest in its own), `began` (a total of a war runs from its beginning), `retold` (the same figure again, with its day),
`same-event-before` and `-after` (a sentence on the same event), `same-account` (the time of an operation that the sentence before reckons by),
`report-day` (the one day that the whole report tells of).
"""

import math
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from reportedly.records import Detection, PlaceMention, Scope, Span, Statement
from reportedly.resolve.atlases import LOCATIVE
from reportedly.resolve.calendars import Interval
from reportedly.resolve.place_ties import focus
from reportedly.resolve.registers import grouped, once, sentence_at
from reportedly.resolve.report_days import Calendar, Dated, cues, in_sentences, last_clause
from reportedly.resolve.retellings import is_heading, retold, tie_words

_CLAUSE_END = re.compile(
    r"[;:]|,\s+(?:while|but|and|when|after|as|who|which|where|bringing|taking|raising|pushing|lifting)\b|\s(?:while|after|before|when|although|whereas)\s|\sand\s+that\s|[.!?][\"”’]?\s"
)
_STRETCHES = ("past-duration", "past-vague", "by")
RUNNING = ("since", "since-began", "since-dated", "since-event")  # counts that run up to the day of writing


def tied(statement: Statement, detection: Detection, calendar: Calendar, scope: Scope | None) -> tuple[Dated, str] | None:
    """The mention that dates the statement, with the rule that ties it: in its own sentence, else in the report's others on the same event."""
    at, text = focus(statement), detection.report.text
    index = sentence_at(detection, at.start)
    here = [m for m in _usable(calendar, index) if not _is_of_other_clause(m, at, text)]
    if any(_opens_story(m, at, text) for m in here):
        return None
    if here:
        nearest = min(here, key=lambda m: (m.rule == "in-duration", _distance(text, at, m.span)))
        return _running(nearest, statement, calendar, text), "same-sentence"
    if _is_total(statement) and (began := _began(index, calendar, text)) is not None:
        return began, "began"
    if index < 0 or _says(statement.sentence.text, "state"):
        return None
    if _is_beyond_a_day(at, statement):
        return _of_account(detection, calendar, index)
    found = _retold(statement, detection, calendar, index) or _same_event(statement, detection, calendar, index)
    return found or (_report_day(statement, calendar, index) if scope not in ("stock", "cumulative") else None)


def _is_of_other_clause(mention: Dated, at: Span, text: str) -> bool:
    """Whether a stretch is only told of what stands on its side of a semicolon: 'lost 20 in the past day; the BBC has confirmed 95,000 deaths'."""
    return mention.rule in _STRETCHES and ";" in text[min(at.end, mention.span.end) : max(at.start, mention.span.start)]


def _opens_story(mention: Dated, at: Span, text: str) -> bool:
    """Whether a beginning is none of what is told behind it: 'the deadliest attack since 2019, when 40 were killed', which was in 2019."""
    return (
        mention.rule in RUNNING
        and mention.span.end < at.start
        and re.match(r",\s+when\b", text[mention.span.end : mention.span.end + 10]) is not None
    )


def _usable(calendar: Calendar, *sentences: int) -> list[Dated]:
    """The mentions of the sentences at these indices that do not only say when somebody spoke."""
    return [m for index in sentences for m in in_sentences(calendar).get(index, ()) if not m.speech]


def _of_account(detection: Detection, calendar: Calendar, index: int) -> tuple[Dated, str] | None:
    """The time of an operation that the sentence right before reckons by: 'During the 6 months of the operation ...'."""
    before, own = detection.sentences[index - 1] if index else None, detection.sentences[index]
    if before is None or "\n\n" in detection.report.text[before.end : own.start]:
        return None
    found = next((m for m in _usable(calendar, index - 1) if m.rule == "during-event"), None)
    return (found, "same-account") if found is not None else None


def _retold(statement: Statement, detection: Detection, calendar: Calendar, index: int) -> tuple[Dated, str] | None:
    """The day that stands with the same figure in another sentence."""
    for other in retold(statement, detection):
        there = sentence_at(detection, focus(other).start)
        days = [m for m in _usable(calendar, there) if m.days.precision <= 2]
        if days and there != index:
            return min(days, key=lambda m: _distance(detection.report.text, focus(other), m.span)), "retold"
    return None


def _report_day(statement: Statement, calendar: Calendar, index: int) -> tuple[Dated, str] | None:
    """The first mention of the one day or night that a whole report has told of before the statement, where its sentence names no other time."""
    told = _told_day(calendar)
    if told is None or told.sentence >= index:
        return None
    words = statement.sentence.text
    return None if _says(words, "before_that") or index in in_sentences(calendar) or _VAGUE.search(words) else (told, "report-day")


@once
def _told_day(calendar: Calendar) -> Dated | None:
    """The first mention of the one day or night that a report tells of, if it lies in the week before."""
    days = [m for m in calendar.mentions if not m.speech and m.rule in _EVENT_RULES and m.days.precision <= 2]
    return days[0] if len({(m.days.start, m.days.end) for m in days}) == 1 and _is_near(days[0], calendar) else None


def _is_near(mention: Dated, calendar: Calendar) -> bool:
    """Whether a day lies in the week before the report: what is news."""
    start = mention.days.start
    return calendar.day is not None and start is not None and timedelta(0) <= calendar.day - start <= _WEEK


def _is_beyond_a_day(number: Span, statement: Statement) -> bool:
    """Whether a number is too large for the one day that another sentence names, unless its own sentence leads back to that day's event."""
    return _THOUSANDS.search(number.text) is not None and not _says(statement.sentence.text, "same")


def _same_event(statement: Statement, detection: Detection, calendar: Calendar, index: int) -> tuple[Dated, str] | None:
    """The day of the same event from another sentence: told before, or, for a report's lead, told next."""
    heading = is_heading(detection, index)
    if not _starts_anew(statement.sentence.text) and not heading:
        reach = _reach(index, detection)
        near = _usable(calendar, *range(index - reach, index))
        before = [m for m in near if _dates_event(m) and _may_be_one(index, m.sentence, detection)]
        if before:
            nearest = max(m.sentence for m in before)
            return [m for m in before if m.sentence == nearest][-1 if reach == 1 else 0], "same-event-before"
    if heading or index <= _first_dated(calendar):
        told = (m for m in _usable(calendar, index + 1, index + 2) if heading or _dates_event(m))
        after = next((m for m in told if m.rule in _DAY_RULES or _is_stretch_told_of(m, heading=heading)), None)
        return (after, "same-event-after") if after is not None else None
    return None


def _dates_event(mention: Dated) -> bool:
    return mention.rule in _EVENT_RULES or (mention.rule == "stretch" and mention.days.precision <= 3)


@once
def _first_dated(calendar: Calendar) -> float:
    """The index of the first sentence that dates an event; infinite where none does."""
    return min((m.sentence for m in calendar.mentions if m.sentence >= 0 and not m.speech and _dates_event(m)), default=math.inf)


def _is_stretch_told_of(mention: Dated, *, heading: bool) -> bool:
    """Whether a stretch of the calendar can be when the event of a lead was: a weekend; for a heading, a month or a year too."""
    return mention.rule == "stretch" and (heading or mention.days.precision <= 2)


def _reach(index: int, detection: Detection) -> int:
    """How many sentences back the same event may have been dated: up to where the report starts anew, farther where the words lead back to it."""
    farthest = 6 if _says(detection.sentences[index].text, "same") else 2
    for step in range(1, farthest):
        if index - step >= 0 and _starts_anew(detection.sentences[index - step].text):
            return step
    return farthest


_WEEK = timedelta(days=7)
_VAGUE = re.compile(r"\b(?:recent|last|past)\s+(?:few\s+|several\s+)?(?:days|weeks|months|years|hours)\b", re.I)
_DAY_RULES = ("date", "gloss", "union", "night-of", "into-night", "day-range", "from-to", "part-of-day", "bare-month", "year")
_EVENT_RULES = ("date", "gloss", "union", "night-of", "into-night", "day-range", "from-to", "past-duration", "during-event", "part-of-day", "ago")


def _may_be_one(index: int, other: int, detection: Detection) -> bool:
    """Whether two sentences may tell of one event: not where each names places of its own."""
    here, there = _places_of(index, detection), _places_of(other, detection)
    return not here or not there or bool(here & there) or (other == index - 1 and all(_is_named_before(name, index, detection) for name in here))


def _places_of(index: int, detection: Detection) -> frozenset[str]:
    return frozenset(p.span.text.casefold() for p in _placed(detection).get(index, ()) if p.rule in LOCATIVE)


@once
def _placed(detection: Detection) -> Mapping[int, tuple[PlaceMention, ...]]:
    return grouped(detection.places, lambda place: sentence_at(detection, place.span.start))


def _is_named_before(name: str, index: int, detection: Detection) -> bool:
    return _first_named(detection).get(name, index) < index


@once
def _first_named(detection: Detection) -> Mapping[str, int]:
    """The index of the sentence in which each place is named first."""
    return {place.span.text.casefold(): index for index, places in reversed([*_placed(detection).items()]) for place in places}


def _says(text: str, table: str) -> bool:
    return tie_words(table).search(text) is not None


def _starts_anew(text: str) -> bool:
    return re.match(rf"\W*(?:{tie_words('anew').pattern})", text, re.I) is not None


_TOTAL = re.compile(r"\b(?:conflict|war|uprising|revolution|crisis|cost the lives|death toll|so far|in total|since then)\b", re.I)
_THOUSANDS = re.compile(r"\d[,\s]?\d{3}|thousand|million", re.I)
_LARGE = re.compile(r"\d{5,}|\d,\d{3}|\d\s000|million|thousands|half", re.I)


def _is_total(statement: Statement) -> bool:
    """Whether a number is a running total of a war: a large one in a sentence that speaks of the war."""
    return _TOTAL.search(statement.sentence.text) is not None and _LARGE.search(focus(statement).text) is not None


def _running(mention: Dated, statement: Statement, calendar: Calendar, text: str) -> Dated:
    """A total of a war that 'began in 2011' runs from then to the day of writing."""
    if calendar.day is None or mention.days.start is None or mention.rule in RUNNING or not _is_total(statement):
        return mention
    return replace(mention, days=Interval(mention.days.start, calendar.day), rule="since-began") if _is_beginning(mention, text) else mention


def _is_beginning(mention: Dated, text: str) -> bool:
    before = last_clause(text[max(0, mention.span.start - 160) : mention.span.start])
    return cues("began").search(before) is not None


def _began(index: int, calendar: Calendar, text: str) -> Dated | None:
    """The beginning of the war in a sentence beside a total: 'The war began in March 2011. It has cost the lives of ...'."""
    for mention in _usable(calendar, index - 1, index + 1):
        if mention.days.start and calendar.day and _is_beginning(mention, text):
            return replace(mention, days=Interval(mention.days.start, calendar.day), rule="since-began")
    return None


def _distance(text: str, at: Span, words: Span) -> tuple[int, int]:
    """How far a mention stands from the number: clause ends between them, then characters."""
    low, high = (words.end, at.start) if words.end <= at.start else (at.end, words.start)
    between = text[low:high]
    return len(_CLAUSE_END.findall(between)), len(between)
