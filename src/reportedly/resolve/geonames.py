"""GeoNames dumps that a user adds (`RU.zip`, `UA.txt`): their settlements and districts in one index file beside the built one.

A dump has a line a place, 19 columns with tabs between (https://download.geonames.org/export/dump/readme.txt, CC BY 4.0). Adding the same file name
again replaces what it brought before. The file is written anew beside the old one and moved into its place, so that a broken dump changes nothing.
"""

import hashlib
import io
import os
import shutil
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from reportedly.errors import ReportedlyError
from reportedly.resolve.names import folded, sound, stems
from reportedly.resolve.places_tables import spellings

ADDED = "gazetteer-added.sqlite"  # the file's name, beside the built index
_COLUMNS = 19
_KINDS = {"ADM1": "admin1", "ADM2": "admin2", "ADM3": "admin2"}
_SCHEMA = """
CREATE TABLE IF NOT EXISTS dump (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL, places INTEGER NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS place (id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT NOT NULL,
    admin1 TEXT, latitude REAL, longitude REAL, population INTEGER NOT NULL DEFAULT 0, dump TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS name (folded TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (folded, place)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sound (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place)) STRICT, WITHOUT ROWID;
"""
_PLACE = "INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class DumpError(ReportedlyError):
    """A file is no GeoNames dump, or cannot be read."""


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump in the user's index: the file's name without its ending, the hash of its bytes, and how many places it brought."""

    name: str
    sha256: str
    places: int


def add_dumps(paths: Sequence[Path], index: Path, regions: Mapping[str, str]) -> tuple[Dump, ...]:
    """The dumps as they stand in the file `index` afterwards; all are added, or, where one is broken, none. Raises DumpError.

    `regions` leads from GeoNames codes ('RU.38') to ISO 3166-2.
    """
    index.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=index.stem, suffix=".draft", dir=index.parent)
    os.close(handle)
    draft = Path(name)
    try:
        if index.exists():
            shutil.copyfile(index, draft)
        with closing(sqlite3.connect(draft)) as connection, connection:
            connection.executescript(_SCHEMA)
            found = tuple(_add(path, connection, regions) for path in paths)
        draft.replace(index)
    finally:
        draft.unlink(missing_ok=True)
    return found


def dumps_in(index: Path) -> tuple[Dump, ...]:
    """The dumps of a user's index by name; none where the file is not there."""
    if not index.exists():
        return ()
    with closing(sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        return tuple(Dump(*row) for row in connection.execute("SELECT name, sha256, places FROM dump ORDER BY name"))


def added_version(index: Path) -> str:
    """sha256 over the dumps of a user's index, empty where there are none."""
    found = dumps_in(index)
    return hashlib.sha256("\n".join(f"{d.name} {d.sha256}" for d in found).encode()).hexdigest() if found else ""


def _add(path: Path, connection: sqlite3.Connection, regions: Mapping[str, str]) -> Dump:
    for table in ("name", "sound"):
        connection.execute(f"DELETE FROM {table} WHERE place IN (SELECT id FROM place WHERE dump = ?)", (path.stem,))
    connection.execute("DELETE FROM place WHERE dump = ?", (path.stem,))
    count = 0
    with _opened(path) as lines:
        for number, line in enumerate(lines, 1):
            fields = line.rstrip("\r\n").split("\t")
            try:
                count += _add_row(fields, path.stem, connection, regions)
            except (ValueError, IndexError) as error:
                raise DumpError(f"{path}, line {number}: no line of a GeoNames dump ({_COLUMNS} columns with tabs between): {line[:60]!r}") from error
    if not count:
        raise DumpError(f"{path}: no settlement or district in it")
    found = Dump(path.stem, hashlib.sha256(path.read_bytes()).hexdigest(), count)
    connection.execute("INSERT OR REPLACE INTO dump VALUES (?, ?, ?)", (found.name, found.sha256, found.places))
    return found


def _add_row(fields: Sequence[str], dump: str, connection: sqlite3.Connection, regions: Mapping[str, str]) -> bool:
    """Whether the line was a settlement or a district; others are passed over. Raises ValueError where it is no line of a dump."""
    if len(fields) != _COLUMNS:
        raise ValueError("columns")
    geonameid, latitude, longitude = int(fields[0]), float(fields[4]), float(fields[5])
    kind = "city" if fields[6] == "P" else _KINDS.get(fields[7]) if fields[6] == "A" else None
    if kind is None or fields[7].endswith("H"):  # H: historical
        return False
    country = fields[8]
    place = -geonameid  # below all ids of the built index
    row = (place, geonameid, fields[1], kind, country, regions.get(f"{country}.{fields[10]}"), latitude, longitude, int(fields[14] or 0), dump)
    connection.execute(_PLACE, row)
    names = spellings((fields[1], fields[2], *(n for n in fields[3].split(",") if n)), country)
    keys = {key for name in (*names, *stems(fields[1])) if len(key := folded(name)) > 1}
    connection.executemany("INSERT OR IGNORE INTO name VALUES (?, ?)", [(key, place) for key in sorted(keys)])
    sounds = {key for name in (fields[1], fields[2]) if (key := sound(name))}
    connection.executemany("INSERT OR IGNORE INTO sound VALUES (?, ?)", [(key, place) for key in sorted(sounds)])
    return True


@contextmanager
def _opened(path: Path) -> Iterator[Iterable[str]]:
    """The lines of a dump, out of its zip file where it is one."""
    try:
        if not zipfile.is_zipfile(path):
            with path.open(encoding="utf-8", newline="\n") as lines:
                yield lines
            return
        with zipfile.ZipFile(path) as archive, archive.open(_member(archive, path)) as raw:
            yield _text(raw)
    except (OSError, UnicodeDecodeError, zipfile.BadZipFile) as error:
        raise DumpError(f"{path}: {error}") from error


def _text(raw: IO[bytes]) -> Iterable[str]:
    return io.TextIOWrapper(raw, encoding="utf-8", newline="\n")


def _member(archive: zipfile.ZipFile, path: Path) -> str:
    """The table in a zip file: the text file of its name, else the only one besides the readme."""
    tables = [name for name in archive.namelist() if name.endswith(".txt") and not name.lower().endswith("readme.txt")]
    if f"{path.stem}.txt" in tables:
        return f"{path.stem}.txt"
    if len(tables) != 1:
        raise DumpError(f"{path}: {len(tables)} tables in it, expected {path.stem}.txt")
    return tables[0]
