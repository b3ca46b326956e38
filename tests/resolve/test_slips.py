"""Slips: a people's name at odds with the rest of the report is flagged, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import Detection, Flag, Quantity, Report, Stance, Statement, When
from reportedly.resolve.slips import distance, out_of_range, slips
from reportedly.spans import span

BEFORE = "Fighting goes on in the Kursk region. Troops of Ukraine moved on near Kursk. "


def _slips(text: str, quote: str) -> tuple[Flag, ...]:
    words = span(text, text.index(quote), text.index(quote) + len(quote))
    return slips(Statement(words, words), Detection(Report("r", "r", text)))


def test_a_people_that_the_report_does_not_know_and_that_looks_like_its_place() -> None:
    text = BEFORE + "The soldiers hit a Kurdish command center."
    (flag,) = _slips(text, "The soldiers hit a Kurdish command center.")
    assert (flag.kind, flag.text, text[flag.start : flag.end]) == ("slip", "Kurdish", "Kurdish")
    assert "Kursk" in flag.reason


@pytest.mark.parametrize(
    "text",
    [
        BEFORE + "The soldiers hit a Russian command center.",
        BEFORE + "The Kurds of the city spoke. The soldiers hit a Kurdish command center.",
        "The fighting went on in Kirkuk. The soldiers hit a Kurdish command center.",
        BEFORE + "The soldiers hit a command center.",
    ],
)
def test_a_name_that_fits_is_none(text: str) -> None:
    assert _slips(text, text[text.index("The soldiers hit") :]) == ()


@pytest.mark.parametrize(
    ("text", "whole", "part", "reason"),
    [
        ("Shells killed 20 people, including 25 children.", "20", "25", "'25' is said to be a part of '20' and is larger"),
        ("Shells killed 20 people, including 5 children.", "20", "5", None),
        ("Shells killed 20 people and wounded 25 children.", "20", "25", None),
        ("Of 6 of them nothing is known, and 15 fell on a field.", "6", "15", None),
        ("Shells killed dozens of people, including 25 children.", "dozens", "25", None),
    ],
)
def test_a_part_larger_than_its_whole(text: str, whole: str, part: str, reason: str | None) -> None:
    sentence = span(text, 0, len(text))
    first, second = (Quantity(span(text, text.index(number), text.index(number) + len(number))) for number in (whole, part))
    statements = tuple(Statement(sentence, sentence, quantity=quantity) for quantity in (first, second))
    flags = slips(statements[1], Detection(Report("r", "r", text), statements=statements))
    assert [flag.reason for flag in flags] == ([reason] if reason else [])


@pytest.mark.parametrize(
    ("start", "stance", "flagged"),
    [("2025-03-02", "asserted", True), ("2025-03-01", "asserted", False), ("2025-03-02", "planned", False), (None, "asserted", False)],
)
def test_a_date_after_publication(start: str | None, stance: Stance, flagged: bool) -> None:
    flags = out_of_range(When(start, start, 0, 5, "today"), "2025-03-01T10:00:00", stance)
    assert bool(flags) == flagged
    assert out_of_range(None, "2025-03-01", "asserted") == out_of_range(When(start, start, 0, 5, "today"), None, "asserted") == ()


@pytest.mark.parametrize(("a", "b", "expected"), [("kurd", "kursk", 2), ("", "abc", 3), ("same", "same", 0)])
def test_distance(a: str, b: str, expected: int) -> None:
    assert distance(a, b) == expected


@given(st.text(max_size=60))
def test_any_text_raises_nothing(text: str) -> None:
    whole = span(text, 0, len(text))
    for flag in slips(Statement(whole, whole), Detection(Report("r", "r", text))):
        assert text[flag.start : flag.end] == flag.text
