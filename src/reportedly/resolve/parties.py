"""The parties of a conflict by their canonical short names, from the words that name them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Any

from reportedly import lexicons
from reportedly.lexicons.alternatives import either

# 'Russian-backed', 'rebel-held': whom it helps or who holds it, not whose it is.
_NOT_OWN = re.compile(
    r"-(?:backed|held|controlled|occupied|supported|allied|made|born|aligned|speaking|linked|besieged|affiliated|brokered|inspired)\b", re.IGNORECASE
)

_IN = re.compile(r"\b(?:in|inside|across|throughout|near)\s+(?:the\s+)?(?:(?:\w+ern|\w+\s+of)\s+)?\Z")  # 'rebels in northern Myanmar'
_HOME = re.compile(r"(?:(?<=[’']s)|[’']s)\s+(?:[\w-]+\s+)?")
_HELD = frozenset({"-held", "-controlled", "-occupied"})


@dataclass(frozen=True, slots=True)
class Party:
    """One side as the lexicon has it."""

    name: str
    names: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    generic: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    opponents: tuple[str, ...] = ()
    armed: bool = False
    neutral: bool = False
    states: bool = False
    country: str | None = None  # ISO 3166-1, of a government or its army


@dataclass(frozen=True, slots=True, eq=False)
class Parties:
    """A lexicon of parties, ready for look-up; one is equal to itself only, so that look-ups can be remembered."""

    entries: Mapping[str, Party]
    aliases: Mapping[str, str]  # the words as written -> name
    generic: Mapping[str, tuple[str, ...]]  # lower case -> names, in the lexicon's order
    lands: frozenset[str]  # the names of countries, which may say where and not who
    pattern: re.Pattern[str]
    generic_pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Named:
    """A party that a text names at [start, end)."""

    start: int
    end: int
    name: str
    generic: bool = False  # 'the occupiers', 'rebels': through the context only


@cache
def default() -> Parties:
    """The parties that ship with the package, with the user's own (`lexicons.parties`)."""
    return build(lexicons.parties())


def build(table: Iterable[dict[str, Any]]) -> Parties:
    """The lexicon that the entries of a parties file make."""
    entries = [_entry(row) for row in table]
    aliases: dict[str, str] = {}
    generic: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        for alias in (entry.name, *entry.names, *entry.adjectives, *entry.people):
            aliases.setdefault(_folded(alias), entry.name)
        for alias in entry.generic:
            generic[alias.lower()] = (*generic.get(alias.lower(), ()), entry.name)
    lands = frozenset(name for e in entries if e.country and not e.armed for name in (e.name, *e.names))
    return Parties({e.name: e for e in entries}, aliases, generic, lands, _alternatives(aliases), _alternatives(generic, re.IGNORECASE))


def _entry(row: dict[str, Any]) -> Party:
    def listed(part: str) -> tuple[str, ...]:
        return tuple(map(str, row.get(part, ())))

    return Party(
        str(row["name"]), listed("names"), listed("adjectives"), listed("people"), listed("generic"), listed("context"), listed("opponents"),
        bool(row.get("armed", False)), bool(row.get("neutral", False)), bool(row.get("states", False)), row.get("country"),
    )  # fmt: skip


def _alternatives(words: Mapping[str, object], flags: int = 0) -> re.Pattern[str]:
    """One pattern over all words, the longest first; white space of any kind between them."""
    longest = ((w, re.escape(w).replace(r"\ ", r"\s+")) for w in sorted(words, key=lambda w: (-len(w), w)))
    # A name of several words is known in any case ('Al-Nusra front'); a single word ('IS', 'US') only as written.
    body = either((w, f"(?i:{spaced})" if " " in w else spaced) for w, spaced in longest)
    return re.compile(rf"(?<![\w'’-])(?:{body})(?!\w)", flags)


def parties_in(text: str, context: str | None = None, *, lexicon: Parties | None = None, held: bool = False) -> tuple[Named, ...]:
    """The parties that `text` names, in order, the longest match first; with `held` also the holder in 'rebel-held'.

    Generic words ('the occupiers', 'rebels') are looked up only where `context`, the report's text, holds a word of the party's context.
    """
    return _parties_in(text, context, lexicon or default(), held)


