"""Each rule that ties a place to a figure, in a report where it fires and in one where it must not."""

import pytest

from reportedly.pipeline import Tools, claims_of
from reportedly.records import Claim, Report


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.load()


def claim_of(text: str, number: str, tools: Tools) -> Claim:
    found = claims_of(Report("r", "r", text, published="2025-02-08"), tools)
    return next(c for c in found if c.figure is not None and c.figure.text == number)


@pytest.mark.parametrize(
    ("rule", "text", "number", "words"),
    [
        ("told-where", "A strike killed nine people in the Sumy region. The blast hit Trostianets in the morning.", "nine", "Trostianets"),
        ("told-where", "A strike killed nine people in the Sumy region. The blast hit Belgorod in the morning.", "nine", "Sumy region"),
        ("told-where", "A strike killed nine people in Kharkiv. The blast hit Saltivka in the morning.", "nine", "Saltivka"),
        ("told-where", "A strike killed nine people in Kharkiv. Homes in Saltivka had no power.", "nine", "Kharkiv"),
        ("retold", "Nine killed in the Sumy region. Rescuers worked all night. Nine people were killed in Trostianets.", "Nine", "Trostianets"),
        ("retold", "Nine killed in the Sumy region. Rescuers worked all night. Eight people were killed in Izium.", "Nine", "Sumy region"),
        ("described", "A shell killed nine people in a village near Sumy. Homes in Pishchane had no power.", "nine", "Pishchane"),
        ("described", "A shell killed nine people in Sumy. Homes in Pishchane had no power.", "nine", "Sumy"),
        ("measured", "Nine people were killed in Trostianets, 40 km from Sumy.", "Nine", "Trostianets"),
        ("measured", "The army advanced to within 9 kilometers of the city of Kursk, and shells fell on Rylsk.", "9", "Kursk"),
        ("lies-in", "A strike killed nine soldiers at Saky airfield in Crimea.", "nine", "Saky airfield"),
        ("lies-in", "A strike killed nine soldiers in Crimea.", "nine", "Crimea"),
        ("coordinated", "Five civilians were killed in the town of Izium and nine in the town of Lyman.", "nine", "Lyman"),
        ("coordinated", "In the town of Izium five people were killed and nine were hurt.", "nine", "Izium"),
        ("coordinated", "They launched a strike on Zaporizhzhia and nine missile strikes on the Sumy region.", "nine", "Sumy region"),
        ("over-water", "They shot down 24 drones over the Krasnodar Region and nine over the Black Sea.", "24", "Krasnodar Region"),
        ("over-water", "They shot down 24 drones over the Krasnodar Region and nine over the Black Sea.", "nine", "Black Sea"),
        ("joined", "Nine people were killed in Jammu and Kashmir.", "Nine", "Jammu and Kashmir"),
        ("joined", "Nine people were killed in Jammu and Kashmir's Kupwara district.", "Nine", "Kupwara district"),
        ("opening", "They launched nine strikes on Friday. In the town of Pokrovsk, shells fell on a school.", "nine", None),
        ("opening", "They launched nine strikes on Friday. Shells fell on a school in the town of Pokrovsk.", "nine", "Pokrovsk"),
        (
            "people-from",
            "A strike in the Paktika province killed nine people. It killed nine people, refugees from Izium.",
            "nine",
            "Paktika province",
        ),
        ("people-from", "Two peacekeepers and nine soldiers from Nepal were killed near Goma.", "nine", "Goma"),
        ("people-from", "The army evacuated nine people from Izium.", "nine", "Izium"),
        ("launched-from", "They made nine missile strikes from occupied Crimea in the Odesa region.", "nine", "Odesa region"),
        ("launched-from", "They made nine missile strikes in Crimea and fled to the Odesa region.", "nine", "Crimea"),
        ("launched-from", "They shelled Kupiansk from positions near Dvorichna, killing nine people.", "nine", "Kupiansk"),
        ("launched-from", "They shelled Kupiansk and positions near Dvorichna, killing nine people.", "nine", "Dvorichna"),
        ("measured-back", "Rebels came to Izium, 40 km from Kharkiv. Near the city nine people were killed.", "nine", "Izium"),
        ("measured-back", "Rebels came to Izium and went on to Kharkiv. Near the city nine people were killed.", "nine", "Kharkiv"),
        ("right-after", "Shelling killed 15 civilians, including 9 in Saltivka, 4 in Izium and 2 in the town of Lyman.", "4", "Izium"),
        ("in-addition", "They hit depots near Izium in addition to destroying nine tanks in the Kharkiv region.", "nine", "Kharkiv region"),
        ("glued", "Nine people were killed in Tabqa Syria on Friday.", "Nine", "Tabqa"),
        ("glued", "Nine people were killed in Syrias Daraa on Friday.", "Nine", "Daraa"),
        ("spread", "Nine people were killed in the Sumy region over the past day. Trostianets was shelled.", "Nine", "Sumy region"),
        ("summed", "Shells fell on Izium. Over the past year nine people were killed, police said.", "nine", None),
        ("summed", "Shells fell on Izium. Over the past day nine people were killed, police said.", "nine", "Izium"),
        ("heading", "News\n\nIzium is quiet.\n\nMarket attack: 9 dead\n\nA shell fell on a market in Lyman.", "9", "Lyman"),
        ("heading", "News\n\nShells fell on Izium.\n\nThe attack left 9 dead.\n\nA shell fell on a market in Lyman.", "9", "Izium"),
        (
            "leads-back",
            "A bomb fell on Izium.\n\nIt was cold.\n\nSnow fell.\n\nRoads froze.\n\nIce formed.\n\nThe attack killed nine people.",
            "nine",
            "Izium",
        ),
        (
            "leads-back",
            "A bomb fell on Izium.\n\nIt was cold.\n\nSnow fell.\n\nRoads froze.\n\nIce formed.\n\nFrost killed nine people.",
            "nine",
            None,
        ),
    ],
)
def test_a_figure_has_the_place_of_its_event(rule: str, text: str, number: str, words: str | None, tools: Tools) -> None:
    found = claim_of(text, number, tools).place
    assert (found.text if found is not None else None) == words


def test_the_evidence_names_the_rule(tools: Tools) -> None:
    claim = claim_of("A strike killed nine people in the Sumy region. The blast hit Trostianets in the morning.", "nine", tools)
    assert claim.evidence["place"].rule.startswith("told-where:")


@pytest.mark.parametrize(
    ("text", "admin1"), [("Nine people were killed in the Deir Ezzor province of Syria.", "SY-DY"), ("Nine people were killed in Sumy.", "UA-59")]
)
def test_a_province_named_after_its_capital_is_no_city(text: str, admin1: str, tools: Tools) -> None:
    found = claim_of(text, "Nine", tools).place
    assert found is not None
    assert (found.admin1, found.where_prec) == (admin1, 4 if "province" in text else 1)
