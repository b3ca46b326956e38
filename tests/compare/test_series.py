"""Totals of one origin from day to day, and tolls that are given anew."""

import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from invented import AT, NEWER
from told import COAST, NORTHLAND, compared, joined, kinds, told, total

from reportedly.ledger import Ledger

GROWS, JUMP, FALLS, ANEW = (
    ("updates", "total_grows"),
    ("updates", "jump_unlike_the_daily_figure"),
    ("falls", "total_falls"),
    ("updates", "same_incident"),
)


def test_a_series_has_a_step_for_each_day_with_its_increase(ledger):
    days = [total(str(40000 + 100 * n), f"2025-02-{n + 1:02}") for n in range(10)]
    found = compared(ledger, *days)
    assert kinds(found) == [GROWS] * 9
    links = {finding.claims for finding in found}
    assert links == {(a[1][0].claim_key, b[1][0].claim_key) for a, b in pairwise(days)}
    assert all("+100 in 1 day" in finding.reason for finding in found)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (total("40000", "2025-02-08"), total("39000", "2025-02-09"), [FALLS]),
        (total("40000", "2025-02-08", hedge="about"), total("39000", "2025-02-09", hedge="about"), [FALLS]),
        (total("40000", "2025-02-08"), total("39000", "2025-02-09", hedge="at_least", bounds=(39000, None)), [GROWS]),  # at least 39,000 may be more
        (total("40000", "2025-02-08"), total("4100", "2025-02-09"), [FALLS]),  # a digit lost
        (total("40000", "2025-02-08"), total("4100", "2025-05-09"), []),  # another count
        (total("40000", "2025-02-08"), total("40000", "2025-02-09"), [GROWS]),
        (total("40000", "2025-02-08"), total("40100", "2025-12-09"), [GROWS]),
        (total("40000", "2025-02-08"), total("39000", "2025-02-08", outlet="Copper Mail"), []),  # of one day
        (total("40000", "2025-02-08"), total("39000", "2025-02-09", by="Olga Examplova"), [("contradicts", "bounds_apart")]),
        (total("40000", "2025-02-08"), total("39000", "2025-02-09", party="Northland"), []),
        (total("40000", "2025-02-08"), total("39000", "2025-02-09", counted="officers"), []),
        (total("40000", "2025-02-08"), total("39000", "2025-02-09", place=COAST), []),
        (total("40000", "2025-02-08"), total("41000", "2025-02-09", place=None), [GROWS]),
        (total("40000", "2025-02-08"), total("39000", "2025-02-09", days=("2024-06-01", "2025-02-09")), []),
        (total("40000", "2025-02-08"), total("41000", "2025-02-09", days=None), [GROWS]),
        # what an outlet says itself may go back to anyone
        (total("40000", "2025-02-08", by=None), total("41000", "2025-02-09", by=None), [GROWS]),
        (total("40000", "2025-02-08", by=None), total("41000", "2025-02-09", by=None, days=None), []),
    ],
)
def test_steps(ledger, one, other, expected):
    assert kinds(compared(ledger, one, other)) == expected


@pytest.mark.parametrize(("daily", "expected"), [("1200", [GROWS]), ("1100", [GROWS]), ("900", [JUMP]), ("1500", [JUMP])])
def test_a_jump_is_held_against_the_daily_figure_of_its_report(ledger, daily, expected):
    """The total grows by 1,200; a tenth of the daily figure is let pass."""
    of_day = told(daily, measure="casualties", scope="period", days=("2025-02-08", "2025-02-09"), published="2025-02-09", place=NORTHLAND)
    assert kinds(compared(ledger, total("40000", "2025-02-08"), joined(of_day, total("41200", "2025-02-09")))) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (told("12", published="2025-02-03"), told("15", published="2025-02-04"), [ANEW]),
        (told("15", published="2025-02-03"), told("12", published="2025-02-04"), [ANEW]),
        (told("12", published="2025-02-03"), told("15", published="2025-02-03"), []),
        (told("12", published="2025-02-03"), told("15", published="2025-02-04", by="Olga Examplova"), [("contradicts", "bounds_apart")]),
        (told("12", published="2025-02-03"), told("15", published="2025-02-04", days=("2025-02-04", "2025-02-04")), []),
        (told("12", published="2025-02-03"), told("15", published="2025-02-04", place=COAST), []),
        (told("12", published="2025-02-03"), told("15", published="2025-02-04", counted="officers"), []),
    ],
)
def test_a_later_toll_of_one_origin_updates_the_earlier(ledger, one, other, expected):
    assert kinds(compared(ledger, one, other)) == expected


def test_a_series_that_grows_writes_only_what_is_new(tmp_path):
    path = tmp_path / "reportedly.db"
    totals = [total(f"{number}00", f"2025-02-0{number}") for number in (1, 3, 5)]
    with Ledger.open(path) as ledger:
        compared(ledger, *totals)
        before = _rows(path)
        compared(ledger, total("600", "2025-02-06"))
        grown = _rows(path)
        compared(ledger, total("250", "2025-02-02"))
        between = _rows(path)
    assert before < grown
    assert len(grown - before) == 1
    assert (len(grown - between), len(between - grown)) == (1, 2)


def test_a_day_told_by_many_is_told_by_the_first_also_when_it_comes_late_or_goes(ledger):
    outlets = [total("41000", "2025-02-02", outlet=outlet, published=f"2025-02-{day:02}") for outlet, day in (("B", 4), ("C", 5), ("A", 3))]
    (grown,) = compared(ledger, total("40000", "2025-02-01"), outlets[0], outlets[1])[:1]
    assert outlets[0][1][0].claim_key in grown.claims
    steps = [found for found in compared(ledger, outlets[2]) if found.kind == "updates"]
    assert [outlets[2][1][0].claim_key in step.claims for step in steps] == [True]
    with ledger.run(NEWER, "redo", AT) as run:
        run.redo(outlets[2][0].report_id, ())
    steps = [found for found in compared(ledger) if found.kind == "updates"]
    assert [outlets[0][1][0].claim_key in step.claims for step in steps] == [True]


def test_the_days_own_figure_is_read_where_it_stands_in_the_report_that_told_the_total_first(ledger):
    day = {"by": "General Staff", "measure": "casualties", "place": NORTHLAND, "scope": "incident", "days": ("2025-02-01", "2025-02-02")}
    both = joined(total("41000", "2025-02-02", by="General Staff"), told("5000", published="2025-02-02", **day))
    later = joined(total("41000", "2025-02-02", by="General Staff", published="2025-02-03"), told("1000", published="2025-02-03", **day))
    first = compared(ledger, total("40000", "2025-02-01", by="General Staff"), later)
    assert JUMP not in kinds(first)
    assert kinds(compared(ledger, both)).count(JUMP) == 1


def _rows(path: Path) -> set[tuple[int, str]]:
    """The stored findings on series, each with the number of its row."""
    with closing(sqlite3.connect(path)) as connection:
        return set(connection.execute("SELECT id, json FROM derived_findings WHERE comparator = 'series'"))
