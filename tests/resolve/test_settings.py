"""Which places are where something happened, and which are only a seat, part of a name, or a state that acts."""

import pytest

from reportedly.pipeline import Tools, claims_of
from reportedly.records import Claim, Report


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools.load()


def place_of(text: str, number: str, tools: Tools, outlet: str | None = None) -> str | None:
    found: tuple[Claim, ...] = claims_of(Report("r", "r", text, outlet=outlet, published="2025-02-08"), tools)
    claim = next(c for c in found if c.figure is not None and c.figure.text == number)
    return claim.place.text if claim.place is not None else None


@pytest.mark.parametrize(
    ("text", "number", "words"),
    [
        ("Nine people were killed in Sumy, officials in Kyiv said.", "Nine", "Sumy"),
        ("The General Staff in Kyiv said that nine soldiers had been killed.", "nine", None),
        ("Nine people were killed, residents of Sumy said.", "Nine", "Sumy"),
        ("Russia has lost 845,310 soldiers, the General Staff said.", "845,310", None),
        ("Russia has lost 845,310 soldiers in Ukraine, the General Staff said.", "845,310", "Ukraine"),
        ("Nine soldiers of the Armed Forces of Ukraine were killed.", "Nine", None),
        ("Ukraine's losses stand at 43,000 dead.", "43,000", None),
        ("Nine people were killed in the shelling of Ukraine.", "Nine", "Ukraine"),
        ("“We captured nine soldiers,” the mayor said in Kyiv on Friday.", "nine", None),
        ("The ministry said on Friday in Moscow that nine soldiers had died in Sumy.", "nine", "Sumy"),
        ("Speaking at a summit in Geneva, the envoy said nine soldiers had been killed.", "nine", None),
        ("Nine soldiers were killed in Sumy, the mayor said.", "Nine", "Sumy"),
        ("The mayor said nine soldiers had been killed in Sumy on Friday.", "nine", "Sumy"),
    ],
)
def test_where_it_happened(text: str, number: str, words: str | None, tools: Tools) -> None:
    assert place_of(text, number, tools) == words


def test_an_outlet_is_no_place(tools: Tools) -> None:
    text = "Nine soldiers were killed. Kherson Courier could not check this in Kherson Courier's archive."
    assert place_of(text, "Nine", tools, outlet="Kherson Courier") is None


@pytest.mark.parametrize(
    ("counted", "words"), [("people have been wounded", "Sumy region"), ("soldiers have been lost", None), ("Russian dead have been counted", None)]
)
def test_a_total_of_people_is_told_of_the_land_named_before(counted: str, words: str | None, tools: Tools) -> None:
    text = f"Shells fell in the Sumy region. The war goes on. Since 2022 70,457 {counted}, the mayor said."
    assert place_of(text, "70,457", tools) == words


def test_a_total_takes_no_town_from_another_sentence(tools: Tools) -> None:
    text = (
        "A bomb fell on Sumy on Friday. Russia has lost 845,310 soldiers killed since the start of the full-scale invasion, the General Staff said."
    )
    assert place_of(text, "845,310", tools) is None


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Armenia says nine of its soldiers have been killed.", "Armenia"),
        ("Armenia says Azerbaijan lost nine of its soldiers in the attack.", "Azerbaijan"),
        ("Armenia says nine of the soldiers have been killed.", None),
    ],
)
def test_its_soldiers_are_the_speakers(text: str, party: str | None, tools: Tools) -> None:
    (claim,) = [c for c in claims_of(Report("r", "r", text, published="2025-02-08"), tools) if c.figure is not None]
    assert claim.figure is not None
    assert claim.figure.party == party
