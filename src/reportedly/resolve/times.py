"""When: the words of a report that say when a statement's event was, and the days that they mean."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

from reportedly import lexicons
from reportedly.detect.times import slot_pattern
from reportedly.lexicons.alternatives import either
from reportedly.records import Anchor, Detection, Evidence, Report, Span, Statement, TimeMention, When
from reportedly.resolve.calendars import Interval, Seen, interval, read_day
from reportedly.resolve.eras import Era, eras_in
from reportedly.resolve.retellings import tie_words
from reportedly.spans import overlaps, span

_HEAD = 260  # characters in which a stamp or a dateline stands
_NEAR_SPEECH = 40
_CLAUSE_END = re.compile(
    r"[;:]|,\s+(?:while|but|and|when|after|as|who|which|where)\b|\s(?:while|after|before|when|although|whereas)\s|\sand\s+that\s|[.!?][\"”’]?\s"
)
_PREPOSED = re.compile(r"\b(?:on|since|in|by|of|until|till|from|between|to|and|before|after|than|the)\s+$", re.I)
_RUNNING = ("since", "since-began", "since-dated", "since-event")  # counts that run up to the day of writing
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_FROM_SPEECH = re.compile(
    r"^(?:(?:earlier|late|early)\s+)?(?:on\s+)?(?:today|yesterday|tomorrow|the\s+day\s+before\s+yesterday|tonight|this|last\s+night)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Timing:
    """When a statement's event was, when it was said, and up to which day a running figure counts; each None where the report does not say."""

    date: When | None = None
    spoken: str | None = None
    as_of: str | None = None
    evidence: dict[str, Evidence] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Dated:
    """A time mention with the days that it means, and whether it only says when somebody spoke."""

    span: Span
    rule: str
    days: Interval
    speech: bool
    sentence: int  # index of its sentence, -1 where none holds it


@dataclass(frozen=True, slots=True)
class Calendar:
    """All that a report says of time, worked out once: the day it was written, the day that its speaker calls today, its mentions with their days."""

    day: date | None
    stated: bool  # the day is printed in the text
    spoken: date | None
    mentions: tuple[Dated, ...]
    eras: tuple[Era, ...]


def when(statement: Statement, detection: Detection, calendar: Calendar | None = None) -> Timing:
    """When the statement's event was: the mention tied most closely to its number or event word, on the calendar.

    `calendar` is the report's, where the caller has worked it out once for all its statements (`calendar_of`).
    """
    known = calendar if calendar is not None else calendar_of(detection)
    spoken = _spoken(statement, detection, known)
    found = _tied(statement, detection, known)
    if found is None:
        return Timing(spoken=_iso(spoken))
    mention, rule = found
    words = Evidence(mention.span.start, mention.span.end, mention.span.text, f"{rule}:{mention.rule}")
    span_, (days, up_to) = mention.span, _counted(mention, known)
    as_of = days.end if days.as_of or mention.rule in _RUNNING else None
    evidence = {"date": words} | ({"as_of": replace(words, start=up_to.start, end=up_to.end, text=up_to.text)} if as_of is not None else {})
    date_ = When(_iso(days.start), _iso(days.end), span_.start, span_.end, span_.text, days.precision, _anchor_of(mention, known))
    return Timing(date_, _iso(spoken), _iso(as_of), evidence)


def _counted(mention: Dated, calendar: Calendar) -> tuple[Interval, Span]:
    """The days of a mention and the words for the last of them: 'since 3 May, as of 12 May' says of one count where it begins and where it ends."""
    beside = [other for other in calendar.mentions if other.sentence == mention.sentence and other is not mention]
    began = mention if mention.rule in _RUNNING else next((other for other in beside if other.rule in _RUNNING), None)
    ended = mention if mention.days.as_of else next((other for other in beside if other.days.as_of), None)
    if began is None or ended is None or mention not in (began, ended):
        return mention.days, mention.span
    start, end = began.days.start, ended.days.end
    return (Interval(start, end, as_of=True), ended.span) if start and end and start < end else (mention.days, mention.span)


def _anchor_of(mention: Dated, calendar: Calendar) -> Anchor:
    if _YEAR.search(mention.span.text) is not None or mention.rule == "gloss":
        return "stated"
    return "spoken" if calendar.spoken is not None and _FROM_SPEECH.match(mention.span.text) is not None else "published"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


