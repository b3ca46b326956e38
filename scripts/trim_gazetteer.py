"""Trims the two tables of places that ship with reportedly: `python scripts/trim_gazetteer.py wof_ua.tsv RU.zip FOLDER`.

`wof_ua.tsv` is the table of Ukraine made from Who's On First: a line a place, with a head line (id, placetype, name, lat, lon, current, eng,
ukr, rus, gn, iso, region, county, pop, deprecated). `RU.zip` is GeoNames' postal table of Russia (https://download.geonames.org/export/zip/).
FOLDER gets the tables `wof_ua.tsv.xz` and `geonames_ru_postal.tsv.xz`; README.md in src/reportedly/lexicons/gazetteer says what they hold.
"""

import csv
import io
import lzma
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

KINDS = {"locality": "city", "county": "admin2", "region": "admin1"}
UNIT_WORDS = re.compile(r"oblast|область|republic|республ|city|місто|город|крим|crimea|крым|region", re.I)
NAME = re.compile(r"[^\u0301”«»\"]{2,48}")  # no stress marks of dictionaries, no quotation marks, no sentences
OFFICE = re.compile(r"\b(?:Дти|Попс|Ирц|Уфпс|Ммпо|Пжд|Цаотус)\b")  # post offices that are no settlements
CORRECTED = {"Mykolayiv": "UA-48", "Mykolaiv": "UA-48"}  # the table has the code of the Luhansk region for it
CYRILLIC = re.compile(r"[А-Яа-яЁё .()«»\"'№-]+")
WOF_HEAD = (
    "# Who's On First, Ukraine: regions, counties and localities. Data from Who's On First, https://whosonfirst.org (LICENSE beside this file); "
    "includes GeoNames (CC BY) and GeoPlanet (CC BY).",
    "# wof id, kind, GeoNames id, ISO 3166-2, latitude, longitude, inhabitants, names",
)
POSTAL_HEAD = (
    "# GeoNames postal codes of Russia, 2016: settlements with a post office. GeoNames, https://www.geonames.org, CC BY 3.0 (README beside it); "
    "postal codes left out, coordinates rounded.",
    "# region, district, latitude, longitude, name",
)


def main(arguments: list[str]) -> int:
    """0 when both tables are written."""
    table, archive, folder = (Path(a) for a in arguments)
    _write(folder / "wof_ua.tsv.xz", WOF_HEAD, ukraine(table.read_text(encoding="utf-8")))
    with zipfile.ZipFile(archive) as zipped:
        _write(folder / "geonames_ru_postal.tsv.xz", POSTAL_HEAD, russia(zipped.read("RU.txt").decode("utf-8")))
    return 0


def ukraine(text: str) -> Iterator[str]:
    """A line a place of Who's On First that is not given up: id, kind, GeoNames id, ISO 3166-2, latitude, longitude, inhabitants, names."""
    rows = list(csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
    regions = {row["id"]: CORRECTED.get(row["name"], row["iso"]) for row in rows if row["placetype"] == "region"}
    for row in sorted(rows, key=lambda row: (row["placetype"] != "region", row["placetype"] != "county", int(row["id"]))):
        names = _names(row)
        if row["placetype"] not in KINDS or row["deprecated"] or not names or (row["placetype"] == "county" and row["current"] != "1"):
            continue
        place = (KINDS[row["placetype"]], row["gn"], regions.get(row["region"], ""), f"{float(row['lat']):.4f}", f"{float(row['lon']):.4f}")
        yield "\t".join((row["id"], *place, str(int(row["pop"] or 0)), "|".join(names)))


def _names(row: dict[str, str]) -> tuple[str, ...]:
    """The names of a place in its own, English, Ukrainian and Russian spelling; of a region only those that say that it is one."""
    found = (row["name"], *row["eng"].split("|"), *row["ukr"].split("|"), *row["rus"].split("|"))
    names = (name for name in found if name[:1].isupper() and NAME.fullmatch(name))
    return tuple(dict.fromkeys(n for n in names if row["placetype"] != "region" or UNIT_WORDS.search(n)))


def russia(text: str) -> Iterable[str]:
    """A line a settlement with a post office: region, district, latitude, longitude, name; post offices that are none left out."""
    rows = csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    lines = {
        "\t".join((r[3], r[5], f"{float(r[9]):.3f}", f"{float(r[10]):.3f}", r[2]))
        for r in rows
        if CYRILLIC.fullmatch(r[2]) and not OFFICE.search(r[2])
    }
    return sorted(lines)


def _write(path: Path, head: Iterable[str], lines: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in (*head, *lines))
    path.write_bytes(lzma.compress(text.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
