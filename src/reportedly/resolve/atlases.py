"""The atlas of a report: its place mentions with what they resolved to, worked out once for all its statements."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from reportedly import lexicons
from reportedly.detect.places import OWNER, features
from reportedly.records import Detection, PlaceMention, Span
from reportedly.resolve.gazetteer import Candidate, Gazetteer
from reportedly.resolve.names import folded, sound
from reportedly.resolve.namings import Named, is_country, is_possessive, is_usual, is_water, likeliest, named_by, sounding, unit_words
from reportedly.resolve.registers import grouped, once, sentence_at
from reportedly.resolve.settings import no_setting
from reportedly.spans import span

_FARTHEST = 100  # places back that 'the region' may lead
_VOTES_OF_ONE_NAME = 3  # a name that a report repeats all over is no better known for it
SURE_SHARE = 0.4  # a country with this share of the report's votes is where its unknown places lie
LOCATIVE = ("joined", "unit", "unit-of", "facility", "where", "front")
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


@dataclass(frozen=True, slots=True, eq=False)
class Atlas:
    """All that a report says of places, worked out once: its mentions with what they resolved to, and its countries' shares of the votes.

    One is equal to itself only, so that what is worked out from it can be remembered.
    """

    places: tuple[Located, ...]
    votes: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class _Survey:
    """What a mention is resolved by: its report's text, the gazetteer, the countries' shares of the votes, and the places of a first reading."""

    text: str
    gazetteer: Gazetteer
    votes: Mapping[str, float]
    parents: tuple[Candidate, ...] = ()


@once
def in_sentences(atlas: Atlas) -> Mapping[int, tuple[Located, ...]]:
    """The places by the index of their sentence, in the order of the text."""
    return grouped(atlas.places, lambda place: place.sentence)


def atlas_of(detection: Detection, gazetteer: Gazetteer) -> Atlas:
    """The atlas of a report: what `place` needs of it, the same for all its statements."""
    mentions = [part for mention in detection.places for part in _parted(mention, gazetteer)]
    survey = _Survey(detection.report.text, gazetteer, _votes(mentions, gazetteer))
    first = _surveyed(detection, mentions, survey)
    # Read once more with all places in view: 'Shestakovo near Kharkiv' is known by what follows it.
    located = _surveyed(detection, mentions, replace(survey, parents=tuple(dict.fromkeys(p.candidate for p in first if p.candidate is not None))))
    return Atlas(tuple(p for p in located if p.found_by == "back" or no_setting(p, detection) is None), survey.votes)


def _surveyed(detection: Detection, mentions: Iterable[PlaceMention], survey: _Survey) -> list[Located]:
    located: list[Located] = []
    for mention in mentions:
        found = _located(mention, survey, sentence_at(detection, mention.span.start), located)
        if found is not None:
            located.append(found)
    return located


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


def _parted(mention: PlaceMention, gazetteer: Gazetteer) -> tuple[PlaceMention, ...]:
    """A mention as the place that owns and the place that is owned, "Syria's" and 'Idlib province', unless they are one name: "Cox's Bazar"."""
    words, match = mention.span, OWNER.match(mention.span.text)
    if match is None or gazetteer.candidates(words.text):
        return (mention,)
    owner, owned = (Span(words.start + a, words.start + b, words.text[a:b]) for a, b in (match.span(1), (match.end(), len(words.text))))
    return replace(mention, span=owner, rule="entity"), replace(mention, span=owned)


_OWNS = re.compile(r"[’']s\s+")
_COUNTRY_BEHIND = re.compile(r",\s+((?:[A-Z][\w’'-]+\s?){1,4})")


def _vote(mention: PlaceMention, gazetteer: Gazetteer) -> tuple[str | None, float]:
    if mention.rule == "adjective":
        return _country_of_adjective().get(mention.span.text), 0.5
    bearers = named_by(mention.span.text, gazetteer).candidates if mention.rule != "back" else ()
    if not bearers:
        return None, 0.0
    weight = 1.0 if mention.rule in LOCATIVE else 0.5
    if countries := [c for c in bearers if c.kind == "country"]:
        return next((c for c in countries if is_usual(c, mention.span.text)), countries[0]).country, 1.5 * weight
    first = bearers[0]  # the most populous
    rival = next((c.population for c in bearers if c.country != first.country), 0)
    return (first.country, weight) if first.population > 5 * rival and first.population > 1000 else (None, 0.0)


@cache
def _country_of_adjective() -> dict[str, str]:
    return {word: country for country, words in lexicons.nationalities().items() for word in words}


def _unit_before(mention: PlaceMention, text: str) -> str | None:
    """The kind of unit that leads a name in: 'the province of Aleppo' is no city."""
    match = _OF.search(text[max(0, mention.span.start - 40) : mention.span.start]) if mention.rule == "unit-of" else None
    kind = unit_words().get(match[1].casefold()) if match is not None else None
    return kind if kind in ("admin1", "admin2") else None


_OF = re.compile(r"(\w+)\s+of\s+(?:the\s+)?$")


def _located(mention: PlaceMention, survey: _Survey, sentence: int, before: Sequence[Located]) -> Located | None:
    if mention.rule == "back":
        return _led_back(mention, sentence, before, survey.text)
    if mention.rule == "adjective":
        country = _country_of_adjective().get(mention.span.text)
        found = survey.gazetteer.country(country) if country else None
        return Located(mention, found, country, 6, sentence, "adjective")
    mention = _without_country(mention, survey)
    named, found = _meant(mention, survey)
    if found is None or not _is_trusted(mention, found, survey.votes):
        return _unresolved(mention, named, survey, before, sentence)
    words = span(mention.span.text, named.start, named.end)
    cut = Span(mention.span.start + words.start, mention.span.start + words.end, words.text)
    return Located(replace(mention, span=cut), found, found.country, _PRECISION[found.kind], sentence, mention.rule)


def _without_country(mention: PlaceMention, survey: _Survey) -> PlaceMention:
    """The mention without a country's name at its ends, in copy that has lost its commas: 'Tabqa Syria', 'Syrias Daraa'."""
    words = mention.span
    pieces = [m.span() for m in re.finditer(r"\S+", words.text)]
    if survey.gazetteer.candidates(words.text) or not features().isdisjoint(words.text.split()):  # 'Port Sudan', 'Lake Chad'
        return mention
    while len(pieces) > 1 and is_country(words.text[slice(*pieces[-1])], survey.gazetteer):
        pieces.pop()
    while len(pieces) > 1 and is_possessive(words.text[slice(*pieces[0])], survey.gazetteer):
        pieces.pop(0)
    start, end = pieces[0][0], pieces[-1][1]
    return replace(mention, span=Span(words.start + start, words.start + end, words.text[start:end]))


