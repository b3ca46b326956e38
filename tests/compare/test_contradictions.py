"""Which claims are held against each other, and what comes of it."""

import math

import pytest
from told import COAST, NORTHLAND, ZOLK, Told, compared, kinds, told, total

from reportedly.compare.bounds import bounds, meet, span_of
from reportedly.records import Figure

OTHER = {"by": "Olga Examplova", "outlet": "Harbour Wire"}
APART, MEET = ("contradicts", "bounds_apart"), ("corroborates", "same_slot")


@pytest.mark.parametrize(
    ("hedge", "low", "high", "span"),
    [
        ("exact", 20, 20, (20, 20)),
        ("about", 40000, 40000, (36000, 44000)),
        ("more_than", 700, None, (700, math.inf)),
        ("at_most", None, 50, (-math.inf, 50)),
        ("range", 20, 30, (20, 30)),
        ("vague", None, None, None),
    ],
)
def test_the_span_of_a_figure(hedge, low, high, span):
    assert span_of(Figure(0, 2, "20", None, low, high, hedge, "killed", "person")) == (span and pytest.approx(span))


def test_bounds_in_words():
    assert [bounds(span) for span in ((20, 20), (36000, 44000), (700, math.inf), (-math.inf, 2.5))] == [
        "20",
        "36,000 to 44,000",
        "700 or more",
        "up to 2.5",
    ]
    assert meet((20, 30), (30, 40))
    assert not meet((20, 29), (30, 40))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (told("12"), told("15", **OTHER), [APART]),
        (told("12"), told("12", **OTHER), [MEET]),
        (told("12", hedge="at_least", bounds=(12, None)), told("15", **OTHER), [MEET]),
        (told("100", hedge="about"), told("109", **OTHER), [MEET]),
        (told("100", hedge="about"), told("111", **OTHER), [APART]),
        # not one slot
        (told("12"), told("15", measure="wounded", **OTHER), []),
        (told("12"), told("15", party="Northland", **OTHER), []),
        (told("12"), told("15", party=None, **OTHER), []),
        (told("12"), told("15", role="civilian", **OTHER), []),
        (told("12"), told("15", place=ZOLK, **OTHER), []),
        (told("12"), told("15", days=("2025-02-06", "2025-02-06"), **OTHER), []),
        (told("12"), told("15", scope="period", **OTHER), []),
        (told("12"), told("900", scope="cumulative", as_of="2025-02-08", **OTHER), []),
        (told("12"), told("5", counted="officers", **OTHER), []),
        (told("12"), told("5", before="including", **OTHER), []),
        (told("12"), told("5", behind="more were hit", counted="", **OTHER), []),
        (told("12"), told("15", counted="troops", **OTHER), [APART]),
        # not two origins
        (told("12"), told("15", outlet="Harbour Wire"), []),
        (told("12", by="Testenko"), told("15", **OTHER | {"by": "Ivan Testenko"}), []),
        (told("12", by=None), told("15", by=None, outlet="Harbour Wire"), [APART]),
        (told("12", by=None), told("12", by=None, outlet="Harbour Wire"), []),
        # nothing said of place or day, or said as possible only
        (told("12"), told("15", place=None, **OTHER), []),
        (told("12"), told("15", days=None, **OTHER), []),
        (told("12"), told("12", days=None, **OTHER), []),
        (told("120"), told("120", days=None, **OTHER), [("corroborates", "possibly_same_slot")]),
        (told("120"), told("120", place=None, **OTHER), [("corroborates", "possibly_same_slot")]),
        (told("12"), told("15", stance="possible", **OTHER), []),
        (told("12"), told("15", stance="planned", **OTHER), []),
        # a region sees many incidents a day, and holds its towns
        (told("12", place=COAST), told("15", place=COAST, **OTHER), []),
        (told("12", place=COAST, scope="period"), told("15", place=COAST, scope="period", **OTHER), [APART]),
        (told("15"), told("12", place=COAST, **OTHER), []),
        (told("12"), told("12", place=COAST, **OTHER), []),
        (told("120"), told("120", place=COAST, **OTHER), [("corroborates", "place_within")]),
        (told("12", scope="period"), told("15", place=COAST, scope="period", **OTHER), []),
        (told("15", scope="period"), told("12", place=COAST, scope="period", **OTHER), [("contradicts", "part_exceeds_whole")]),
        (told("15", scope="period", place=NORTHLAND), told("16", place=COAST, scope="period", **OTHER), [("contradicts", "part_exceeds_whole")]),
    ],
)
def test_claims_of_incidents_and_periods(ledger, one, other, expected):
    assert kinds(compared(ledger, one, other)) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (total("40000", "2025-02-08"), total("70000", "2025-02-08", **OTHER), [APART]),
        (total("40000", "2025-02-08"), total("70000", "2025-02-15", **OTHER), [APART]),
        (total("40000", "2025-02-08"), total("70000", "2025-02-16", **OTHER), []),
        (total("70000", "2025-02-08"), total("40000", "2025-02-15", **OTHER), [APART]),
        # what a total may have grown by in a day is no contradiction: 40,000 in 1,080 days are 37 a day
        (total("40000", "2025-02-08"), total("40070", "2025-02-09", **OTHER), []),
        (total("40000", "2025-02-08"), total("40080", "2025-02-09", **OTHER), [APART]),
        (total("40070", "2025-02-08"), total("40000", "2025-02-09", **OTHER), [APART]),
        # counted from another day, or nothing said of it
        (total("40000", "2025-02-08"), total("70000", "2025-02-08", days=("2024-01-01", "2025-02-08"), **OTHER), []),
        (total("40000", "2025-02-08"), total("70000", "2025-02-08", days=None, **OTHER), []),
        (total("40000", "2025-02-08", place=None), total("70000", "2025-02-08", **OTHER), []),
        (total("40000", "2025-02-08", measure="killed"), total("70000", "2025-02-08", **OTHER), []),
        (total("400", "2025-02-08", scope="stock", days=None), total("700", "2025-02-12", scope="stock", days=None, **OTHER), [APART]),
    ],
)
def test_totals(ledger, one, other, expected):
    assert kinds(compared(ledger, one, other)) == expected


