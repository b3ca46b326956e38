"""Where: the words of a report that say where a statement's event was, and the gazetteer's place that they name.

A name alone has many bearers; the report decides: the countries that it names vote, units hold the places within them, the larger place wins a draw.
Where the gazetteer knows no bearer the place keeps its words and no coordinates.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from reportedly import lexicons
from reportedly.records import Detection, Evidence, Place, PlaceMention, Span, Statement
from reportedly.resolve.gazetteer import Candidate, Gazetteer

_VOTE = 2.0  # what a country that the whole report is about adds to its places, in decades of inhabitants
_UNIT = 3.0  # what 'region' or 'district' after the name adds to units of that level
_SURE_SHARE = 0.6  # a country named in this share of the report's votes is where its unknown places lie
_PRECISION = {"city": 1, "admin2": 3, "admin1": 4, "country": 6}  # UCDP where_prec


@dataclass(frozen=True, slots=True)
class Located:
    """A place mention with what it resolved to: `level` 1 a point, 3 a district, 4 a region, 6 a country (UCDP where_prec)."""

    mention: PlaceMention
    candidate: Candidate | None
    country: str | None
    level: int
    sentence: int
    rule: str


@dataclass(frozen=True, slots=True)
class Atlas:
    """All that a report says of places, worked out once: its mentions with what they resolved to, and its countries' shares of the votes."""

    places: tuple[Located, ...]
    votes: Mapping[str, float]


def place(statement: Statement, detection: Detection, gazetteer: Gazetteer, atlas: Atlas | None = None) -> tuple[Place | None, dict[str, Evidence]]:
    """Where the statement's event was, and the words that say so: the most specific place that the report ties to it.

    `atlas` is the report's, where the caller has worked it out once for all its statements (`atlas_of`).
    """
    known = atlas if atlas is not None else atlas_of(detection, gazetteer)
    found = _tied(statement, detection, known)
    if found is None:
        return None, {}
    located, rule = found
    words = located.mention.span
    evidence = {"place": Evidence(words.start, words.end, words.text, f"{rule}:{located.rule}")}
    return _place(located, detection.report.text), evidence


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


# the report's atlas -----------------------------------------------------------------------------------------------------------------------


def atlas_of(detection: Detection, gazetteer: Gazetteer) -> Atlas:
    """The atlas of a report: what `place` needs of it, the same for all its statements."""
    votes = _votes(detection.places, gazetteer)
    starts = [s.start for s in detection.sentences]
    located: list[Located] = []
    for mention in detection.places:
        sentence = bisect_right(starts, mention.span.start) - 1
        found = _located(mention, gazetteer, votes, sentence, located)
        if found is not None:
            located.append(found)
    return Atlas(tuple(located), votes)


def _votes(mentions: Iterable[PlaceMention], gazetteer: Gazetteer) -> dict[str, float]:
    """Each country's share of the report's place names: a country's name or adjective counts 1, a name of one country's places only as much."""
    counts: dict[str, float] = {}
    for mention in mentions:
        if mention.rule == "back":
            continue
        if mention.rule == "adjective":
            countries = {c for c in (_country_of_adjective().get(mention.span.text),) if c}
        else:
            countries = {c.country for c in _bearers(mention.span.text, gazetteer)[0]}
        for country in countries if len(countries) <= 2 else ():
            counts[country] = counts.get(country, 0.0) + 1.0 / len(countries)
    total = sum(counts.values())
    return {country: count / total for country, count in sorted(counts.items())}


@cache
def _country_of_adjective() -> dict[str, str]:
    return {str(word): country for country, words in lexicons.table("en/places")["adjectives"].items() for word in words}


@cache
def _unit_words() -> dict[str, str]:
    return {str(word): kind for kind, words in lexicons.table("en/places")["units"].items() for word in words}


@cache
def _directions() -> frozenset[str]:
    return frozenset(lexicons.table("en/places")["directions"]["words"])


def _bearers(text: str, gazetteer: Gazetteer) -> tuple[tuple[Candidate, ...], str | None]:
    """The gazetteer's places that a mention's words may name, and the kind of unit that the words say."""
    words = text.replace("\n", " ").split()
    kind = _unit_words().get(words[-1].casefold()) if len(words) > 1 else None
    forms = [" ".join(words)]
    if kind is not None:
        forms.append(" ".join(words[:-1]))
    while len(words) > 1 and words[0].casefold() in _directions():
        words = words[1:]
        forms.append(" ".join(words))
    for form in list(forms):
        bare = re.sub(r"[’']s?$", "", form)
        forms += [bare] if bare != form else [form[:-1]] if form.endswith("s") and len(form) > 4 else []
    for form in forms:
        found = gazetteer.candidates(form)
        if found:
            return found, kind
    return (), kind


def _score(candidate: Candidate, kind: str | None, votes: Mapping[str, float], parents: Iterable[Candidate]) -> float:
    """How likely a bearer is meant: the decades of its inhabitants, its country's votes, its unit and the units named in the report."""
    score = math.log10(candidate.population + 10) + _VOTE * math.sqrt(votes.get(candidate.country, 0.0)) * 3
    wanted = {"quarter": "city"}.get(kind or "", kind)
    if wanted is not None:
        score += _UNIT if candidate.kind == wanted else -_UNIT
    elif candidate.kind == "country":
        score += 2 * _UNIT
    elif candidate.kind != "city":
        score -= 1.5  # 'Kursk' alone is the city
    score += max((1.0 for p in parents if p.kind == "admin1" and p.admin1 == candidate.admin1 and p.id != candidate.id), default=0.0)
    return score


