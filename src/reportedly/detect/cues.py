"""Cues: the words that bring in what somebody says, looked up once by lemma."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from reportedly import lexicons

Force = Literal["speech", "thought", "intention", "attitude", "evidence"]
Polarity = Literal["affirmed", "negated", "denied", "refused"]


@dataclass(frozen=True, slots=True)
class Cues:
    """The cue lexicon of a language: for each grammar the lemmas that take it."""

    clause: frozenset[str]
    quote: frozenset[str]
    infinitive: frozenset[str]
    gerund: frozenset[str]
    object: frozenset[str]
    naming: frozenset[str]
    appearance: frozenset[str]
    impersonal: frozenset[str]
    prepositions: dict[str, frozenset[str]]
    noun_clause: frozenset[str]
    noun_infinitive: frozenset[str]
    noun_of: frozenset[str]
    view: frozenset[str]
    hearsay: frozenset[str]
    media: frozenset[str]
    putting: frozenset[str]
    giving: frozenset[str]
    tolls: frozenset[str]
    counts: frozenset[str]
    closing: frozenset[str]
    going_on: frozenset[str]
    headline: frozenset[str]
    unled: frozenset[str]
    endings: tuple[str, ...]
    leaning: tuple[str, ...]
    among: re.Pattern[str]
    as_it: frozenset[str]
    force: dict[str, Force]
    polarity: dict[str, Polarity]
    ids: frozenset[int]  # spaCy's string ids of every lemma above


@cache
def cues(language: str = "en") -> Cues:
    """The cues of a language, from `lexicons/<language>/cues.toml`."""
    table = lexicons.table(f"{language}/cues")
    verbs, nouns, phrases = table["verbs"], table["nouns"], table["phrases"]
    groups = {f"verbs.{k}": _set(v) for k, v in verbs.items()}
    prepositions = {verb: frozenset(preps) for verb, preps in table["prepositions"].items()}
    lemmas = set(prepositions) | _set(phrases["hearsay"]) | {"accord", "according", "per"}
    for group in (*groups.values(), *map(_set, nouns.values())):
        lemmas |= group
    return Cues(
        clause=groups["verbs.clause"],
        quote=groups["verbs.quote"],
        infinitive=groups["verbs.infinitive"],
        gerund=groups["verbs.gerund"],
        object=groups["verbs.object"],
        naming=groups["verbs.naming"],
        appearance=groups["verbs.appearance"],
        impersonal=groups["verbs.impersonal"],
        prepositions=prepositions,
        noun_clause=_set(nouns["clause"]),
        noun_infinitive=_set(nouns["infinitive"]),
        noun_of=_set(nouns["of"]),
        view=_set(phrases["view"]),
        hearsay=_set(phrases["hearsay"]),
        media=_set(nouns["media"]),
        putting=_set(verbs["putting"]),
        giving=groups["verbs.giving"],
        tolls=_set(nouns["tolls"]),
        counts=_set(nouns["counts"]),
        closing=groups["verbs.closing"],
        going_on=groups["verbs.going_on"],
        headline=_set(nouns["headline"]),
        unled=_set(nouns["unled"]),
        endings=tuple(phrases["endings"]),
        leaning=tuple(phrases["leaning"]),
        among=re.compile(rf"\b(?:was|were|are|is) (?:also )?among (?:{phrases['among']})\b", re.I),
        as_it=groups["verbs.as_it"],
        force={lemma: force for force, words in table["force"].items() for lemma in words.split()},
        polarity={lemma: polarity for polarity, words in table["polarity"].items() for lemma in words.split()},
        ids=frozenset(map(get_string_id, lemmas)),
    )


def cue_tokens(doc: Doc, words: Cues) -> list[Token]:
    """The tokens of `doc` whose lemma stands in the lexicon, in order."""
    ids = words.ids
    return [doc[i] for i, lemma in enumerate(doc.to_array("LEMMA").tolist()) if lemma in ids]


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())
