"""Who says it, in the founding report: read where the folder with it stands beside the clone, passed over where it does not."""

from pathlib import Path

import pytest

from reportedly.detect.models import Model
from reportedly.pipeline import Tools, claims_of
from reportedly.read import read
from reportedly.records import Claim, Report
from reportedly.resolve.gazetteer import Gazetteer

SEED = Path(__file__).resolve().parents[2] / "shared" / "seed" / "unn-2025-02-08.txt"
RELAY = ["UNN", "Reuters", "Volodymyr Zelenskyy"]
HEARSAY = [*RELAY, "unnamed"]

# (the figure or the event word, a part of its sentence, the chain): the rows of the seed's table that have words of their own.
ROWS = [
    ("2.5", "have recently advanced", RELAY),
    ("struck", "struck a Russian command post", RELAY),
    ("20", "killing 20 senior", RELAY),
    ("2.5", "our guys advanced", RELAY),
    ("230", "they lost 230 people", RELAY),
    ("4,000", "after 4,000 North Korean soldiers", RELAY),
    ("offensive", "which started at night", RELAY),
    ("use", "did not use the North Koreans", RELAY),
    ("hit", "Kurdish command center", RELAY),
    ("20", "I was told that 20 officers", HEARSAY),
    ("killed", "a large number of officers", RELAY),
    ("2 million", "at least 2 million people", RELAY),
    ("capturing", "from capturing Sumy", RELAY),
    ("700", "more than 700 people", RELAY),
    ("transferred", "a large number of troops", RELAY),
    ("40 thousand", "about 40 thousand troops", []),
    ("12 thousand", "bring in 12 thousand troops", []),
]


@pytest.fixture(scope="module")
def claims(model: Model) -> tuple[Claim, ...]:
    if not SEED.exists():
        pytest.skip(f"passed over: {SEED.parent.name} is not there")
    (report,) = read([SEED])
    assert isinstance(report, Report)
    return claims_of(report, Tools(model, Gazetteer.open()))


@pytest.mark.parametrize(("words", "sentence", "chain"), ROWS)
def test_the_chain_of_a_row(words: str, sentence: str, chain: list[str], claims: tuple[Claim, ...]) -> None:
    (claim, *_) = [c for c in claims if sentence in c.quote.text and _mark(c) == words]
    assert [link.name for link in claim.chain] == chain
    assert (claim.speaker.name if claim.speaker else None) == (RELAY[-1] if chain else None)
    assert (claim.speech == "unattributed") == (not chain)


def _mark(claim: Claim) -> str | None:
    if claim.figure is not None:
        return claim.figure.text
    return claim.event.trigger.text if claim.event is not None else None
