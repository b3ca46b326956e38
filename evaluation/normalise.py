"""Scores of times and places on single phrases: `python evaluation/normalise.py FOLDER`, where FOLDER holds time.tsv and places.tsv.

A time is right where its interval is exactly that of the list; a place where it lies within 25 km of the list's point, or, for a region, where it is
the first-level unit of that country near the list's point. The list is read as one report on the war in Ukraine and Russia: its regions and towns are
the context in which its villages are told from their namesakes.
"""

import math
import sys
from datetime import date
from pathlib import Path

from reportedly.detect.times import times_in
from reportedly.resolve.calendars import Interval, Seen, interval
from reportedly.resolve.eras import eras_in
from reportedly.resolve.gazetteer import Candidate, Gazetteer
from reportedly.resolve.namings import resolved
from reportedly.resolve.report_days import looks_ahead

EARTH_KM = 6371.0
NEAR_KM = 25.0


def rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def time_of(text: str, expression: str, published: str, spoken: str) -> Interval | None:
    """The interval of the longest mention that meets the expression."""
    at = text.find(expression)
    found = [m for m in times_in(text) if m.span.start < at + len(expression) and at < m.span.end]
    day = date.fromisoformat(spoken or published)
    for mention in sorted(found, key=lambda m: -len(m.span.text)):
        seen = Seen(day, looks_ahead(text, mention.span.start, mention.span.end), eras_in(text, day))
        return interval(mention.rule, mention.span.text, seen)
    return None


def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    (lat1, lon1), (lat2, lon2) = ((math.radians(p[0]), math.radians(p[1])) for p in (a, b))
    half = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(half))


def times(path: Path) -> tuple[int, int]:
    right = 0
    table = rows(path)
    for id_, published, spoken, text, expression, _, start, end, *_ in table:
        found = time_of(text, expression, published, spoken)
        got = (str(found.start or ""), str(found.end or "")) if found is not None else ("", "")
        right += got == (start, end)
        if got != (start, end):
            print(f"  {id_} {expression!r}: {start}..{end}, found {got[0]}..{got[1]}")
    return right, len(table)


def place_right(found: Candidate | None, country: str, point: tuple[float, float], level: str) -> bool:
    if found is None or found.country != country or found.latitude is None or found.longitude is None:
        return False
    near = kilometres(point, (found.latitude, found.longitude))
    return near <= NEAR_KM or (level == "oblast" and found.kind == "admin1" and near <= 4 * NEAR_KM)


def places(path: Path, gazetteer: Gazetteer, column: int) -> tuple[int, int]:
    right = 0
    table = rows(path)
    votes = {"UA": 0.5, "RU": 0.5}
    alone = [resolved(row[column], gazetteer, votes) for row in table]
    around = [c for c in alone if c is not None and (c.kind == "admin1" or c.population > 3000)]
    for row in table:
        country, point, level = row[1], (float(row[2]), float(row[3])), row[4]
        found = resolved(row[column], gazetteer, votes, around)
        ok = place_right(found, country, point, level)
        right += ok
        if not ok:
            print(f"  {row[column]!r} {country} {point}: found {found}")
    return right, len(table)


def main() -> None:
    folder = Path(sys.argv[1])
    gazetteer = Gazetteer.open()
    for what, (right, total) in {
        "times": times(folder / "time.tsv"),
        "places, Latin": places(folder / "places.tsv", gazetteer, 0),
        "places, Cyrillic": places(folder / "places.tsv", gazetteer, 5),
    }.items():
        print(f"{what}: {right} of {total} ({right / total:.3f})")


if __name__ == "__main__":
    main()
