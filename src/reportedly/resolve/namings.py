"""Which place of the gazetteer a name means: its bearers, weighed by the report's countries, the units and the other places that it names."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from reportedly import lexicons
from reportedly.detect.places import features
from reportedly.resolve.gazetteer import Candidate, Gazetteer
from reportedly.resolve.names import folded, in_latin

_VOTE = 2.0  # what a country that the whole report is about adds to its places, in decades of inhabitants
_OWN_NAME = 1.0  # the name is the place's own, not one that it once had
_INSIDE = 1.0  # a region named in the report, for what lies in it
_BESIDE, _BESIDE_DEGREES = 1.0, 0.55  # another place of the report near by
_USUAL = 2.0  # the country that is usually meant by a name that several bear
_UNIT = 3.0  # what 'region' or 'district' after the name adds to units of that level
_SOUND_SHARE = 0.2


@cache
def unit_words() -> dict[str, str]:
    """The generic words of units, each with the kind of unit that it says: {'oblast': 'admin1'}."""
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


def named_by(text: str, gazetteer: Gazetteer) -> Named:
    """The bearers of the longest name in a mention's words: whole, without 'region', 'eastern', a possessive before it or a stray word around it."""
    pieces = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    if is_water(text):
        return Named((), None, 0, len(text))
    kind = unit_words().get(text[slice(*pieces[-1])].casefold()) if len(pieces) > 1 else None
    core = len(pieces) - (kind is not None)
    cuts = [(0, len(pieces)), (0, core)]
    first = 0
    while first < core - 1 and text[slice(*pieces[first])].casefold() in _directions():
        first += 1
        cuts.append((first, core))
    cuts += [(i, core) for i in range(first + 1, core) if is_possessive(text[slice(*pieces[i - 1])], gazetteer)]
    for a, b in cuts:
        name = " ".join(text[slice(*piece)] for piece in pieces[a:b])
        for form in _forms(name):
            if form not in features() and (found := _borne(form, gazetteer)):
                return Named(found, kind, pieces[a][0], pieces[-1][1] if b == core else pieces[b - 1][1], form)
    return Named((), kind, 0, len(text))


def is_water(name: str) -> bool:
    """Whether a name is that of a sea, a gulf, a strait: 'Red Sea', 'Gulf of Aden'; not of what is named after it: 'Red Sea state'."""
    words, names = name.split(), lexicons.table("en/places")["names"]
    return len(words) > 1 and (words[-1] in names["waters"] or (words[1] == "of" and words[0] in names["waters_of"]))


def _borne(name: str, gazetteer: Gazetteer) -> tuple[Candidate, ...]:
    """The bearers of a name; of a country's with a direction before it no town: 'South Lebanon' is no town in Ohio, 'South Sudan' is a country."""
    found, (first, _, rest) = gazetteer.candidates(name), name.partition(" ")
    if first.casefold() in _directions() and rest and is_country(rest, gazetteer):
        return tuple(c for c in found if c.kind != "city")
    return found


def is_possessive(word: str, gazetteer: Gazetteer) -> bool:
    """Whether a word is a country's possessive, with its apostrophe or without: 'Syrias Idlib province'."""
    return re.sub(r"[’']?s$", "", word) != word and is_country(word, gazetteer)


def is_country(word: str, gazetteer: Gazetteer) -> bool:
    """Whether a word is a country's name, its possessive too."""
    return any(c.kind == "country" for form in (word, re.sub(r"[’']?s$", "", word)) for c in gazetteer.candidates(form))


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
        score += 2 * _UNIT + (_USUAL if is_usual(candidate, named.name) else 0.0)
    elif candidate.kind != "city":
        score -= 1.5  # 'Kursk' alone is the city
    score += _OWN_NAME if folded(candidate.name) in (name, *map(folded, in_latin(named.name))) else 0.0
    score += max((_INSIDE for p in parents if p.kind == "admin1" and p.admin1 == candidate.admin1 and p.id != candidate.id), default=0.0)
    score += max((_BESIDE for p in parents if p.kind != "country" and p.id != candidate.id and _is_beside(p, candidate)), default=0.0)
    return score


def is_usual(candidate: Candidate, name: str) -> bool:
    """Whether a country is the one that a name usually means which several bear: 'Congo'."""
    return bool(lexicons.table("place_aliases")["usual"].get(name) == candidate.country)


def _is_beside(a: Candidate, b: Candidate) -> bool:
    """Whether two places lie within about 60 km of each other."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return False
    return math.hypot(a.latitude - b.latitude, (a.longitude - b.longitude) * math.cos(math.radians(a.latitude))) < _BESIDE_DEGREES


def resolved(name: str, gazetteer: Gazetteer, votes: Mapping[str, float], parents: Iterable[Candidate] = ()) -> Candidate | None:
    """The gazetteer's place that a name means in a report whose countries have these shares of its votes; None where nothing bears such a name."""
    return likeliest(named_by(name, gazetteer), votes, tuple(parents)) or sounding(name, gazetteer, votes)


def likeliest(named: Named, votes: Mapping[str, float], parents: tuple[Candidate, ...]) -> Candidate | None:
    """The bearer that is most likely meant, None where there is none."""
    return max(named.candidates, key=lambda c: (_score(c, named, votes, parents), -c.id), default=None)


def sounding(name: str, gazetteer: Gazetteer, votes: Mapping[str, float]) -> Candidate | None:
    """The place of a country that the report is about whose name is another transliteration of this one: 'Dayr Az Zayr' for Dayr az Zawr."""
    words = name.replace("\n", " ").split()
    unit = unit_words().get(words[-1].casefold()) if len(words) > 1 else None
    bare = " ".join(words[:-1]) if unit is not None else " ".join(words)
    near = [c for form in in_latin(bare) or (bare,) for c in gazetteer.sounding(form) if votes.get(c.country, 0.0) >= _SOUND_SHARE]
    fit = [c for c in near if unit is None or c.kind == unit] or near
    forms = [folded(form) for form in in_latin(bare) or (bare,)]
    return max(fit, key=lambda c: (max(_likeness(form, folded(c.name)) for form in forms), c.population, -c.id), default=None)


def _likeness(a: str, b: str) -> float:
    """How alike two spellings are, in tenths: 'klishchiivka' is nearer to 'klyshchiyivka' than to 'klishkivtsi'."""
    return round(SequenceMatcher(None, a, b).ratio(), 1)
