"""The forms of effect words and the groups that they belong to, from the lexicon."""

from dataclasses import dataclass
from functools import cache

from reportedly import lexicons

_PARTS = ("active", "passive", "intransitive", "nouns", "adjectives")


@dataclass(frozen=True, slots=True)
class Forms:
    """The groups in which a word form takes the counted thing behind it, before it, or with 'of'."""

    active: frozenset[str] = frozenset()
    passive: frozenset[str] = frozenset()
    intransitive: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()

    @property
    def behind(self) -> frozenset[str]:
        """The groups of a form that stands behind what is counted."""
        return self.passive | self.intransitive | self.adjectives

    @property
    def before(self) -> frozenset[str]:
        """The groups of a form that stands before what is counted."""
        return self.active | self.nouns


@cache
def forms() -> dict[str, Forms]:
    """Every effect form in lower case with its groups."""
    found: dict[str, dict[str, set[str]]] = {}
    for group, row in lexicons.table("en/measures")["groups"].items():
        for part in _PARTS:
            for word in row[part].split():
                found.setdefault(word.lower(), {}).setdefault(part, set()).add(group)
    return {word: Forms(*(frozenset(row.get(part, ())) for part in _PARTS)) for word, row in found.items()}