# the report's calendar ------------------------------------------------------------------------------------------------------------------


def calendar_of(detection: Detection) -> Calendar:
    """The calendar of a report: what `when` needs of it, the same for all its statements."""
    report = detection.report
    stamp = stamp_in(report.text)
    published = _published(report)
    day = stamp[1] if stamp is not None else published
    eras = eras_in(report.text, day)
    mentions = [m for m in detection.times if stamp is None or not overlaps(m.span, stamp[0])]
    spoken = _glossed_today(mentions, day, eras)
    starts = [s.start for s in detection.sentences]
    speech = {m.span: bisect_right(starts, m.span.start) - 1 for m in mentions if m.rule == "date" and _is_of_speech(report.text, m.span)}
    said_on = {sentence: _days(m, report.text, day, eras) for m in mentions if (sentence := speech.get(m.span)) is not None}
    dated = []
    for mention in mentions:
        words, sentence = mention.span, bisect_right(starts, mention.span.start) - 1
        seen_day = spoken if spoken is not None and _FROM_SPEECH.match(words.text) is not None else day
        said = said_on.get(sentence) or said_on.get(sentence - 1)
        if mention.rule in _UP_TO_SPEECH and said is not None and said.start == said.end and said.end is not None and day is not None:
            seen_day = said.end if day - said.end < _WEEK else seen_day
        days = _days(mention, report.text, seen_day, eras)
        if days is not None:
            dated.append(Dated(words, mention.rule, days, words in speech, sentence))
    return Calendar(day, stamp is not None, spoken, tuple(dated), eras)


def _days(mention: TimeMention, text: str, day: date | None, eras: tuple[Era, ...]) -> Interval | None:
    """The mention's days; without a day to see from, only what is written out in full."""
    words = mention.span
    if day is None:
        if _YEAR.search(words.text) is None or mention.rule not in ("date", "stretch", "year", "union", "from-to", "day-range"):
            return None
        return interval(mention.rule, words.text, Seen(date(int(_YEAR.findall(words.text)[-1]), 12, 31), False, eras))
    return interval(mention.rule, words.text, Seen(day, looks_ahead(text, words.start, words.end), eras))


def _published(report: Report) -> date | None:
    try:
        return date.fromisoformat((report.published or "")[:10])
    except ValueError:
        return None


def stamp_in(text: str) -> tuple[Span, date] | None:
    """The day that a report prints as its own, with its words: a stamp at its head or a dateline, never a date that a preposition leads in.

    'Published April 13 2017 An air strike ...', '07.08.22 19:40 - Shelling ...', 'Medellin, 6 Nov 88 (EFE) --'.
    """
    head = text[:_HEAD]
    for match in _stamps().finditer(head):
        if _PREPOSED.search(head[: match.start()]) is None or match.start() == 0:
            try:
                day = read_day(_unglued(match[0]), Seen(date(2100, 1, 1)))
            except ValueError:
                continue
            if day is not None:
                return span(text, match.start(), match.end()), day
    return None


@cache
def _stamps() -> re.Pattern[str]:
    """Dates with their year as stamps print them, glued to what follows too: 'Feb 092015', '18.05.2017Get short URL'."""
    month = slot_pattern("month").pattern
    year, two = r"(?:19[5-9]|20[0-4])\d(?!\d)", r"[5-9]\d(?=\s*\()"
    dotted = rf"(?<![\d.])\d{{1,2}}[./-]\d{{1,2}}[./-](?:{year}|\d\d(?=\s+\d\d:\d\d))"
    iso = r"(?<![\d-])(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)"
    return re.compile(rf"{iso}|{dotted}|\b\d{{1,2}}\s+{month}\.?,?\s+(?:{year}|{two})|\b{month}\.?\s+\d{{1,2}},?\s*{year}", re.I)


def _unglued(words: str) -> str:
    return re.sub(r"(\d{1,2})((?:19|20)\d\d)$", r"\1 \2", words)


def _glossed_today(mentions: Sequence[TimeMention], day: date | None, eras: tuple[Era, ...]) -> date | None:
    """The day that a speaker calls today, as an editor's gloss gives it: 'Today (February 6 - ed.)'."""
    for mention in mentions:
        if mention.rule == "gloss" and mention.span.text[:5].casefold() == "today" and day is not None:
            found = interval("gloss", mention.span.text, Seen(day, False, eras))
            return found.start if found is not None else None
    return None


