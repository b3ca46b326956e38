"""Dates of publication."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.read import dates


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2025-02-08", "2025-02-08"),
        (" 2025-02-08\n", "2025-02-08"),
        ("2025/02/08", "2025-02-08"),
        ("2025.2.8", "2025-02-08"),
        ("20250208", "2025-02-08"),
        ("20250208T101500Z", "2025-02-08T10:15:00+00:00"),
        ("2025-02-08T23:30:00+02:00", "2025-02-08T23:30:00+02:00"),
        ("2025-02-08T23:30:00.125+0200", "2025-02-08T23:30:00+02:00"),
        ("2025-02-08 23:30", "2025-02-08T23:30:00"),
        ("8 February 2025", "2025-02-08"),
        ("8th of February 2025", "2025-02-08"),
        ("8 FEB 2025", "2025-02-08"),
        ("8 Sept. 2025", "2025-09-08"),
        ("February 8, 2025", "2025-02-08"),
        ("Feb. 8, 2025 at 10:15 EST", "2025-02-08"),
        ("Sat, 08 Feb 2025 10:00:00 GMT", "2025-02-08T10:00:00+00:00"),
        ("Sat, 08 Feb 2025 10:00:00 +0200", "2025-02-08T10:00:00+02:00"),
        ("8 лютого 2025", "2025-02-08"),
        ("8 февраля 2025", "2025-02-08"),
        ("29 February 2024", "2024-02-29"),
    ],
)
def test_what_reads_in_one_way_is_a_date(words: str, iso: str) -> None:
    assert dates.published(words) == iso


@pytest.mark.parametrize(
    "words",
    ["", "08/02/2025", "02-08-25", "2025-13-01", "2025-02-30", "29 February 2025", "February 2025", "2025", "yesterday", "2025-02-08T25:00",
     "٢٠٢٥-٠٢-٠٨", "2025-02-08T10:00:00+99:99", "8 auguſt 2025", "2025-02/08", "0000-01-01", "2025-02-08 (updated)"],
)  # fmt: skip
def test_anything_else_is_none(words: str) -> None:
    assert dates.published(words) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2025-02-08 Two villages were shelled", "2025-02-08"),
        ("8 February 2025", "2025-02-08"),
        ("2025-02-08th", None),
        ("on 2025-02-08", None),
        ("2025-02-31 Two", None),
    ],
)
def test_leading_takes_a_date_at_the_start_only(text: str, iso: str | None) -> None:
    found = dates.leading(text)
    assert (found and found[0]) == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Published on 8 February 2025, 10:00", "2025-02-08"),
        ("2025-02-08 | 2025-02-08T10:00", "2025-02-08"),
        ("8 February 2025 - 9 February 2025", None),
        ("id 120250208999", None),
        ("no day", None),
    ],
)
def test_only_wants_one_day(text: str, iso: str | None) -> None:
    assert dates.only(text) == iso


@given(st.dates())
def test_iso_dates_stay_as_they_are(day: object) -> None:
    assert dates.published(str(day)) == str(day)


@given(st.text(max_size=40))
def test_no_words_raise(words: str) -> None:
    dates.leading(words)
    found = dates.published(words)
    assert found is None or dates.published(found) == found
