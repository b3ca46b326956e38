"""The tables of places that ship with reportedly: Who's On First for Ukraine, GeoNames' postal settlements for Russia (lexicons/gazetteer).

They reach the villages that the packages leave out. A place that the packages hold already only gains names.
"""

import hashlib
import lzma
import sqlite3
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from reportedly.resolve.names import folded, is_cyrillic, russian_in_latin, ukrainian_in_latin

_UKRAINE = "wof_ua.tsv.xz"
_RUSSIA = "geonames_ru_postal.tsv.xz"
_SAME_DEGREES = 0.2  # a settlement of one name and region this near is the same
_PLACE = "INSERT INTO place (geonameid, name, kind, country, admin1, latitude, longitude, population, code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL)"


@cache
def tables_version() -> str:
    """sha256 over the tables."""
    digest = hashlib.sha256()
    for name in (_UKRAINE, _RUSSIA):
        digest.update(_bytes(name))
    return digest.hexdigest()


def _bytes(name: str) -> bytes:
    return files("reportedly.lexicons").joinpath("gazetteer", name).read_bytes()


def _rows(name: str) -> Iterator[list[str]]:
    for line in lzma.decompress(_bytes(name)).decode("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def spellings(names: Iterable[str], country: str) -> tuple[str, ...]:
    """The names, and the Cyrillic ones of Ukraine and Russia in Latin letters too."""
    found = list(names)
    for name in tuple(found) if country in ("UA", "RU") else ():
        if is_cyrillic(name):
            found += [russian_in_latin(name)] if country == "RU" else [ukrainian_in_latin(name), russian_in_latin(name)]
            if "ё" in name.casefold():
                found.append(russian_in_latin(name.replace("ё", "е").replace("Ё", "Е")))
    return tuple(dict.fromkeys(found))


def add_ukraine(connection: sqlite3.Connection) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each place of the Ukrainian table, added where its GeoNames id is new, with the names that lead to it."""
    units = dict(connection.execute("SELECT admin1, id FROM place WHERE country = 'UA' AND kind = 'admin1'").fetchall())
    known = dict(connection.execute("SELECT geonameid, id FROM place WHERE country = 'UA' AND geonameid IS NOT NULL").fetchall())
    for _, kind, geonameid, admin1, latitude, longitude, people, names in _rows(_UKRAINE):
        forms = spellings(names.split("|"), "UA")
        number = int(geonameid) if geonameid else None
        place = units.get(admin1) if kind == "admin1" else known.get(number) if number is not None else None
        if place is None:
            row = (number, forms[0], kind, "UA", admin1 or None, float(latitude), float(longitude), int(people))
            place = connection.execute(_PLACE, row).lastrowid or 0
        yield place, forms


def add_russia(connection: sqlite3.Connection) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each settlement of the Russian table that the packages leave out, with the names that lead to it."""
    regions, settled = _regions(connection), _settled(connection)
    sums: dict[tuple[str, str], list[float]] = {}
    for region, district, latitude, longitude, name in _rows(_RUSSIA):
        admin1, lat, lon = regions.get(_region_key(region)), float(latitude), float(longitude)
        if admin1 is None:
            continue
        total = sums.setdefault((admin1, folded(district)), [0.0, 0.0, 0.0])
        for i, value in enumerate((lat, lon, 1.0)):
            total[i] += value
        near = settled.get((folded(name), admin1), ())
        if not any(abs(a - lat) < _SAME_DEGREES and abs(b - lon) < 2 * _SAME_DEGREES for a, b in near):
            forms = spellings((name,), "RU")
            yield connection.execute(_PLACE, (None, forms[-1], "city", "RU", admin1, lat, lon, 0)).lastrowid or 0, forms
    _place_districts(connection, sums)


def _region_key(region: str) -> str:
    words = region.split()
    return folded(" ".join([words[-1], *words[:-1]]) if words and words[-1] == "Республика" and len(words) == 2 else region)


def _regions(connection: sqlite3.Connection) -> dict[str, str]:
    query = "SELECT pair.folded, admin1 FROM pair JOIN place ON place.id = pair.place WHERE kind = 'admin1' AND country = 'RU'"
    return {name: admin1 for name, admin1 in connection.execute(query) if admin1 is not None}


def _settled(connection: sqlite3.Connection) -> dict[tuple[str, str], list[tuple[float, float]]]:
    query = "SELECT pair.folded, admin1, latitude, longitude FROM pair JOIN place ON place.id = pair.place WHERE kind = 'city' AND country = 'RU'"
    found: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for name, admin1, latitude, longitude in connection.execute(query):
        found.setdefault((name, admin1), []).append((latitude, longitude))
    return found


def _place_districts(connection: sqlite3.Connection, sums: dict[tuple[str, str], list[float]]) -> None:
    """Nothing: Russian districts that have no coordinates yet stand at the mean of their post offices."""
    query = (
        "SELECT pair.folded, place.admin1, place.id FROM pair JOIN place ON place.id = pair.place "
        "WHERE kind = 'admin2' AND country = 'RU' AND latitude IS NULL"
    )
    for name, admin1, place in connection.execute(query).fetchall():
        if total := sums.get((admin1, name)):
            connection.execute("UPDATE place SET latitude = ?, longitude = ? WHERE id = ?", (total[0] / total[2], total[1] / total[2], place))
