"""GeoNames dumps that a user adds: read from zip and text, replaced whole, asked beside the built index."""

import pickle
import zipfile
from pathlib import Path

import pytest

from reportedly.resolve.gazetteer import Gazetteer
from reportedly.resolve.geonames import ADDED, Dump, DumpError, add_dumps, added_version, dumps_in


def row(geonameid: int, name: str, feature: str = "P\tPPL", country: str = "UA", admin1: str = "02", people: int = 12) -> str:
    """A line of a dump; the places are made up."""
    others = "Верхній Яблунець,Verkhniy Yablunets"
    columns = [str(geonameid), name, name, others, "50.91", "34.8", *feature.split("\t"), country, "", admin1, "", "", "", str(people), "", "150"]
    return "\t".join([*columns, "Europe/Kyiv", "2024-01-01"]) + "\n"


MADE_UP = row(990000001, "Verkhnii Yablunets") + row(990000002, "Yablunets Mill", "S\tML") + row(990000003, "Yablunets Raion", "A\tADM2")


@pytest.fixture
def gazetteer(tmp_path: Path) -> Gazetteer:
    """The built index under another folder, so that the user's own is left alone."""
    built = Gazetteer.open().path
    path = tmp_path / built.name
    path.symlink_to(built)
    return Gazetteer(path)


def dump(folder: Path, text: str, *, zipped: bool = False, name: str = "UA") -> Path:
    path = folder / f"{name}.{'zip' if zipped else 'txt'}"
    if zipped:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "about")
            archive.writestr(f"{name}.txt", text)
    else:
        path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("zipped", [False, True])
def test_added_places_are_found(gazetteer: Gazetteer, tmp_path: Path, zipped: bool) -> None:
    (found,) = gazetteer.add([dump(tmp_path, MADE_UP, zipped=zipped)])
    assert (found.name, found.places) == ("UA", 2)
    again = Gazetteer.open(tmp_path)
    for name in ("Verkhnii Yablunets", "Верхній Яблунець", "verkhniy yablunets"):
        assert [c.geonameid for c in again.candidates(name) if c.kind == "city"] == [990000001]
    assert again.candidates("Verkhnii Yablunets")[0].country == "UA"
    assert again.version.startswith(gazetteer.version + "+")
    assert again.size() == gazetteer.size() + 2


def test_regions_get_their_iso_codes(gazetteer: Gazetteer, tmp_path: Path) -> None:
    gazetteer.add([dump(tmp_path, MADE_UP)])
    assert Gazetteer.open(tmp_path).candidates("Verkhnii Yablunets")[0].admin1 == "UA-74"


def test_a_place_that_is_known_is_not_told_twice(gazetteer: Gazetteer, tmp_path: Path) -> None:
    known = gazetteer.candidates("Sumy")
    gazetteer.add([dump(tmp_path, row(known[0].geonameid or 0, "Sumy"))])
    assert Gazetteer.open(tmp_path).candidates("Sumy") == known


def test_the_same_name_replaces_what_it_brought(gazetteer: Gazetteer, tmp_path: Path) -> None:
    gazetteer.add([dump(tmp_path, MADE_UP)])
    before = added_version(tmp_path / ADDED)
    gazetteer.add([dump(tmp_path, row(990000009, "Nyzhnii Yablunets"))])
    again = Gazetteer.open(tmp_path)
    assert 990000001 not in [c.geonameid for c in again.candidates("Verkhnii Yablunets")]
    assert again.candidates("Nyzhnii Yablunets")[0].geonameid == 990000009
    assert added_version(tmp_path / ADDED) != before
    assert [d.places for d in dumps_in(tmp_path / ADDED)] == [1]


@pytest.mark.parametrize("text", ["", "no dump at all\n", "x\t" * 18 + "\n", row(990000002, "Yablunets Mill", "S\tML"), MADE_UP + "torn\n"])
def test_a_broken_dump_changes_nothing(gazetteer: Gazetteer, tmp_path: Path, text: str) -> None:
    good = gazetteer.add([dump(tmp_path, MADE_UP)])
    with pytest.raises(DumpError):
        gazetteer.add([dump(tmp_path, text, name="RU")])
    assert dumps_in(tmp_path / ADDED) == good
    assert not list(tmp_path.glob("*.draft"))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(DumpError, match=r"XX\.zip"):
        add_dumps([tmp_path / "XX.zip"], tmp_path / ADDED, {})
    assert dumps_in(tmp_path / ADDED) == ()


def test_it_survives_pickling(gazetteer: Gazetteer, tmp_path: Path) -> None:
    gazetteer.add([dump(tmp_path, MADE_UP)])
    again: Gazetteer = pickle.loads(pickle.dumps(Gazetteer.open(tmp_path)))
    assert again.candidates("Verkhnii Yablunets")
    assert again.dumps() == (Dump("UA", again.dumps()[0].sha256, 2),)
