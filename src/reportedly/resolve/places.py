"""Where: the words of a report that say where a statement's event was, and the gazetteer's place that they name.

A name alone has many bearers; the report decides: the countries that it names vote, units hold the places within them, the larger place wins a draw.
Where the gazetteer knows no bearer the place keeps its words and no coordinates.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise

from reportedly import lexicons
from reportedly.records import Detection, Evidence, Place, Scope, Span, Statement
from reportedly.resolve.atlases import LOCATIVE, SURE_SHARE, Atlas, Located, atlas_of
from reportedly.resolve.gazetteer import Gazetteer
from reportedly.spans import span


def place(
    statement: Statement, detection: Detection, gazetteer: Gazetteer, atlas: Atlas | None = None, *, scope: Scope | None = None
) -> tuple[Place | None, dict[str, Evidence]]:
    """Where the statement's event was, and the words that say so: the most specific place that the report ties to it.

    `atlas` is the report's, where the caller has worked it out once for all its statements (`atlas_of`); `scope` is that of its figure: a total
    of a war takes no town from another sentence.
    """
    known = atlas if atlas is not None else atlas_of(detection, gazetteer)
    found = _tied(statement, detection, known, summed=scope == "cumulative")
    if found is None:
        return None, {}
    located, rule = found
    words = _words(located)
    evidence = {"place": Evidence(words.start, words.end, words.text, f"{rule}:{located.rule}")}
    together = _together(located, known, detection.report.text)
    return (_place_of_several(together, detection.report.text) if len(together) > 1 else _place(located, detection.report.text)), evidence


def _together(located: Located, atlas: Atlas, text: str) -> tuple[Located, ...]:
    """The places that are named with this one as one: 'Donetsk and Kherson', 'Dosvitne, Soledar and Lyman'."""
    row = sorted((p for p in atlas.places if p.sentence == located.sentence and p.words is None), key=lambda p: p.mention.span.start)
    at = next((i for i, p in enumerate(row) if p.mention.span == located.mention.span), None)
    if located.words is not None or at is None:
        return (located,)
    first, last = at, at
    while first > 0 and _is_joined(row[first - 1], row[first], text):
        first -= 1
    while last + 1 < len(row) and _is_joined(row[last], row[last + 1], text):
        last += 1
    found = tuple(row[first : last + 1])
    return found if any(_joint(a, b, text).strip(" ,") == "and" for a, b in pairwise(found)) else (located,)


def _joint(a: Located, b: Located, text: str) -> str:
    return text[a.mention.span.end : b.mention.span.start]


def _is_joined(a: Located, b: Located, text: str) -> bool:
    return a.level == b.level and "adjective" not in (a.rule, b.rule) and re.fullmatch(r",\s+(?:and\s+)?|\s+and\s+", _joint(a, b, text)) is not None


def _place_of_several(places: tuple[Located, ...], text: str) -> Place:
    """One span over all; the country and the region only where they share it, and no point."""
    words = span(text, places[0].mention.span.start, places[-1].mention.span.end)
    countries, regions = {p.country for p in places}, {p.candidate.admin1 if p.candidate is not None else None for p in places}
    country = next(iter(countries)) if len(countries) == 1 else None
    region = next(iter(regions)) if country is not None and len(regions) == 1 else None
    precision = 4 if region is not None else 6 if country is not None else None
    return Place(words.start, words.end, words.text, words.text, country, region, where_prec=precision)


def _place(located: Located, text: str) -> Place:
    words, found = located.mention.span, located.candidate
    precision = located.level
    if precision == 1 and _near().search(text[max(0, words.start - 30) : words.start]):
        precision = 2
    if found is None:
        return Place(words.start, words.end, words.text, words.text, located.country)
    latitude, longitude = (found.latitude, found.longitude) if found.kind != "country" else (None, None)
    return Place(
        words.start, words.end, words.text, found.name, found.country, found.admin1, found.geonameid, latitude, longitude, precision
    )  # fmt: skip


@cache
def _near() -> re.Pattern[str]:
    words = lexicons.table("en/places")["prepositions"]["near"]
    return re.compile(rf"\b(?:{'|'.join(words)})\s+(?:the\s+|of\s+|city\s+|town\s+|village\s+)*$", re.I)


# which place ------------------------------------------------------------------------------------------------------------------------------


_CLAUSE_END = re.compile(
    r"[;:]|\sand\s+(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|dozens)|,\s+(?:while|but|and|when|after|as|who|which|where)\b|\s(?:while|although|whereas)\s|[.!?][\"”’]?\s"
)
_RUNNING_TOTAL = re.compile(r"\b(?:since|conflict|war|uprising|revolution|crisis|invasion|so far|to date|total)\b", re.I)
# Sentences before (1) and after (-1), in the order in which they are asked: a report's lead is told in full after it, all else goes on from before.
_STEPS = (1, 2, 3, -1, 4, -2)
_REPORT_LEVELS = (1, 3, 4)  # a country that a report names most says nothing of where one thing happened
_LARGE = re.compile(r"\d[,\s]?\d{3}|thousand|million", re.I)
_STEPS_OF_LEAD = (-1, 1, -2, -3)


def _tied(statement: Statement, detection: Detection, atlas: Atlas, *, summed: bool) -> tuple[Located, str] | None:
    """The place of the statement's event with the rule that ties it: in its own sentence, else in those before and after."""
    at, text = _focus(statement), detection.report.text
    index = bisect_right([s.start for s in detection.sentences], at.start) - 1
    here = [p for p in atlas.places if p.sentence == index and not _is_origin(p, text)]
    best = _nearest([p for p in here if p.rule != "adjective"], at, text, atlas)
    people = _nearest([p for p in here if p.rule == "adjective" and _is_of_land(p, text)], at, text, atlas)
    if best is not None and (best.level < 4 or (best.level == 4 and index > 1) or _is_total(statement)):
        return best, "same-sentence"
    if best is None and people is not None and _is_total(statement) and atlas.votes.get(people.country or "", 0.0) >= SURE_SHARE:
        return people, "same-sentence"
    if summed:
        return (
            (best, "same-sentence")
            if best is not None
            else _of_land(atlas, index) or _of_report(atlas, at, (4,) if _LARGE.search(at.text) else _REPORT_LEVELS)
        )
    for step in _STEPS_OF_LEAD if index <= 1 else _STEPS:
        finer = 4 if best is not None else 5
        near = [p for p in atlas.places if p.sentence == index - step and p.level < finer and p.words is None and _is_within(p, best)]
        if (found := _nearest(near, at, text, atlas)) is not None:
            return found, "same-event"
    if best is not None:
        return best, "same-sentence"
    return _of_report(atlas, at) or ((people, "same-sentence") if people is not None else None)


