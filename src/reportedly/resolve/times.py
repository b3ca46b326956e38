"""When: the words of a report that say when a statement's event was, and the days that they mean."""

from dataclasses import dataclass, field, replace
from datetime import date

from reportedly.records import Anchor, Detection, Evidence, Scope, Span, Statement, When
from reportedly.resolve.calendars import Interval
from reportedly.resolve.registers import once
from reportedly.resolve.report_days import FROM_SPEECH, NEAR_SPEECH, YEAR, Calendar, Dated, calendar_of, in_sentences
from reportedly.resolve.time_ties import RUNNING, tied
from reportedly.spans import Ordered

_LONGEST = 200  # characters of a mention


@dataclass(frozen=True, slots=True)
class Timing:
    """When a statement's event was, when it was said, and up to which day a running figure counts; each None where the report does not say."""

    date: When | None = None
    spoken: str | None = None
    as_of: str | None = None
    evidence: dict[str, Evidence] = field(default_factory=dict)


def when(statement: Statement, detection: Detection, calendar: Calendar | None = None, *, scope: Scope | None = None) -> Timing:
    """When the statement's event was: the mention tied most closely to its number or event word, on the calendar.

    `calendar` is the report's, where the caller has worked it out once for all its statements (`calendar_of`); `scope` is that
    of its figure.
    """
    known = calendar if calendar is not None else calendar_of(detection)
    spoken = _spoken(statement, detection, known)
    found = tied(statement, detection, known, scope)
    if found is None:
        return Timing(spoken=_iso(spoken))
    mention, rule = found
    words = Evidence(mention.span.start, mention.span.end, mention.span.text, f"{rule}:{mention.rule}")
    span_, (days, up_to) = mention.span, _counted(mention, known)
    as_of = days.end if days.as_of or mention.rule in RUNNING else None
    evidence = {"date": words} | ({"as_of": replace(words, start=up_to.start, end=up_to.end, text=up_to.text)} if as_of is not None else {})
    date_ = When(_iso(days.start), _iso(days.end), span_.start, span_.end, span_.text, days.precision, _anchor_of(mention, known))
    return Timing(date_, _iso(spoken), _iso(as_of), evidence)


def _counted(mention: Dated, calendar: Calendar) -> tuple[Interval, Span]:
    """The days of a mention and the words for the last of them: 'since 3 May, as of 12 May' says of one count where it begins and where it ends."""
    beside = [other for other in in_sentences(calendar)[mention.sentence] if other is not mention]
    began = mention if mention.rule in RUNNING else next((other for other in beside if other.rule in RUNNING), None)
    ended = mention if mention.days.as_of else next((other for other in beside if other.days.as_of), None)
    if began is None or ended is None or mention not in (began, ended):
        return mention.days, mention.span
    start, end = began.days.start, ended.days.end
    return (Interval(start, end, as_of=True), ended.span) if start and end and start < end else (mention.days, mention.span)


def _anchor_of(mention: Dated, calendar: Calendar) -> Anchor:
    if YEAR.search(mention.span.text) is not None or mention.rule == "gloss":
        return "stated"
    return "spoken" if calendar.spoken is not None and FROM_SPEECH.match(mention.span.text) is not None else "published"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


@once
def _spoken_of(calendar: Calendar) -> Ordered[Dated]:
    return Ordered(mention for mention in calendar.mentions if mention.speech)


def _spoken(statement: Statement, detection: Detection, calendar: Calendar) -> date | None:
    """The day on which the statement's source spoke: the editor's gloss, or the time beside the cue."""
    if statement.attribution is None:
        return None
    if calendar.spoken is not None:
        return calendar.spoken
    cues = detection.attributions[statement.attribution].cue
    for cue in cues:
        for mention in _spoken_of(calendar).beginning(cue.start - _LONGEST, cue.end + NEAR_SPEECH + 1):
            near = 0 <= mention.span.start - cue.end <= NEAR_SPEECH or 0 <= cue.start - mention.span.end <= 2
            if near and mention.days.start == mention.days.end:
                return mention.days.start
    return None
