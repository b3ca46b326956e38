"""The registry of dated events that reports reckon time from: 'since the start of the full-scale invasion', 'the 1,081st day of the war'."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from reportedly import lexicons

_SLACK_DAYS = 3
_SLACK_SHARE = 0.06  # 'six months after' is said of five and a half to six and a half


@dataclass(frozen=True, slots=True)
class Era:
    """A dated event: its first day (of its month where no day is known), how it is named, and the bare words that mean it in `about` reports."""

    id: str
    start: date
    words: tuple[str, ...]
    generic: tuple[str, ...]
    about: tuple[str, ...]
    told: bool = True  # whether the report speaks of it


@cache
def eras() -> tuple[Era, ...]:
    """The events of lexicons/events.toml."""
    return tuple(
        Era(row["id"], _first_day(row["start"]), tuple(row["words"]), tuple(row["generic"]), tuple(row["about"]))
        for row in lexicons.table("events")["events"]
    )


def _first_day(text: str) -> date:
    return date.fromisoformat(text if len(text) > 7 else f"{text}-01")


@cache
def _about_pattern() -> re.Pattern[str]:
    names = sorted({name for era in eras() for name in era.about}, key=lambda n: (-len(n), n))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})s?\b")


def eras_in(text: str, day: date | None) -> tuple[Era, ...]:
    """The events that a report's words may reckon from, the one that it speaks of most first; none that begins after `day`.

    One that the report does not speak of at all is not `told`: 'since fighting erupted' means no war by itself.
    """
    counts: dict[str, int] = {}
    for match in _about_pattern().finditer(text):
        name = match[0] if match[0] in _names() else match[0].rstrip("s")
        counts[name] = counts.get(name, 0) + 1
    known = [era for era in eras() if day is None or era.start <= day]
    score = {era.id: sum(counts.get(name, 0) for name in era.about) for era in known}
    return tuple(era if score[era.id] else replace(era, told=False) for era in sorted(known, key=lambda era: -score[era.id]))


@cache
def _names() -> frozenset[str]:
    return frozenset(name for era in eras() for name in era.about)


def era_of(words: str, among: Sequence[Era], *, number_of_days: int | None = None, day: date | None = None) -> Era | None:
    """The event that the words name; by a bare word ('the war') only where the report is about it, or the count of days from it fits `day`."""
    said = re.sub(r"[’']", "'", " ".join(words.casefold().split()))
    named = [era for era in among if any(name in said for name in era.words)]
    fits = [era for era in among if number_of_days is not None and day is not None and _fits(era, number_of_days, day)]
    if named:
        return max(named, key=lambda era: (era in fits, max(len(w) for w in era.words if w in said)))
    bare = [era for era in among if any(re.search(rf"\b{g}\b", said) for g in era.generic)]
    counted = [era for era in bare if era in fits]
    if counted:
        return counted[0]
    return None if number_of_days is not None else next((era for era in bare if era.told), None)


def _fits(era: Era, days: int, day: date) -> bool:
    return abs((day - era.start - timedelta(days=days)).days) <= max(_SLACK_DAYS, days * _SLACK_SHARE)