# what the words around a mention say ------------------------------------------------------------------------------------------------------


@cache
def _cues(name: str) -> re.Pattern[str]:
    words = lexicons.table("en/times")["cues"][name]
    return re.compile(rf"\b(?:{either((w, re.escape(w)) for w in words)})\b", re.I)


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether the words around a mention speak of what is to come: 'will begin on Tuesday', 'On February 24 it will be three years'."""
    before = _last_clause(text[max(0, start - 60) : start])
    after = re.split(r"[.!?;,]\s", text[end : end + 30])[0]
    ahead = _cues("future").search(before) or _cues("future").search(after)
    return ahead is not None and _cues("speech").search(before[-20:]) is None


def _last_clause(before: str) -> str:
    return re.split(r"[.!?;:\n]\s", before)[-1]


def _is_of_speech(text: str, words: Span) -> bool:
    """Whether a mention says when somebody spoke: 'the ministry said on Thursday', 'in a statement Wednesday', 'On Saturday the group said'."""
    before = _last_clause(text[max(0, words.start - 2 * _NEAR_SPEECH) : words.start])
    after = text[words.end : words.end + 60]
    cues = list(_cues("speech").finditer(before))
    if cues and not re.search(r"\b(?:a|an|the|\d+)\s$", before[: cues[-1].start()]):
        between = before[cues[-1].end() :].replace(",", " ").split()
        if len(between) <= 6 and all(w in _between_speech() or w[:1].isupper() for w in between):
            return True
    if re.match(r"\s+(?:said|told|announced|reported|stated|accused|confirmed)\b", after):
        return True
    opens = not before.strip(" \"“”'-—–,")
    return opens and re.match(r",?\s+(?:[\w’'-]+\s+){1,6}?(?:said|told|reported|announced|stated|quoted|claimed)\b", after) is not None


@cache
def _between_speech() -> frozenset[str]:
    return frozenset(lexicons.table("en/times")["between"]["speech"])


# which mention --------------------------------------------------------------------------------------------------------------------------


def _spoken(statement: Statement, detection: Detection, calendar: Calendar) -> date | None:
    """The day on which the statement's source spoke: the editor's gloss, or the time beside the cue."""
    if statement.attribution is None:
        return None
    if calendar.spoken is not None:
        return calendar.spoken
    cues = detection.attributions[statement.attribution].cue
    for cue in cues:
        for mention in calendar.mentions:
            near = 0 <= mention.span.start - cue.end <= _NEAR_SPEECH or 0 <= cue.start - mention.span.end <= 2
            if mention.speech and near and mention.days.start == mention.days.end:
                return mention.days.start
    return None


def _tied(statement: Statement, detection: Detection, calendar: Calendar) -> tuple[Dated, str] | None:
    """The mention that dates the statement, with the rule that ties it: in its own sentence, else in the report's others on the same event."""
    at, text = _focus(statement), detection.report.text
    index = bisect_right([s.start for s in detection.sentences], at.start) - 1
    usable = [m for m in calendar.mentions if not m.speech]
    here = [m for m in usable if m.sentence == index]
    if here:
        nearest = min(here, key=lambda m: (m.rule == "in-duration", _distance(text, at, m.span)))
        return _running(nearest, statement, calendar, text), "same-sentence"
    if _is_total(statement) and (began := _began(index, usable, calendar, text)) is not None:
        return began, "began"
    if index < 0 or _says(statement.sentence.text, "state") or _is_beyond_a_day(at, statement):
        return None
    return _same_event(statement, detection, usable, index)


def _is_beyond_a_day(number: Span, statement: Statement) -> bool:
    """Whether a number is too large for the one day that another sentence names, unless its own sentence leads back to that day's event."""
    return _THOUSANDS.search(number.text) is not None and not _says(statement.sentence.text, "same")


def _same_event(statement: Statement, detection: Detection, usable: Sequence[Dated], index: int) -> tuple[Dated, str] | None:
    """The day of the same event from another sentence: told before, or, for a report's lead, told next."""
    dated = [m for m in usable if m.rule in _EVENT_RULES or (m.rule == "stretch" and m.days.precision <= 3)]
    words = statement.sentence.text
    if not _starts_anew(words):
        reach = _reach(index, detection)
        before = [m for m in dated if 0 < index - m.sentence <= reach and _may_be_one(index, m.sentence, detection)]
        if before:
            nearest = max(m.sentence for m in before)
            return [m for m in before if m.sentence == nearest][-1 if reach == 1 else 0], "same-event-before"
    if not any(0 <= m.sentence < index for m in dated):
        after = [m for m in dated if 0 < m.sentence - index <= 2]
        if after:
            return after[0], "same-event-after"
    return None