@lru_cache(maxsize=512)  # the whole text of a report is asked about for each of its figures
def _parties_in(text: str, context: str | None, book: Parties, held: bool) -> tuple[Named, ...]:
    found: list[Named] = []
    for match in book.pattern.finditer(text):
        name = book.aliases.get(_folded(match.group()))
        if (
            name is not None
            and not _not_own(text, match.end(), held=held)
            and not (match.group() in book.lands and _IN.search(text, 0, match.start()))
        ):
            found.append(Named(match.start(), match.end(), name))
    found = [n for n, after in zip_longest(found, found[1:]) if not _is_home(n, after, text, book)]
    if context is None:
        return tuple(found)
    for match in book.generic_pattern.finditer(text):
        name = None if _not_own(text, match.end(), held=held) else generic_party(_key(match.group()), context, lexicon=book)
        if name and not any(f.start < match.end() and match.start() < f.end for f in found):
            found.append(Named(match.start(), match.end(), name, True))
    return tuple(sorted(found, key=lambda f: f.start))


def _is_home(named: Named, after: Named | None, text: str, book: Parties) -> bool:
    """Whether a country only says where the armed group behind it is at home: "Lebanon's Hezbollah", "Colombia's ELN guerrillas"."""
    if after is None or not book.entries[after.name].armed or book.entries[named.name].armed:
        return False
    return _HOME.fullmatch(text, named.end, after.start) is not None


def _not_own(text: str, end: int, *, held: bool) -> bool:
    match = _NOT_OWN.match(text, end)
    return match is not None and not (held and match.group() in _HELD)


def _key(words: str) -> str:
    return re.sub(r"\s+", " ", words)


def _folded(alias: str) -> str:
    """The alias as it is looked up: a name of several words without regard to case."""
    plain = _key(alias)
    return plain.lower() if " " in plain else plain


def generic_party(word: str, context: str, *, lexicon: Parties | None = None) -> str | None:
    """The party that a generic word means in a report with the text `context`: the one whose context words it names most often."""
    book = lexicon or default()
    names = book.generic.get(word.lower(), ())
    weighed = [(weight(name, context, lexicon=book), -i, name) for i, name in enumerate(names)]
    best = max(weighed, default=(0, 0, ""))
    return best[2] if best[0] else None


def weight(name: str, context: str, *, lexicon: Parties | None = None) -> int:
    """How often a text names the words that make a party's generic names mean it."""
    return _weight(name, context, lexicon or default())


@lru_cache(maxsize=512)
def _weight(name: str, context: str, book: Parties) -> int:
    return len(_context_pattern(book.entries[name].context).findall(context)) if book.entries[name].context else 0


@cache
def _context_pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return _alternatives(dict.fromkeys(words, 0))


def party_of(words: str, context: str | None = None, *, lexicon: Parties | None = None, held: bool = False) -> str | None:
    """The canonical short name of the party that the words name ('Russian troops' -> 'Russia'), or None.

    Two that are joined by 'and' give both; else the first counts.
    """
    found = parties_in(words, context, lexicon=lexicon, held=held)
    if not found:
        return None
    names = list(dict.fromkeys(f.name for f in found))
    joined = len(names) == 2 and re.fullmatch(r"(?:\W|\band\b|\bthe\b)+", words[found[0].end : found[-1].start]) and " and " in words
    return " and ".join(names) if joined else names[0]


def opponent_of(name: str | None, *, lexicon: Parties | None = None) -> str | None:
    """The party that 'the enemy' means when `name` speaks; None where it is not known."""
    entry = (lexicon or default()).entries.get(name or "")
    return entry.opponents[0] if entry and entry.opponents else None


def armed_groups(text: str, *, lexicon: Parties | None = None) -> tuple[Named, ...]:
    """The armed groups that a text names ('militants' may mean them), in order."""
    book = lexicon or default()
    return tuple(found for found in parties_in(text, lexicon=book) if book.entries[found.name].armed)
