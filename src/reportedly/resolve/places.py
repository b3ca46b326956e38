"""Where: the words of a report that say where a statement's event was, and the gazetteer's place that they name.

A name alone has many bearers; the report decides: the countries that it names vote, units hold the places within them, the larger place wins a draw.
Where the gazetteer knows no bearer the place keeps its words and no coordinates.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from reportedly import lexicons
from reportedly.records import Detection, Evidence, Place, PlaceMention, Scope, Span, Statement
from reportedly.resolve.gazetteer import Candidate, Gazetteer
from reportedly.resolve.names import folded
from reportedly.resolve.settings import no_setting
from reportedly.spans import span

_VOTE = 2.0  # what a country that the whole report is about adds to its places, in decades of inhabitants
_OWN_NAME = 1.0  # the name is the place's own, not one that it once had
_INSIDE = 1.0  # a region named in the report, for what lies in it
_BESIDE, _BESIDE_DEGREES = 1.0, 0.55  # another place of the report near by
_UNIT = 3.0  # what 'region' or 'district' after the name adds to units of that level
_VOTES_OF_ONE_NAME = 3  # a name that a report repeats all over is no better known for it
_SURE_SHARE = 0.4  # a country with this share of the report's votes is where its unknown places lie
_SOUND_SHARE = 0.2
_LOCATIVE = ("unit", "unit-of", "facility", "where", "front")
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
    words: Span | None = None  # 'the region', 'there': the words that lead back to the mention

    @property
    def name(self) -> Span:
        """The words of the place, or those that lead back to it."""
        return self.words if self.words is not None else self.mention.span

    @property
    def found_by(self) -> str:
        """The rule of detect that found them."""
        return "back" if self.words is not None else self.mention.rule


@dataclass(frozen=True, slots=True)
class Atlas:
    """All that a report says of places, worked out once: its mentions with what they resolved to, and its countries' shares of the votes."""

    places: tuple[Located, ...]
    votes: Mapping[str, float]


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


# the report's atlas -----------------------------------------------------------------------------------------------------------------------


def atlas_of(detection: Detection, gazetteer: Gazetteer) -> Atlas:
    """The atlas of a report: what `place` needs of it, the same for all its statements."""
    votes = _votes(detection.places, gazetteer)
    starts = [s.start for s in detection.sentences]
    located: list[Located] = []
    for mention in detection.places:
        sentence = bisect_right(starts, mention.span.start) - 1
        found = _located(mention, gazetteer, votes, sentence, located, _unit_before(mention, detection.report.text))
        if found is not None:
            located.append(found)
    return Atlas(tuple(p for p in located if p.found_by == "back" or no_setting(p, detection) is None), votes)


def _votes(mentions: Iterable[PlaceMention], gazetteer: Gazetteer) -> dict[str, float]:
    """Each country's share of the report's place names: whole for a place that something is in, less for a country's adjective or a party."""
    counts: dict[str, float] = {}
    seen: dict[str, int] = {}
    for mention in mentions:
        country, weight = _vote(mention, gazetteer)
        seen[mention.span.text] = seen.get(mention.span.text, 0) + 1
        if country is not None and seen[mention.span.text] <= _VOTES_OF_ONE_NAME:
            counts[country] = counts.get(country, 0.0) + weight / seen[mention.span.text]
    total = sum(counts.values())
    return {country: count / total for country, count in sorted(counts.items())}


def _vote(mention: PlaceMention, gazetteer: Gazetteer) -> tuple[str | None, float]:
    if mention.rule == "adjective":
        return _country_of_adjective().get(mention.span.text), 0.5
    bearers = _named(mention.span.text, gazetteer).candidates if mention.rule != "back" else ()
    if not bearers:
        return None, 0.0
    weight = 1.0 if mention.rule in _LOCATIVE else 0.5
    if known := next((c for c in bearers if c.kind == "country"), None):
        return known.country, 1.5 * weight
    first = bearers[0]  # the most populous
    rival = next((c.population for c in bearers if c.country != first.country), 0)
    return (first.country, weight) if first.population > 5 * rival and first.population > 1000 else (None, 0.0)


@cache
def _country_of_adjective() -> dict[str, str]:
    return {str(word): country for country, words in lexicons.table("en/places")["adjectives"].items() for word in words}


@cache
def _unit_words() -> dict[str, str]:
    return {str(word): kind for kind, words in lexicons.table("en/places")["units"].items() for word in words}