def _of_land(atlas: Atlas, index: int) -> tuple[Located, str] | None:
    """The region or country of the sentence right before, for what is added up over a war."""
    wide = [p for p in atlas.places if p.sentence == index - 1 and p.level >= 4 and p.rule != "adjective"]
    return (wide[0], "same-account") if wide else None


def _is_of_land(located: Located, text: str) -> bool:
    """Whether a country's adjective stands before a word for its land or its war: 'Iraqi territory', 'the Syrian conflict'."""
    return _land().match(text, located.mention.span.end) is not None


@cache
def _land() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:{'|'.join(lexicons.table('en/places')['land']['words'])})\b", re.I)


def _nearest(located: Iterable[Located], at: Span, text: str, atlas: Atlas) -> Located | None:
    return min(located, key=lambda p: (_cost(p, at, text, atlas.votes), _words(p).start), default=None)


def _of_report(atlas: Atlas, at: Span, levels: tuple[int, ...] = _REPORT_LEVELS) -> tuple[Located, str] | None:
    """The place that the whole report is about: the one that it names most, the last time before the number; none but of `levels`."""
    counts: dict[str, int] = {}
    for located in atlas.places:
        if located.rule != "adjective" and located.words is None and located.mention.rule in LOCATIVE:
            counts[_name_of(located)] = counts.get(_name_of(located), 0) + 1
    if not counts:
        return None
    named = [p for p in atlas.places if p.words is None and counts.get(_name_of(p)) == max(counts.values())]
    before = [p for p in named if p.mention.span.start < at.start]
    if named[0].level not in levels:
        return None
    return (before or named)[-1 if before else 0], "report-place"


def _is_origin(located: Located, text: str) -> bool:
    """Whether a country is only where something came from: 'troops from the DPRK'."""
    return located.level == 6 and re.search(r"\bfrom\s+(?:the\s+)?$", text[max(0, _words(located).start - 12) : _words(located).start]) is not None


def _holds_another(words: Span, text: str) -> bool:
    """Whether a name only says where a nearer one lies: Aleppo in 'Salah Eddin neighbourhood in Aleppo'."""
    return _HELD.search(text[max(0, words.start - 60) : words.start]) is not None


_CONTAINER = 60
_HELD = re.compile(
    r"(?:[A-Z][\w’'-]+(?:\s+(?:neighbou?rhoods?|district|area|village|town|city|camp|airport|base|hospital|hotel|square|street|suburb))?)"
    r"(?:,\s+|,?\s+(?:in|of|near|outside|north of|south of|east of|west of)\s+)(?:the\s+)?(?:city of\s+|town of\s+|province of\s+)?(?:\w+ern\s+)?$"
)


def _name_of(located: Located) -> str:
    return located.candidate.name if located.candidate is not None else located.mention.span.text


def _is_total(statement: Statement) -> bool:
    """Whether a number is a running total of a whole war, which no single town has."""
    return _RUNNING_TOTAL.search(statement.sentence.text) is not None


def _words(located: Located) -> Span:
    return located.words if located.words is not None else located.mention.span


def _is_within(inner: Located, outer: Located | None) -> bool:
    if outer is None:
        return True
    if outer.level == 6 or outer.candidate is None or inner.candidate is None:
        return inner.country == outer.country
    return inner.candidate.admin1 == outer.candidate.admin1


def _cost(located: Located, at: Span, text: str, votes: Mapping[str, float]) -> float:
    """How little a place has to do with a number: characters and clause ends between them, and how wide the place is."""
    words = _words(located)
    low, high = (words.end, at.start) if words.end <= at.start else (at.end, words.start)
    between = text[low:high]
    wide = {1: 0, 3: 20, 4: 60, 6: 200}[located.level]
    loose = {"other": 60, "adjective": 200, "front": 20, "entity": 60, "facility": -40}.get(located.mention.rule, 0)
    loose += _CONTAINER if _holds_another(words, text) else 0
    if words.start >= at.end:
        loose -= len(between) // 3  # what stands after the number says where: 'four killed in an attack on Zhytomyr'
    loose += round(100 * (1 - votes.get(located.country or "", 0.0))) if located.level == 6 else 0
    return len(between) + 60 * len(_CLAUSE_END.findall(between)) + wide + loose + (30 if located.words is not None else 0)


def _focus(statement: Statement) -> Span:
    if statement.quantity is not None:
        return statement.quantity.number
    return statement.trigger.span if statement.trigger is not None else statement.quote
