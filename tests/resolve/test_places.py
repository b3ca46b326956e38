"""Which place a statement has, and which of a name's bearers it is."""

import pytest

from reportedly.detect.documents import parse
from reportedly.detect.models import Model
from reportedly.detect.places import places
from reportedly.detect.sentences import sentences
from reportedly.records import Detection, Place, Quantity, Report, Statement
from reportedly.resolve.atlases import atlas_of
from reportedly.resolve.gazetteer import Gazetteer
from reportedly.resolve.namings import resolved
from reportedly.resolve.places import place
from reportedly.spans import span


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def where(text: str, number: str, model: Model, gazetteer: Gazetteer) -> Place | None:
    report = Report("r", "r", text)
    document = parse(report, model)
    said = sentences(document)
    at = text.index(number)
    sentence = next(s for s in said if s.start <= at < s.end)
    statement = Statement(sentence, sentence, None, Quantity(span(text, at, at + len(number))))
    detection = Detection(report, said, (), (), (), places(document), (statement,))
    found, evidence = place(statement, detection, gazetteer)
    assert place(statement, detection, gazetteer, atlas_of(detection, gazetteer)) == (found, evidence)
    assert (found is None) == ("place" not in evidence)
    return found


@pytest.mark.parametrize(
    ("text", "number", "words", "country", "admin1", "precision"),
    [
        ("Shelling killed nine people in the Sumy region.", "nine", "Sumy region", "UA", "UA-59", 4),
        ("Shelling killed nine people in Sumy.", "nine", "Sumy", "UA", "UA-59", 1),
        ("Shelling killed nine people near Sumy.", "nine", "Sumy", "UA", "UA-59", 2),
        ("Shelling killed nine people in Ukraine.", "nine", "Ukraine", "UA", None, 6),
        ("Nine soldiers died in the Kursk operation.", "Nine", "Kursk", "RU", "RU-KRS", 4),
        ("In Sumy a shell fell on a market. Nine people were killed there.", "Nine", "Sumy", "UA", "UA-59", 1),
        ("Shells fell on the Sumy region. Nine people were hurt in the region.", "Nine", "Sumy region", "UA", "UA-59", 4),
        ("Four people died in Kharkiv and nine in Zhytomyr.", "nine", "Zhytomyr", "UA", "UA-18", 1),
        ("Nine people died in Sumy and Kharkiv.", "Nine", "Sumy and Kharkiv", "UA", None, 6),
        ("Nine people died in Sumy and Belgorod.", "Nine", "Sumy and Belgorod", None, None, None),
        ("Nine people died in the province of Aleppo.", "Nine", "Aleppo", "SY", "SY-HL", 4),
        ("Nine people died in Syria. The strike hit a bakery in the town of Saraqib.", "Nine", "Saraqib", "SY", "SY-ID", 1),
    ],
)
def test_a_statement_has_the_place_of_its_event(
    text: str, number: str, words: str, country: str | None, admin1: str | None, precision: int | None, model: Model, gazetteer: Gazetteer
) -> None:
    found = where(text, number, model, gazetteer)
    assert found is not None
    assert (found.text, found.country, found.admin1, found.where_prec) == (words, country, admin1, precision)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Nine Russian soldiers died.", "Nine"),
        ("It brought in nine thousand troops from North Korea.", "nine"),
        ("Nine people died, a monitor based in Coventry said.", "Nine"),
    ],
)
def test_whose_they_are_is_not_where_they_are(text: str, number: str, model: Model, gazetteer: Gazetteer) -> None:
    assert where(text, number, model, gazetteer) is None


