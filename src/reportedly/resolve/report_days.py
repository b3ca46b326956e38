"""The calendar of a report: the day it was written, the day that its speaker calls today, its time mentions with their days."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from reportedly import lexicons
from reportedly.detect.times import slot_pattern
from reportedly.lexicons.alternatives import either
from reportedly.records import Detection, Report, Span, TimeMention
from reportedly.resolve.calendars import Interval, Seen, interval, read_day
from reportedly.resolve.eras import Era, eras_in
from reportedly.resolve.registers import grouped, once, sentence_at
from reportedly.spans import overlaps, span

_HEAD = 260  # characters in which a stamp or a dateline stands
_STAMPS_HEAD = 400  # and those in which it is printed again: '20.07.2016 (updated 13:29 20.07.2016)'
NEAR_SPEECH = 40
_WEEK = timedelta(days=7)
_UP_TO_SPEECH = ("past-duration", "in-duration", "since")  # stretches that end when the source spoke
_PREPOSED = re.compile(r"\b(?:on|since|in|by|of|until|till|from|between|to|and|before|after|than|the)\s+$", re.I)
YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_NUMERIC = re.compile(r"[\d./-]+")
_SAME = re.compile(r"\b(?:that|same)\b", re.I)
FROM_SPEECH = re.compile(
    r"^(?:(?:earlier|late|early)\s+)?(?:on\s+)?(?:today|yesterday|tomorrow|the\s+day\s+before\s+yesterday|tonight|this|last\s+night)\b", re.I
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A time mention with the days that it means, and whether it only says when somebody spoke."""

    span: Span
    rule: str
    days: Interval
    speech: bool
    sentence: int  # index of its sentence, -1 where none holds it


@dataclass(frozen=True, slots=True, eq=False)
class Calendar:
    """All that a report says of time, worked out once: the day it was written, the day that its speaker calls today, its mentions with their days.

    One is equal to itself only, so that what is worked out from it can be remembered.
    """

    day: date | None
    stated: bool  # the day is printed in the text
    spoken: date | None
    mentions: tuple[Dated, ...]
    eras: tuple[Era, ...]


@once
def in_sentences(calendar: Calendar) -> Mapping[int, tuple[Dated, ...]]:
    """The mentions by the index of their sentence, in the order of the text."""
    return grouped(calendar.mentions, lambda mention: mention.sentence)


def calendar_of(detection: Detection) -> Calendar:
    """The calendar of a report: what `when` needs of it, the same for all its statements."""
    report = detection.report
    stamp, published = stamp_in(report.text), _published(report)
    day = stamp[1] if stamp is not None else published
    eras = eras_in(report.text, day)
    mentions = [m for m in detection.times if stamp is None or not _is_stamp(m.span, *stamp)]
    spoken = _glossed_today(mentions, day, eras)
    speech = {m.span: sentence_at(detection, m.span.start) for m in mentions if m.rule == "date" and _is_of_speech(report.text, m.span)}
    said_on = {sentence: _days(m, report.text, day, eras) for m in mentions if (sentence := speech.get(m.span)) is not None}
    dated: list[Dated] = []
    for mention in mentions:
        words, sentence = mention.span, sentence_at(detection, mention.span.start)
        seen_day = spoken if spoken is not None and FROM_SPEECH.match(words.text) is not None else day
        said = said_on.get(sentence) or said_on.get(sentence - 1)
        if mention.rule in _UP_TO_SPEECH and said is not None and said.start == said.end and said.end is not None and day is not None:
            seen_day = said.end if day - said.end < _WEEK else seen_day
        days = _led_back(mention, dated) or _days(mention, report.text, seen_day, eras)
        if days is not None:
            dated.append(Dated(words, mention.rule, days, words in speech, sentence))
    return Calendar(day, stamp is not None, spoken, tuple(dated), eras)


def _is_stamp(words: Span, stamp: Span, day: date) -> bool:
    """Whether a mention is the report's stamp, or prints it once more in its head."""
    if overlaps(words, stamp):
        return True
    return words.start < _STAMPS_HEAD and _NUMERIC.fullmatch(words.text) is not None and read_day(words.text, Seen(day)) == day


def _led_back(mention: TimeMention, before: Sequence[Dated]) -> Interval | None:
    """The days of the mention that 'that night', 'the same day' lead back to."""
    if _SAME.search(mention.span.text) is None or not mention.span.text.casefold().rstrip().endswith(("day", "night", "morning", "evening")):
        return None
    return next((d.days for d in reversed(before) if not d.speech and d.days.precision <= 2), None)


def _days(mention: TimeMention, text: str, day: date | None, eras: tuple[Era, ...]) -> Interval | None:
    """The mention's days; without a day to see from, only what is written out in full."""
    words = mention.span
    if day is None:
        if YEAR.search(words.text) is None or mention.rule not in ("date", "stretch", "year", "union", "from-to", "day-range"):
            return None
        return interval(mention.rule, words.text, Seen(date(int(YEAR.findall(words.text)[-1]), 12, 31), False, eras))
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
            day = read_day(_unglued(match[0]), Seen(date(2100, 1, 1)))
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
def cues(name: str) -> re.Pattern[str]:
    """The words of one row of `cues` in lexicons/en/times.toml."""
    words = lexicons.table("en/times")["cues"][name]
    return re.compile(rf"\b(?:{either((w, re.escape(w)) for w in words)})\b", re.I)


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Whether the words around a mention speak of what is to come: 'will begin on Tuesday', 'On February 24 it will be three years'."""
    before = last_clause(text[max(0, start - 60) : start])
    after = re.split(r"[.!?;,]\s", text[end : end + 30])[0]
    ahead = cues("future").search(before) or cues("future").search(after)
    return ahead is not None and cues("speech").search(before[-20:]) is None


def last_clause(before: str) -> str:
    """What stands behind the last end of a sentence or clause."""
    return re.split(r"[.!?;:\n]\s", before)[-1]


def _is_of_speech(text: str, words: Span) -> bool:
    """Whether a mention says when somebody spoke: 'the ministry said on Thursday', 'in a statement Wednesday', 'On Saturday the group said'."""
    before = last_clause(text[max(0, words.start - 2 * NEAR_SPEECH) : words.start])
    after = text[words.end : words.end + 60]
    for cue in cues("speech").finditer(before):
        between = before[cue.end() :].replace(",", " ").split()
        is_noun = re.search(r"\b(?:a|an|the|\d+)\s$", before[: cue.start()]) is not None  # 'in a statement on the attack'
        if not is_noun and len(between) <= 6 and all(w in _between_speech() or w[:1].isupper() for w in between):
            return True
    if re.match(r"\s+(?:said|told|announced|reported|stated|accused|confirmed)\b", after):
        return True
    opens = not before.strip(" \"“”'-—–,")
    return opens and re.match(r",?\s+(?:[\w’'-]+\s+){1,6}?(?:said|told|reported|announced|stated|quoted|claimed)\b", after) is not None


@cache
def _between_speech() -> frozenset[str]:
    return frozenset(lexicons.table("en/times")["between"]["speech"])
