"""One utterance of one origin counts once, however often it is told."""

import pytest
from told import ZOLK, Told, compared, kinds, row, told, total

from reportedly.compare.cliques import cliques, largest
from reportedly.compare.origins import Origin, independent, may_be_one, origin_of
from reportedly.records import StoredClaim

COPPER = {"outlet": "Copper Mail"}
TOLD, TWICE = ("repeat", "retold"), ("repeat", "told_twice")


def repeats(findings):
    return [found for found in findings if found.kind == "repeat"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (told("120"), told("120", **COPPER), [TOLD]),
        (told("2.5", bounds=(2.5, 2.5)), told("2.5", bounds=(2.5, 2.5), days=None, **COPPER), [TOLD]),
        (told("120"), told("120", place=None, days=None, **COPPER), [TOLD]),
        (told("120"), told("120", published="2025-02-15", **COPPER), [TOLD]),
        (told("120"), told("120", counted="troops", **COPPER), [TOLD]),
        (told("120"), told("120", published="2025-02-16", **COPPER), []),
        (told("120"), told("120", by="Olga Examplova", **COPPER), [("corroborates", "same_slot")]),
        (told("120"), told("121", **COPPER), []),
        (told("120"), told("120", hedge="more_than", bounds=(120, None), **COPPER), []),  # a hedge lost is a drift
        (told("120"), told("120", counted="senior officers", **COPPER), []),  # and so is another noun
        (told("120"), told("120", measure="wounded", **COPPER), []),
        (told("120"), told("120", party="Northland", **COPPER), []),
        (told("120"), told("120", place=ZOLK, **COPPER), []),
        (told("120"), told("120", days=("2025-02-05", "2025-02-06"), **COPPER), []),
        (
            told("120", scope="period", days=("2025-02-05", "2025-02-06")),
            told("120", scope="period", days=("2025-02-06", "2025-02-07"), **COPPER),
            [],
        ),
        (told("120", stance="possible"), told("120", **COPPER), []),
        # a small number comes up by chance
        (told("12"), told("12", **COPPER), [TOLD]),
        (told("12"), told("12", place=None, **COPPER), []),
        (told("12", days=None), told("12", days=None, **COPPER), []),
        (told("dozens", bounds=(24, None), hedge="vague"), told("dozens", bounds=(24, None), hedge="vague", days=None, **COPPER), []),
    ],
)
def test_what_is_told_again(ledger, one, other, expected):
    assert [pair for pair in kinds(compared(ledger, one, other)) if pair[0] in ("repeat", "corroborates")] == expected


def test_twelve_outlets_are_one_origin(ledger):
    reports = [told("120", outlet=f"Outlet {n}", published=f"2025-02-{n + 3:02}") for n in range(12)]
    (found,) = repeats(compared(ledger, *reports))
    assert len(found.reports) == len(found.claims) == len(found.figures) == 12
    assert "is told in 12 reports (Outlet 0, Outlet 1, Outlet 2, Outlet 3 and 8 more); it is one utterance of one origin" in found.reason


def test_what_is_not_known_joins_nothing_that_differs(ledger):
    """A telling without a place goes with either place, and the places stay apart."""
    found = repeats(compared(ledger, told("120"), told("120", place=ZOLK), told("120", place=None)))
    assert sorted(len(one.claims) for one in found) == [2, 2]


def test_cliques():
    near = {(0, 1), (1, 2), (0, 2), (2, 3)}
    assert sorted(cliques(5, lambda one, other: (one, other) in near)) == [(0, 1, 2), (2, 3), (4,)]
    assert largest([(0, 1), (0, 1, 2), (2, 3), (4,)]) == [(0, 1, 2), (2, 3)]


@pytest.mark.parametrize(
    ("report", "expected"),
    [
        (told(), Origin("ivan testenko", "Ivan Testenko", True)),
        (told(unnamed=True), Origin("ivan testenko", "Ivan Testenko", True)),
        (told(by=None, unnamed=True), Origin("example wire", "Example Wire", False)),
        (told(by=None), Origin("example wire", "Example Wire", False)),
        (told(by="The Ministry of Defence"), Origin("ministry defence", "The Ministry of Defence", True)),
    ],
)
def test_the_origin_of_a_claim(report: Told, expected: Origin):
    assert origin_of(row(report)) == expected


def test_what_a_copy_says_itself_is_the_word_of_what_it_copies():
    _, (claim,) = told(by=None, unnamed=True, outlet="Copper Mail")
    assert origin_of(StoredClaim(claim, "Example Wire")).name == "Example Wire"


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("General Staff", "General Staff of the Armed Forces of Northland", True),
        ("Testenko", "Ivan Testenko", True),
        ("Ministry of Defence of Northland", "Ministry of Defence of Southland", False),
    ],
)
def test_names_of_one_voice(one: str, other: str, expected: bool):
    origins = [origin_of(row(told(by=name))) for name in (one, other)]
    assert may_be_one(*origins) is expected


def test_independent_origins_are_counted_after_folding():
    rows = [
        told("120"), told("120", outlet="Copper Mail"), told("120", by="Testenko", outlet="Harbour Wire"), told("115", by="Olga Examplova"),
        told("120", by=None), told("120", by=None, unnamed=True), told("120", by="Example Wire", outlet="Copper Mail", unnamed=True),
    ]  # fmt: skip
    assert independent(map(row, rows)) == ("Ivan Testenko", "Olga Examplova", "Example Wire")


def test_totals_up_to_other_days_are_other_utterances(ledger):
    again = total("40000", "2025-02-09", place=None, outlet="Copper Mail")
    found = compared(ledger, total("40000", "2025-02-08"), total("40000", "2025-02-09"), again)
    assert kinds(found) == [("repeat", "retold"), ("updates", "total_grows")]