def _meant(mention: PlaceMention, survey: _Survey) -> tuple[Named, Candidate | None]:
    """What the mention's words name, and the bearer that they mean."""
    unit = "admin1" if mention.rule == "front" else None  # 'the Kursk operation' is fought over a region
    return _bearer(mention.span.text, mention.rule in LOCATIVE, _unit_before(mention, survey.text) or unit, survey)


@lru_cache(maxsize=512)  # a report names its places again and again
def _bearer(words: str, locative: bool, unit: str | None, survey: _Survey) -> tuple[Named, Candidate | None]:
    named = named_by(words, survey.gazetteer)
    if unit is not None and any(c.kind == unit for c in named.candidates):
        named = replace(named, kind=unit)
    # another bearer of the name itself says nothing of where it lies
    found = likeliest(named, survey.votes, tuple(p for p in survey.parents if p not in named.candidates))
    if found is None and locative and not is_water(words):
        found = sounding(words, survey.gazetteer, survey.votes)
    return named, _capital_region(found, survey.gazetteer) if named.kind == "admin1" else found


def _capital_region(found: Candidate | None, gazetteer: Gazetteer) -> Candidate | None:
    """The region that is named after a city, in whatever spelling: 'Deir Ezzor province'; any other place as it is."""
    region = gazetteer.region(found.admin1) if found is not None and found.kind == "city" and found.admin1 is not None else None
    return region if region is not None and found is not None and _opening(region) == _opening(found) else found


def _opening(found: Candidate) -> str:
    return (sound(found.name) or folded(found.name))[:3]


def _is_trusted(mention: PlaceMention, found: Candidate, votes: Mapping[str, float]) -> bool:
    """Whether a bearer is believed: small places abroad share their names with persons and things."""
    share = votes.get(found.country, 0.0)
    if found.kind == "country" or share >= 0.3:
        return True
    least = 20_000 if mention.rule in LOCATIVE or mention.rule in ("entity", "agent", "object") else 200_000
    return found.population >= (least if share >= 0.1 else 5 * least)