@cache
def _directions() -> frozenset[str]:
    return frozenset(lexicons.table("en/places")["directions"]["words"])


@dataclass(frozen=True, slots=True)
class Named:
    """What a mention's words name: the gazetteer's bearers of the name, the kind of unit that the words say, and the offsets of the name in them."""

    candidates: tuple[Candidate, ...]
    kind: str | None
    start: int
    end: int
    name: str = ""  # in the form that the gazetteer bears


def _named(text: str, gazetteer: Gazetteer) -> Named:
    """The bearers of the longest name in a mention's words: whole, without 'region', 'eastern', a possessive before it or a stray word around it."""
    pieces = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    kind = _unit_words().get(text[slice(*pieces[-1])].casefold()) if len(pieces) > 1 else None
    core = len(pieces) - (kind is not None)
    cuts = [(0, len(pieces)), (0, core)]
    first = 0
    while first < core - 1 and text[slice(*pieces[first])].casefold() in _directions():
        first += 1
        cuts.append((first, core))
    cuts += [(i, core) for i in range(first + 1, core) if _is_possessive(text[slice(*pieces[i - 1])], gazetteer)]
    for a, b in cuts:
        name = " ".join(text[slice(*piece)] for piece in pieces[a:b])
        for form in _forms(name):
            if found := gazetteer.candidates(form):
                return Named(found, kind, pieces[a][0], pieces[-1][1] if b == core else pieces[b - 1][1], form)
    return Named((), kind, 0, len(text))


def _is_possessive(word: str, gazetteer: Gazetteer) -> bool:
    """Whether a word is a country's possessive, with its apostrophe or without: 'Syrias Idlib province'."""
    country = re.sub(r"[’']?s$", "", word)
    return country != word and any(c.kind == "country" for c in gazetteer.candidates(country))


_WORD = re.compile(r"\S+")


def _forms(name: str) -> Iterator[str]:
    """A name, and without its possessive ending, which careless copies write without the apostrophe."""
    yield name
    bare = re.sub(r"[’']s?$", "", name)
    if bare != name:
        yield bare
    elif name.endswith("s") and len(name) > 4:
        yield name[:-1]


def _score(candidate: Candidate, named: Named, votes: Mapping[str, float], parents: Iterable[Candidate]) -> float:
    """How likely a bearer is meant: the decades of its inhabitants, its country's votes, its unit and the units named in the report."""
    score = math.log10(candidate.population + 10) + _VOTE * math.sqrt(votes.get(candidate.country, 0.0)) * 3
    name = folded(named.name)
    wanted = {"quarter": "city"}.get(named.kind or "", named.kind)
    if wanted is not None:
        score += _UNIT if candidate.kind == wanted else -_UNIT
    elif candidate.kind == "country":
        score += 2 * _UNIT
    elif candidate.kind != "city":
        score -= 1.5  # 'Kursk' alone is the city
    score += _OWN_NAME if folded(candidate.name) == name else 0.0
    score += max((_INSIDE for p in parents if p.kind == "admin1" and p.admin1 == candidate.admin1 and p.id != candidate.id), default=0.0)
    score += max((_BESIDE for p in parents if p.kind != "country" and p.id != candidate.id and _is_beside(p, candidate)), default=0.0)
    return score


def _is_beside(a: Candidate, b: Candidate) -> bool:
    """Whether two places lie within about 60 km of each other."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return False
    return math.hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * math.cos(math.radians(a.latitude))) < _BESIDE_DEGREES


def resolved(name: str, gazetteer: Gazetteer, votes: Mapping[str, float], parents: Iterable[Candidate] = ()) -> Candidate | None:
    """The gazetteer's place that a name means in a report whose countries have these shares of its votes; None where it bears no such name."""
    return _likeliest(_named(name, gazetteer), votes, tuple(parents))


def _likeliest(named: Named, votes: Mapping[str, float], parents: tuple[Candidate, ...]) -> Candidate | None:
    return max(named.candidates, key=lambda c: (_score(c, named, votes, parents), -c.id), default=None)


def _unit_before(mention: PlaceMention, text: str) -> str | None:
    """The kind of unit that leads a name in: 'the province of Aleppo' is no city."""
    match = _OF.search(text[max(0, mention.span.start - 40) : mention.span.start]) if mention.rule == "unit-of" else None
    kind = _unit_words().get(match[1].casefold()) if match is not None else None
    return kind if kind in ("admin1", "admin2") else None


