"""Parties by the words that name them."""

import pytest

from reportedly import lexicons
from reportedly.resolve.parties import armed_groups, build, generic_party, opponent_of, parties_in, party_of

NAMED = [
    ("two Russian tanks", "Russia"),
    ("the Armed Forces of Ukraine", "Ukraine"),
    ("North Korean soldiers", "North Korea"),
    ("troops from the DPRK", "North Korea"),
    ("senior North Korean and Russian officers", "North Korea and Russia"),
    ("IS fighters", "Islamic State"),
    ("Daesh militants", "Islamic State"),
    ("the Rapid Support Forces", "Rapid Support Forces"),
    ("Houthi drones", "Houthis"),
    ("FMLN guerrillas", "FMLN"),
    ("al-nusra front fighters", "Al-Nusra Front"),
    ("U.S.-led coalition aircraft", "US-led coalition"),
    ("Syrian army units", "Syrian government"),
    ("Syrian civilians", "Syria"),
    ("fourteen Kenyan soldiers", "Kenya"),
    ("Mozambican and Rwandan forces", "Mozambique and Rwanda"),
    ("South Sudanese troops", "South Sudan"),
    ("UAE forces", "United Arab Emirates"),
    ("two Canadians", "Canada"),
    ("Tajik fighters", None),  # a people of several countries
    ("Palestinian fighters", "Palestinians"),
    ("it is said of us", None),
    ("Russian-backed fighters", None),
    ("a rebel-held town", None),
    ("", None),
]


@pytest.mark.parametrize(("words", "name"), NAMED)
def test_words_name_a_party(words: str, name: str | None) -> None:
    assert party_of(words) == name


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("Lebanon's Hezbollah", ["Hezbollah"]),
        ("Colombia's ELN guerrillas", ["ELN"]),
        ("Syria's Islamic State fighters", ["Islamic State"]),
        ("Israel's army", ["Israel"]),
        ("Israel's attack on Hamas", ["Israel", "Hamas"]),  # two parties
        ("Russia's war on Ukraine", ["Russia", "Ukraine"]),
        ("rebels in northern Myanmar", []),  # where they are
        ("refugees in Kenya", []),
        ("troops sent to Ukraine by Russia", ["Ukraine", "Russia"]),
    ],
)
def test_a_country_that_is_only_a_groups_home_is_not_named_as_a_party(words: str, names: list[str]) -> None:
    assert [n.name for n in parties_in(words)] == names


def test_the_longest_match_counts() -> None:
    assert [(n.name, n.start, n.end) for n in parties_in("Islamic State of Iraq and Syria")] == [("Islamic State", 0, 31)]


GENERIC = [
    ("the occupiers", "Shelling in Kharkiv, Ukraine", "Russia"),
    ("the occupiers", "Shelling in a far country", None),
    ("rebels", "Fighting near Aleppo in Syria", "Syrian rebels"),
    ("the regime", "Damascus, Syria", "Syrian government"),
    ("the junta", "Naypyitaw, Myanmar", "Myanmar junta"),
    ("the army", "Khartoum, Sudan, where the RSF fights", "Sudanese Armed Forces"),
]


@pytest.mark.parametrize(("words", "report", "name"), GENERIC)
def test_a_generic_word_needs_its_context(words: str, report: str, name: str | None) -> None:
    assert party_of(words, report) == name


def test_a_generic_word_of_several_parties_goes_to_the_one_that_the_report_is_about() -> None:
    assert generic_party("army", "Sudan Sudan Sudan and once Syria") == "Sudanese Armed Forces"
    assert generic_party("army", "Syria Syria Syria and once Sudan") == "Syrian government"


def test_who_holds_a_place_is_asked_for() -> None:
    assert party_of("three ISIL-held buildings") is None
    assert party_of("three ISIL-held buildings", held=True) == "Islamic State"


def test_opponents_and_armed_groups() -> None:
    assert opponent_of("Ukraine") == "Russia"
    assert opponent_of(None) is None
    assert [g.name for g in armed_groups("Hamas and Israel")] == ["Hamas"]


def test_a_user_adds_parties() -> None:
    book = build([{"name": "Northland", "names": ["Northland"], "adjectives": ["Northern"], "opponents": ["Southland"]}, *lexicons.parties()])
    assert party_of("Northern tanks", lexicon=book) == "Northland"
    assert party_of("Russian tanks", lexicon=book) == "Russia"
    assert opponent_of("Northland", lexicon=book) == "Southland"