def _unresolved(mention: PlaceMention, named: Named, survey: _Survey, before: Sequence[Located], sentence: int) -> Located | None:
    """A name that stands as a place does, but that the gazetteer does not know.

    Its country is its owner's ("Guyana's Essequibo region"), the one that stands behind it ('Sarmada, Syria'), else the report's one, or that of
    the place beside it.
    """
    if mention.rule not in (*LOCATIVE, "entity"):
        return None
    if is_water(mention.span.text):
        return Located(mention, None, None, 4, sentence, f"{mention.rule}-water")
    country = _owner(mention, survey.text, before) or _country_behind(mention, survey) or _country_within(mention, survey)
    country = country or _likely_country(survey.votes, before, sentence)
    level = {"admin1": 4, "admin2": 3}.get(named.kind or "", 1)
    return Located(mention, None, country, level, sentence, f"{mention.rule}-unknown")


def _owner(mention: PlaceMention, text: str, before: Sequence[Located]) -> str | None:
    """The country of the place whose possessive stands right before a name."""
    last = before[-1] if before else None
    return last.country if last is not None and _OWNS.fullmatch(text, last.name.end, mention.span.start) else None


def _country_behind(mention: PlaceMention, survey: _Survey) -> str | None:
    """The country that follows a name behind a comma: 'Sarmada, Syria'."""
    match = _COUNTRY_BEHIND.match(survey.text, mention.span.end)
    words = match[1].split() if match is not None else []
    names = (" ".join(words[:length]) for length in range(len(words), 0, -1))
    return next((c.country for name in names for c in survey.gazetteer.candidates(name) if c.kind == "country"), None)


def _country_within(mention: PlaceMention, survey: _Survey) -> str | None:
    """The country of the town or land that a building's name begins with: 'Kandahar airport', 'Sudan hospital'."""
    words = mention.span.text.split() if mention.rule == "facility" else []
    for length in range(len(words) - 1, 0, -1):
        named = named_by(" ".join(words[:length]), survey.gazetteer)
        found = likeliest(named, survey.votes, survey.parents)
        if found is not None and _is_trusted(mention, found, survey.votes):
            return found.country
    return None


def _likely_country(votes: Mapping[str, float], before: Sequence[Located], sentence: int) -> str | None:
    beside = next((p.country for p in reversed(before) if p.sentence == sentence and p.country and p.level < 6), None)
    likely = max(votes, key=lambda c: votes[c], default=None)
    last = next((p.country for p in reversed(before) if p.country and p.rule in (*LOCATIVE, "entity") and votes.get(p.country, 0.0) > 0.1), None)
    return likely if likely is not None and votes[likely] >= SURE_SHARE else beside or last


def is_measured_from(located: Located, text: str, at: Span | None = None) -> bool:
    """Whether a place only says how far another lies from it: Lima in '40 km from Lima'; not where `at` stands between the two."""
    before = max(0, located.name.start - 60)
    measured = _MEASURED.search(text[before : located.name.start])
    return measured is not None and (at is None or not before + measured.start() <= at.start < located.name.start)


_MEASURED = re.compile(
    r"\b\d[\d,.]*\s*-?(?:km|kms|kilomet\w+|miles?|m|met\w+)\b[^.;]{0,25}\b(?:from|of|to)\s+(?:the\s+)?(?:\w+\s+(?:city|town|village)\s+of\s+)?$"
)


def _led_back(mention: PlaceMention, sentence: int, before: Sequence[Located], text: str) -> Located | None:
    """'The region', 'the city', 'there': the nearest place named before of that kind, with the words that name it."""
    words = " ".join(mention.span.text.casefold().split())
    kinds = lexicons.table("en/places")["back"]
    level = next((kind for kind, forms in kinds.items() if words in forms), "any")
    wanted = {"admin1": (4,), "city": (1,), "country": (6,)}.get(level, (1, 3, 4))
    for located in reversed(before[-_FARTHEST:]):
        if located.level not in wanted or located.words is not None or (level == "city" and _is_part_of_city(located)):
            continue
        if not is_measured_from(located, text):
            return replace(located, words=mention.span, sentence=sentence, rule=f"back-{level}")
    return None


def _is_part_of_city(located: Located) -> bool:
    """Whether a place is a quarter, a street or a building, which no 'city' means."""
    return located.mention.rule == "facility" or unit_words().get(located.mention.span.text.split()[-1].casefold()) == "quarter"
