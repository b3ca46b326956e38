"""Where: the words of a report that say where a statement's event was, and the gazetteer's place that they name.

A name alone has many bearers; the report decides: the countries that it names vote, units hold the places within them, the larger place wins a draw.
Where the gazetteer knows no bearer the place keeps its words and no coordinates.
"""

import re
from functools import cache
from itertools import pairwise

from reportedly import lexicons
from reportedly.records import Detection, Evidence, Place, Scope, Statement
from reportedly.resolve.atlases import Atlas, Located, atlas_of, in_sentences
from reportedly.resolve.gazetteer import Gazetteer
from reportedly.resolve.namings import is_water
from reportedly.resolve.place_ties import tied
from reportedly.spans import span


def place(
    statement: Statement, detection: Detection, gazetteer: Gazetteer, atlas: Atlas | None = None, *, scope: Scope | None = None, summed: bool = False
) -> tuple[Place | None, dict[str, Evidence]]:
    """Where the statement's event was, and the words that say so: the most specific place that the report ties to it.

    `atlas` is the report's, where the caller has worked it out once for all its statements (`atlas_of`); `scope` is that of its figure, and `summed`
    says that it is added up over a war or a long time.
    """
    known = atlas if atlas is not None else atlas_of(detection, gazetteer)
    found = tied(statement, detection, known, spread=scope in ("period", "cumulative"), summed=summed)
    if found is None:
        return None, {}
    located, rule = found
    words = located.name
    evidence = {"place": Evidence(words.start, words.end, words.text, f"{rule}:{located.rule}")}
    together = _together(located, known, detection.report.text)
    return (_place_of_several(together, detection.report.text) if len(together) > 1 else _place(located, detection.report.text)), evidence


def _together(located: Located, atlas: Atlas, text: str) -> tuple[Located, ...]:
    """The places that are named with this one as one: 'Donetsk and Kherson', 'Dosvitne, Soledar and Lyman'."""
    row = sorted((p for p in in_sentences(atlas)[located.sentence] if p.words is None), key=lambda p: p.mention.span.start)
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
        return Place(words.start, words.end, words.text, words.text, located.country, where_prec=7 if is_water(words.text) else None)
    latitude, longitude = (found.latitude, found.longitude) if found.kind != "country" else (None, None)
    return Place(
        words.start, words.end, words.text, found.name, found.country, found.admin1, found.geonameid, latitude, longitude, precision
    )  # fmt: skip


@cache
def _near() -> re.Pattern[str]:
    words = lexicons.table("en/places")["prepositions"]["near"]
    return re.compile(rf"\b(?:{'|'.join(words)})\s+(?:the\s+|of\s+|city\s+|town\s+|village\s+)*$", re.I)