def _reach(index: int, detection: Detection) -> int:
    """How many sentences back the same event may have been dated: up to where the report starts anew, farther where the words lead back to it."""
    farthest = 6 if _says(detection.sentences[index].text, "same") else 2
    for step in range(1, farthest):
        if index - step >= 0 and _starts_anew(detection.sentences[index - step].text):
            return step
    return farthest


_WEEK = timedelta(days=7)
_UP_TO_SPEECH = ("past-duration", "in-duration", "since")  # stretches that end when the source spoke
_EVENT_RULES = ("date", "gloss", "union", "night-of", "into-night", "day-range", "from-to", "past-duration", "during-event", "part-of-day", "ago")


def _may_be_one(index: int, other: int, detection: Detection) -> bool:
    """Whether two sentences may tell of one event: not where each names places of its own."""
    here, there = _places_of(index, detection), _places_of(other, detection)
    return not here or not there or bool(here & there) or (other == index - 1 and not here - _places_before(index, detection))


def _places_of(index: int, detection: Detection) -> frozenset[str]:
    sentence = detection.sentences[index]
    return frozenset(p.span.text.casefold() for p in detection.places if p.rule in _LOCATIVE and sentence.start <= p.span.start < sentence.end)


def _places_before(index: int, detection: Detection) -> frozenset[str]:
    start = detection.sentences[index].start
    return frozenset(p.span.text.casefold() for p in detection.places if p.span.start < start)


_LOCATIVE = ("unit", "unit-of", "facility", "where", "front")


def _says(text: str, table: str) -> bool:
    return tie_words(table).search(text) is not None


def _starts_anew(text: str) -> bool:
    return re.match(rf"\W*(?:{tie_words('anew').pattern})", text, re.I) is not None


_TOTAL = re.compile(r"\b(?:conflict|war|uprising|revolution|crisis|cost the lives|death toll|so far|in total|since then)\b", re.I)
_THOUSANDS = re.compile(r"\d[,\s]?\d{3}|thousand|million", re.I)
_LARGE = re.compile(r"\d{5,}|\d,\d{3}|\d\s000|million|thousands|half", re.I)


def _is_total(statement: Statement) -> bool:
    """Whether a number is a running total of a war: a large one in a sentence that speaks of the war."""
    return _TOTAL.search(statement.sentence.text) is not None and _LARGE.search(_focus(statement).text) is not None


def _running(mention: Dated, statement: Statement, calendar: Calendar, text: str) -> Dated:
    """A total of a war that 'began in 2011' runs from then to the day of writing."""
    if calendar.day is None or mention.days.start is None or mention.rule in _RUNNING or not _is_total(statement):
        return mention
    return replace(mention, days=Interval(mention.days.start, calendar.day), rule="since-began") if _is_beginning(mention, text) else mention


def _is_beginning(mention: Dated, text: str) -> bool:
    before = _last_clause(text[max(0, mention.span.start - 160) : mention.span.start])
    return _cues("began").search(before) is not None


def _began(index: int, usable: Sequence[Dated], calendar: Calendar, text: str) -> Dated | None:
    """The beginning of the war in a sentence beside a total: 'The war began in March 2011. It has cost the lives of ...'."""
    for mention in usable:
        if abs(mention.sentence - index) == 1 and mention.days.start and calendar.day and _is_beginning(mention, text):
            return replace(mention, days=Interval(mention.days.start, calendar.day), rule="since-began")
    return None


def _distance(text: str, at: Span, words: Span) -> tuple[int, int]:
    """How far a mention stands from the number: clause ends between them, then characters."""
    low, high = (words.end, at.start) if words.end <= at.start else (at.end, words.start)
    between = text[low:high]
    return len(_CLAUSE_END.findall(between)), len(between)


def _focus(statement: Statement) -> Span:
    if statement.quantity is not None:
        return statement.quantity.number
    return statement.trigger.span if statement.trigger is not None else statement.quote