@pytest.mark.parametrize(
    ("text", "words", "country", "precision"),
    [
        ("Nine sailors died in the Red Sea.", "Red Sea", None, 7),
        ("Nine sailors died in the southern Red Sea.", "Red Sea", None, 7),
        ("Nine sailors died in the Gulf of Aden.", "Gulf of Aden", None, 7),
        ("Nine sailors died in the Indian Ocean.", "Indian Ocean", None, 7),
        ("Nine sailors died in the Bay of Bengal.", "Bay of Bengal", None, 7),
        ("Nine people died in Montego Bay.", "Montego Bay", "JM", 1),  # a town by the water
        ("Nine people died in Red Sea State in Sudan.", "Red Sea State", "SD", 4),  # named after a water, and none
        ("Nine people died near Lake Chad.", "Lake Chad", None, None),
        ("Nine people died in Port Sudan.", "Port Sudan", "SD", 1),
        ("Nine people died in San Salvador.", "San Salvador", "SV", 1),
        ("Nine people died in Cox's Bazar, Bangladesh.", "Cox's Bazar", "BD", 1),
        ("Nine people died in Burkina Faso's Sahel region.", "Sahel region", "BF", 4),
        ("Nine people died in South Sudan.", "South Sudan", "SS", 6),
        ("Nine people died in South Lebanon.", "Lebanon", "LB", 6),  # and not in a town in Ohio
        ("Nine people died in the West Bank.", "West Bank", "PS", 4),
        ("Nine people died in Borno State, Nigeria.", "Borno State", "NG", 4),
        ("Nine people died in the Donbas city of Kramatorsk.", "Kramatorsk", "UA", 1),
        ("Nine people died in the Black Sea port of Odesa.", "Odesa", "UA", 1),
        ("Nine people died in eastern Congo.", "Congo", "CD", 6),
        ("Nine people died in Brazzaville, the capital of Congo.", "Brazzaville", "CG", 1),
        ("Nine people died in Kupiansk. The mayor of Kupiansk said so.", "Kupiansk", "UA", 1),  # the city, not the district that has its name
        ("Nine people died in Hodeidah province.", "Hodeidah province", "YE", 4),
        ("Nine people died in Middle Shabelle region.", "Middle Shabelle region", "SO", 4),
        ("Russian troops killed Nine people in Syria's Qorbelnizh region.", "Qorbelnizh region", "SY", None),  # its owner's, not theirs who came
        ("Nine people died near Qorbelnizh, Syria.", "Qorbelnizh", "SY", None),
        ("Nine people died in Kabul's Qorbelnizh neighbourhood.", "Qorbelnizh neighbourhood", "AF", None),
    ],
)
def test_a_name_is_taken_whole(text: str, words: str, country: str | None, precision: int | None, model: Model, gazetteer: Gazetteer) -> None:
    found = where(text, "Nine", model, gazetteer)
    assert found is not None
    assert (found.text, found.country, found.where_prec) == (words, country, precision)


@pytest.mark.parametrize("text", ["Nine people died, Iran's state TV said.", "Nine people died at the Port.", "Nine people died in the Middle East."])
def test_what_only_looks_like_a_unit_or_a_name_is_no_place(text: str, model: Model, gazetteer: Gazetteer) -> None:
    assert where(text, "Nine", model, gazetteer) is None


@pytest.mark.parametrize(
    ("text", "words", "country"),
    [
        ("Shelling killed nine people at Kandahar airport.", "Kandahar airport", "AF"),
        ("Shelling killed nine people at Holy Cross school.", "Holy Cross school", None),
    ],
)
def test_a_building_lies_in_the_country_of_the_town_that_it_is_named_by(
    text: str, words: str, country: str | None, model: Model, gazetteer: Gazetteer
) -> None:
    found = where(text, "nine", model, gazetteer)
    assert found is not None
    assert (found.text, found.country) == (words, country)


def test_an_unknown_place_keeps_its_words(model: Model, gazetteer: Gazetteer) -> None:
    found = where("Nine people died in the village of Qorbelnizh.", "Nine", model, gazetteer)
    assert found is not None
    assert (found.text, found.name, found.geonameid, found.latitude, found.where_prec) == ("Qorbelnizh", "Qorbelnizh", None, None, None)


@pytest.mark.parametrize(("votes", "country"), [({"UA": 0.9}, "UA"), ({"RU": 0.9}, "RU")])
def test_the_countries_of_the_report_decide_between_namesakes(votes: dict[str, float], country: str, gazetteer: Gazetteer) -> None:
    found = resolved("Donetsk", gazetteer, votes)
    assert found is not None
    assert found.country == country


def test_without_a_language_model_places_are_found_too(rules_only: Model, gazetteer: Gazetteer) -> None:
    found = where("Shelling killed nine people in the Sumy region.", "nine", rules_only, gazetteer)
    assert found is not None
    assert found.admin1 == "UA-59"