_OF = re.compile(r"(\w+)\s+of\s+(?:the\s+)?$")


def _located(
    mention: PlaceMention, gazetteer: Gazetteer, votes: Mapping[str, float], sentence: int, before: list[Located], unit: str | None
) -> Located | None:
    if mention.rule == "back":
        return _led_back(mention, sentence, before)
    if mention.rule == "adjective":
        country = _country_of_adjective().get(mention.span.text)
        found = gazetteer.country(country) if country else None
        return Located(mention, found, country, 6, sentence, "adjective")
    parents = tuple(p.candidate for p in before if p.candidate is not None)
    named = _named(mention.span.text, gazetteer)
    if unit is not None and any(c.kind == unit for c in named.candidates):
        named = replace(named, kind=unit)
    if mention.rule == "front" and any(c.kind == "admin1" for c in named.candidates):
        named = replace(named, kind="admin1")  # 'the Kursk operation' is fought over a region
    found = _likeliest(named, votes, parents)
    if found is None and mention.rule in _LOCATIVE:
        found = _sounding(mention.span.text, gazetteer, votes)
    if found is None or not _is_trusted(mention, found, votes):
        return _unresolved(mention, named, votes, before, sentence)
    words = span(mention.span.text, named.start, named.end)
    cut = Span(mention.span.start + words.start, mention.span.start + words.end, words.text)
    return Located(replace(mention, span=cut), found, found.country, _PRECISION[found.kind], sentence, mention.rule)


def _sounding(name: str, gazetteer: Gazetteer, votes: Mapping[str, float]) -> Candidate | None:
    """The place of a country that the report is about whose name is another transliteration of this one: 'Dayr Az Zayr' for Dayr az Zawr."""
    words = name.replace("\n", " ").split()
    unit = _unit_words().get(words[-1].casefold()) if len(words) > 1 else None
    bare = " ".join(words[:-1]) if unit is not None else " ".join(words)
    near = [c for c in gazetteer.sounding(bare) if votes.get(c.country, 0.0) >= _SOUND_SHARE]
    fit = [c for c in near if unit is None or c.kind == unit] or near
    return max(fit, key=lambda c: (c.population, -c.id), default=None)


def _is_trusted(mention: PlaceMention, found: Candidate, votes: Mapping[str, float]) -> bool:
    """Whether a bearer is believed: small places abroad share their names with persons and things."""
    share = votes.get(found.country, 0.0)
    if found.kind == "country" or share >= 0.3:
        return True
    least = 20_000 if mention.rule in _LOCATIVE or mention.rule in ("entity", "agent") else 200_000
    return found.population >= (least if share >= 0.1 else 5 * least)


def _unresolved(mention: PlaceMention, named: Named, votes: Mapping[str, float], before: list[Located], sentence: int) -> Located | None:
    """A name that stands as a place does, but that the gazetteer does not know; its country is that of the place beside it, or the report's one."""
    if mention.rule not in (*_LOCATIVE, "entity"):
        return None
    beside = next((p.country for p in reversed(before) if p.sentence == sentence and p.country and p.level < 6), None)
    likely = max(votes, key=lambda c: votes[c], default=None)
    last = next((p.country for p in reversed(before) if p.country and p.rule in (*_LOCATIVE, "entity") and votes.get(p.country, 0.0) > 0.1), None)
    country = likely if likely is not None and votes[likely] >= _SURE_SHARE else beside or last
    level = {"admin1": 4, "admin2": 3}.get(named.kind or "", 1)
    return Located(mention, None, country, level, sentence, f"{mention.rule}-unknown")


def _led_back(mention: PlaceMention, sentence: int, before: list[Located]) -> Located | None:
    """'The region', 'the city', 'there': the nearest place named before of that kind, with the words that name it."""
    words = " ".join(mention.span.text.casefold().split())
    kinds = lexicons.table("en/places")["back"]
    level = next((kind for kind, forms in kinds.items() if words in forms), "any")
    wanted = {"admin1": (4,), "city": (1,), "country": (6,)}.get(level, (1, 3, 4))
    for located in reversed(before):
        if located.level in wanted and located.words is None:
            return replace(located, words=mention.span, sentence=sentence, rule=f"back-{level}")
    return None


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
    if best is None and people is not None and _is_total(statement) and atlas.votes.get(people.country or "", 0.0) >= _SURE_SHARE:
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
        if located.rule != "adjective" and located.words is None and located.mention.rule in _LOCATIVE:
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
