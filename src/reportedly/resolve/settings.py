"""Which places of a report are where something happened, and which are only somebody's seat, part of a name, or a state that acts.

Rules: `seat` ('the government in Berlin announced', 'In Kyiv the General Staff put'), `spoken-at` ('the envoy said in Geneva on Monday'), `named`
('the Armed Forces of Ukraine'), `acting` ('Russia has lost', "Ukraine's losses", 'by Russia'), `outlet` (the report's own, or one that it names).
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Protocol

from reportedly import lexicons
from reportedly.records import ActorMention, Attribution, Detection, Span
from reportedly.resolve.registers import once
from reportedly.spans import Ordered, holds

_JOINT = re.compile(r",? ")  # between a seat and its source: 'In Kyiv the General Staff said'
_REACH = 1000  # characters between a place and a cue that it may belong to
_SPOKEN = 80  # characters between a cue and the place of speaking
_BEFORE = 40  # characters in which the words that lead a name in stand


class Setting(Protocol):
    """What is asked of a place: where its name stands, by which rule of detect, and how wide it is (UCDP where_prec)."""

    @property
    def name(self) -> Span:
        """The words of the place in the text."""

    @property
    def found_by(self) -> str:
        """The rule of detect that found them."""

    @property
    def level(self) -> int:
        """How wide the place is."""


def no_setting(place: Setting, detection: Detection) -> str | None:
    """The rule by which a place is none where something happened; None where it may be one."""
    words, text = place.name, detection.report.text
    led_in = place.found_by in ("unit-of", "facility") or _is_led_in(words, text)
    if _is_outlet(words, detection) and not (led_in and place.found_by in ("unit-of", "unit")):
        return "outlet"
    if not led_in and any(_holds(a.span, words) for a in _actors(detection).holding(words) if a.kind == "organisation"):
        return "named"
    if _is_seat(words, detection, built=place.found_by == "facility"):
        return "seat"
    if _is_spoken_at(words, detection):
        return "spoken-at"
    if place.level == 6 and place.found_by != "adjective" and not _is_in_country(words, text):
        return "acting"
    return "acting" if place.found_by == "agent" else None


@once
def _actors(detection: Detection) -> Ordered[ActorMention]:
    return Ordered(detection.actors)


def _holds(outer: Span, inner: Span) -> bool:
    return holds(outer, inner) and len(outer.text) > len(inner.text)


def _is_outlet(words: Span, detection: Detection) -> bool:
    own = (detection.report.outlet or "").casefold()
    named = any(a.kind == "outlet" for a in _actors(detection).holding(words))
    return named or bool(own and words.text.casefold() in own)


def _is_seat(words: Span, detection: Detection, *, built: bool) -> bool:
    """Whether a place only says where a source sits or speaks; a resident's or a witness's place is where it happened, but not his building's."""
    for said in _near(detection, words):
        if any(
            s.start <= words.start and words.end <= s.end and (built or not _local().search(s.text))
            for s in (*said.source, *_around(said.addressee, said.medium))
        ):
            return True
        if any(_JOINT.fullmatch(detection.report.text, words.end, s.start) for s in said.source) and _holds_none(said.content, words):
            return True
    return False


def _is_spoken_at(words: Span, detection: Detection) -> bool:
    """Whether a place only says where somebody spoke: right behind the cue, or behind a briefing, a speech; what is said stands elsewhere."""
    text = detection.report.text
    for said in _near(detection, words):
        if not said.source or not said.cue or not _holds_none(said.content, words):
            continue
        cue = said.cue[0]
        behind = 0 < words.start - cue.end <= _SPOKEN and _spoken_behind().fullmatch(text, cue.end, words.start)
        ahead = 0 < cue.start - words.end <= _SPOKEN and _spoken_ahead().search(text[max(0, words.start - _BEFORE) : words.start])
        if behind or (ahead and text.startswith(",", words.end) and not re.search(r"[.!?]\s", text[words.end : cue.start])):
            return True
    return False


@cache
def _spoken_behind() -> re.Pattern[str]:
    table = lexicons.table("en/places")["settings"]
    loose = "|".join(re.escape(w) for w in table["spoken_loose"])
    return re.compile(rf"(?:[ ,]+(?:{loose}|\w+day|\d{{1,2}}))*[ ,]+(?:in|at|from)\s+(?:the\s+)?(?:\w+\s+of\s+)?", re.I)


@cache
def _spoken_ahead() -> re.Pattern[str]:
    return _words("settings", "spoken_at", end=r"(?:\s+\w+){0,2}\s+(?:in|at|from)\s+(?:the\s+)?$")


@once
def _cued(detection: Detection) -> Ordered[Attribution]:
    return Ordered((said for said in detection.attributions if said.cue), lambda said: said.cue[0])


def _near(detection: Detection, words: Span) -> Sequence[Attribution]:
    """The attributions whose cue stands so near that their source or their place of speaking may hold the words."""
    return _cued(detection).beginning(words.start - _REACH + 1, words.end + _REACH)


def _around(*spans: Span | None) -> tuple[Span, ...]:
    return tuple(s for s in spans if s is not None)


def _holds_none(content: Iterable[Span], words: Span) -> bool:
    return not any(c.start <= words.start < c.end for c in content)


def _is_led_in(words: Span, text: str) -> bool:
    """Whether a preposition of place leads the name in."""
    return _where().search(text[max(0, words.start - _BEFORE) : words.start]) is not None


def _is_in_country(words: Span, text: str) -> bool:
    """Whether the words around a country's name say that something happened there: 'in Syria', 'invaded Ukraine', 'the north of Iraq', 'Syria:'."""
    if _is_led_in(words, text) or _reached().search(text[max(0, words.start - _BEFORE) : words.start]):
        return True
    return re.match(r"\s*:", text[words.end : words.end + 3]) is not None or _land_after().match(text, words.end) is not None


@cache
def _local() -> re.Pattern[str]:
    return _words("settings", "locals", end=r"\b")


@cache
def _where() -> re.Pattern[str]:
    inner = "|".join(map(re.escape, lexicons.table("en/places")["directions"]["words"]))
    names = "|".join(re.escape(w) for w in lexicons.table("en/places")["prepositions"]["where"])
    listed = rf"(?:[A-Z][\w’'-]+(?:,\s+|\s+and\s+))*(?:[A-Z]\w+[’']?s\s+)?(?:(?:{inner})\s+)*$"
    return re.compile(rf"\b(?:{names})\s+(?:the\s+)?(?:(?:{inner}|whole of|rest of|territory of)\s+)*(?:the\s+)?{listed}", re.I)


@cache
def _reached() -> re.Pattern[str]:
    return _words("settings", "reached", end=r"\s+(?:the\s+)?(?:\w+ern\s+)?$")


@cache
def _land_after() -> re.Pattern[str]:
    words = "|".join(map(re.escape, lexicons.table("en/places")["land"]["words"]))
    return re.compile(rf"(?:[’']?s?)\s+(?:\w+ern\s+)?(?:{words})\b", re.I)


def _words(table: str, row: str, end: str) -> re.Pattern[str]:
    words = lexicons.table("en/places")[table][row]
    return re.compile(rf"\b(?:{'|'.join(re.escape(w) for w in words)}){end}", re.I)
