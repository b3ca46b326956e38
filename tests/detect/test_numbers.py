"""Number expressions: what is read, and what is none."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.detect.numbers import numbers_in, read

READ = [
    ("37,200 shells", "37,200", 37200, 37200),
    ("10 000 shells", "10 000", 10000, 10000),
    ("10\u00a0000 shells", "10\u00a0000", 10000, 10000),
    ("12\u202f500 shells", "12\u202f500", 12500, 12500),
    ("1.340.000 shells", "1.340.000", 1340000, 1340000),
    ("2.5 km", "2.5", 2.5, 2.5),
    ("2,5 km", "2,5", 2.5, 2.5),
    ("40 thousand troops", "40 thousand", 40000, 40000),
    ("1.2m people", "1.2m", 1200000, 1200000),
    ("1.2 mln people", "1.2 mln", 1200000, 1200000),
    ("12k troops", "12k", 12000, 12000),
    ("twenty-three men", "twenty-three", 23, 23),
    ("Thirty one men", "Thirty one", 31, 31),
    ("two hundred and fifty men", "two hundred and fifty", 250, 250),
    ("one and a half million shells", "one and a half million", 1500000, 1500000),
    ("a million and a half shells", "a million and a half", 1500000, 1500000),
    ("half a million shells", "half a million", 500000, 500000),
    ("a dozen tanks", "a dozen", 12, 12),
    ("a hundred tanks", "a hundred", 100, 100),
    ("20-30 drones", "20-30", 20, 30),
    ("20 to 30 drones", "20 to 30", 20, 30),
    ("between 20 and 30 drones", "between 20 and 30", 20, 30),
    ("10,000–12,000 men", "10,000–12,000", 10000, 12000),
    ("five to seven thousand men", "five to seven thousand", 5000, 7000),
    ("two or three men", "two or three", 2, 3),
    ("dozens of men", "dozens", 24, None),
    ("scores of men", "scores", 40, None),
    ("tens of thousands of men", "tens of thousands", 20000, None),
    ("several dozen men", "several dozen", 24, None),
    ("a few hundred men", "a few hundred", 200, None),
    ("a third of the men", "a third", 33, 33),
    ("two thirds of the men", "two thirds", 67, 67),
    ("half of the men", "half", 50, 50),
    ("rose from 12 to 15", "15", 15, 15),
    ("\uff12\uff10 men", "\uff12\uff10", 20, 20),
]


@pytest.mark.parametrize(("text", "words", "low", "high"), READ)
def test_a_number_is_read(text: str, words: str, low: float, high: float | None) -> None:
    found = numbers_in(text)
    assert [(text[n.start : n.end], n.low, n.high) for n in found] == [(words, low, high)]
    again = read(words)
    assert again is None or (again.low, again.high) == (low, high)


NONE = [
    "a 155mm gun",
    "T-72 and F-16",
    "the M777",
    "on 20.07.2016",
    "at 08:48",
    "on 2025-02-08",
    "$61 billion",
    "No. 5",
    "the 47th and the 21st",
    "several men",
    "the third city",
    "Lt. Gen. Example",
    "http://example.org/12/300",
    "on August 3, 2015",
    "on 3 August 2015",
    "²½",
    "1234567890123456 men",
    "9" * 400 + " men",
    "9" * 5000 + "," + "9" * 5000,
]


@pytest.mark.parametrize("text", NONE)
def test_no_number_is_read(text: str) -> None:
    assert numbers_in(text) == ()


def test_number_words_without_end_stay_below_what_can_be_counted() -> None:
    assert all((number.high or 0) < 10**15 for number in numbers_in("nine hundred " * 300 + "men"))


def test_a_paragraph_break_ends_a_number() -> None:
    text = "twenty\n\nthree"
    assert [text[n.start : n.end] for n in numbers_in(text)] == ["twenty", "three"]


@given(st.integers(min_value=1, max_value=999_999_999))
def test_digits_with_separators_are_the_same_number(number: int) -> None:
    for mark in (",", "\u00a0", "\u202f", "\u2009"):
        text = f"{number:,}".replace(",", mark)
        found = numbers_in(text)
        assert len(found) == 1
        assert found[0].value == number


@given(st.text(alphabet=st.sampled_from("0123456789 ,.-–and ofthousadzehlfmiwkKM\u00a0\n\x00٣²"), max_size=60))
def test_any_text_is_read_in_order(text: str) -> None:
    found = numbers_in(text)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
