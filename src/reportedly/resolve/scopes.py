"""The scope of a figure: what its number adds up, from the words that decide."""

import re
from functools import cache

from reportedly import lexicons
from reportedly.records import Evidence, Measure, Scope
from reportedly.spans import span

_ORDER: tuple[Scope, ...] = ("period", "cumulative", "stock")


@cache
def _patterns() -> tuple[tuple[Scope, re.Pattern[str]], ...]:
    table = lexicons.table("en/scopes")
    return tuple((scope, re.compile("|".join(table[scope]), re.IGNORECASE)) for scope in _ORDER)


def scope(text: str, sentence: tuple[int, int], figure: tuple[int, int], measure: Measure) -> tuple[Scope, Evidence | None]:
    """The scope of the figure at `figure` by the nearest deciding words of its sentence, else the measure's own ('deployed' is a stock), else incident."""
    found: list[tuple[int, int, Scope, re.Match[str]]] = []
    for order, (name, pattern) in enumerate(_patterns()):
        for match in pattern.finditer(text, *sentence):
            found.append((_distance(match, figure), order, name, match))
    if found:
        _, _, name, match = min(found, key=lambda f: (f[1] == 2, f[0], f[1]))
        words = span(text, *match.span())
        return name, Evidence(words.start, words.end, words.text, f"scope-{name}")
    default: dict[str, Scope] = lexicons.table("en/scopes")["default"]
    return default.get(measure, "incident"), None


def _distance(match: re.Match[str], figure: tuple[int, int]) -> int:
    return max(match.start() - figure[1], figure[0] - match.end(), 0)