def resolved(name: str, gazetteer: Gazetteer, votes: Mapping[str, float], parents: Iterable[Candidate] = ()) -> Candidate | None:
    """The gazetteer's place that a name means in a report whose countries have these shares of its votes; None where it bears no such name."""
    candidates, kind = _bearers(name, gazetteer)
    around = tuple(parents)
    best = max(candidates, key=lambda c: (_score(c, kind, votes, around), -c.id), default=None)
    return best


def _located(mention: PlaceMention, gazetteer: Gazetteer, votes: Mapping[str, float], sentence: int, before: list[Located]) -> Located | None:
    if mention.rule == "back":
        return _led_back(mention, sentence, before)
    if mention.rule == "adjective":
        country = _country_of_adjective().get(mention.span.text)
        found = gazetteer.country(country) if country else None
        return Located(mention, found, country, 6, sentence, "adjective")
    parents = tuple(p.candidate for p in before if p.candidate is not None)
    found = resolved(mention.span.text, gazetteer, votes, parents)
    if found is not None and not _is_trusted(mention, found, votes):
        found = None
        if mention.rule in ("other", "entity"):
            return None
    if found is None:
        return _unresolved(mention, votes, sentence, before)
    return Located(mention, found, found.country, _PRECISION[found.kind], sentence, mention.rule)


def _is_trusted(mention: PlaceMention, found: Candidate, votes: Mapping[str, float]) -> bool:
    """Whether a bearer is believed: small places abroad share their names with persons and things."""
    if found.kind == "country" or votes.get(found.country, 0.0) >= 0.1:
        return True
    return found.population >= (20_000 if mention.rule in ("unit", "unit-of", "where", "entity") else 200_000)


def _unresolved(mention: PlaceMention, votes: Mapping[str, float], sentence: int, before: list[Located]) -> Located | None:
    """A name that stands as a place does, but that the gazetteer does not know; its country is that of the region beside it, or the report's one."""
    if mention.rule not in ("unit", "unit-of", "facility", "where", "entity"):
        return None
    beside = next((p.country for p in reversed(before) if p.sentence == sentence and p.country), None)
    likely = max(votes, key=lambda c: votes[c], default=None)
    country = beside or (likely if likely is not None and votes[likely] >= _SURE_SHARE else None)
    return Located(mention, None, country, 1, sentence, f"{mention.rule}-unknown")


def _led_back(mention: PlaceMention, sentence: int, before: list[Located]) -> Located | None:
    """'The region', 'the city', 'there': the nearest place named before of that kind."""
    words = " ".join(mention.span.text.casefold().split())
    kinds = lexicons.table("en/places")["back"]
    level = next((kind for kind, forms in kinds.items() if words in forms), "any")
    wanted = {"admin1": (4,), "city": (1,), "country": (6,)}.get(level, (1, 3, 4))
    for located in reversed(before):
        if located.level in wanted and located.mention.rule != "back":
            return replace(located, mention=mention, sentence=sentence, rule=f"back-{level}")
    return None


# which place ------------------------------------------------------------------------------------------------------------------------------


def _tied(statement: Statement, detection: Detection, atlas: Atlas) -> tuple[Located, str] | None:
    """The place of the statement's event with the rule that ties it: in its own sentence, else in those before and after."""
    at = _focus(statement)
    index = bisect_right([s.start for s in detection.sentences], at.start) - 1
    text = detection.report.text
    here = [p for p in atlas.places if p.sentence == index or statement.sentence.start <= p.mention.span.start < statement.sentence.end]
    best = min(here, key=lambda p: (_cost(p, at, text), p.mention.span.start), default=None)
    if best is not None and best.level < 4:
        return best, "same-sentence"
    for step in (1, 2, 3, -1, -2):
        near = [p for p in atlas.places if p.sentence == index - step and p.level < 4 and _within(p, best) and p.mention.rule != "back"]
        if near:
            return min(near, key=lambda p: (_cost(p, at, text), p.mention.span.start)), "same-event"
    if best is not None:
        return best, "same-sentence"
    return None


def _within(inner: Located, outer: Located | None) -> bool:
    if outer is None:
        return True
    if outer.level == 6 or outer.candidate is None:
        return inner.country == outer.country
    return inner.candidate is not None and inner.candidate.admin1 == outer.candidate.admin1


def _cost(located: Located, at: Span, text: str) -> float:
    """How little a place has to do with a number: characters and clause ends between them, and how wide the place is."""
    words = located.mention.span
    low, high = (words.end, at.start) if words.end <= at.start else (at.end, words.start)
    between = text[low:high]
    wide = {1: 0, 3: 20, 4: 60, 6: 200}[located.level]
    loose = {"other": 60, "adjective": 200, "back": 30, "front": 20, "entity": 30}.get(located.mention.rule, 0)
    return len(between) + 60 * len(_CLAUSE_END.findall(between)) + wide + loose


_CLAUSE_END = re.compile(r"[;:]|,\s+(?:while|but|and|when|after|as|who|which|where)\b|\s(?:while|although|whereas)\s|[.!?][\"”’]?\s")


def _focus(statement: Statement) -> Span:
    if statement.quantity is not None:
        return statement.quantity.number
    return statement.trigger.span if statement.trigger is not None else statement.quote