def test_the_reason_names_both_and_their_bounds(ledger):
    (found,) = compared(ledger, total("40000", "2025-02-08", hedge="about"), total("70000", "2025-02-09", **OTHER))
    assert found.figures == ("40000", "70000")
    assert found.reports == ("Example Wire-2025-02-08-Ivan Testenko-40000", "Harbour Wire-2025-02-09-Olga Examplova-70000")
    assert found.reason == (
        "Ivan Testenko (in Example Wire-2025-02-08-Ivan Testenko-40000) gives “about 40000”, Olga Examplova (in Harbour Wire-2025-02-09-Olga "
        "Examplova-70000) “70000”: casualties (person, soldiers, Southland, cumulative) in Northland, 2022-02-24 to 2025-02-08, the other in "
        "Northland, 2022-02-24 to 2025-02-09; 36,000 to 44,000 and 70,000 do not meet"
    )


def test_one_pair_is_found_once_and_every_retelling_counts_once(ledger):
    """The days lie in two stretches of a week; the second outlet only prints what the first origin said."""
    found = compared(ledger, total("40000", "2025-02-08"), total("40000", "2025-02-08", outlet="Copper Mail"), total("70000", "2025-02-11", **OTHER))
    assert kinds(found) == [APART, ("repeat", "retold")]


def crowd(origins: int, each: int) -> list[Told]:
    """So many origins, each with so many totals of one day, none of which meet."""
    pairs = [(origin, number) for origin in range(origins) for number in range(each)]
    return [total(str(1000 + 1000 * a + 100 * b), "2025-02-08", by=f"Witness{a} Testenko{a}", outlet=f"Wire {b}") for a, b in pairs]


@pytest.mark.parametrize(("origins", "each", "findings", "widest"), [(6, 3, 15 * 9, None), (6, 6, 15, None), (50, 5, 1, ("1000", "50400"))])
def test_a_crowd_is_told_by_few_findings(ledger, origins, each, findings, widest):
    found = [finding for finding in compared(ledger, *crowd(origins, each)) if finding.kind == "contradicts"]
    assert len(found) == findings
    assert all(("more pairs" in finding.reason) == (findings < origins * each * 5) for finding in found)
    assert widest is None or found[0].figures == widest
