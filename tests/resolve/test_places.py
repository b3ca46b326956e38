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
