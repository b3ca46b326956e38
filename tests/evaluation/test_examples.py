"""The examples: each says what it is, none puts words into a real mouth, and the gold's spans hold in them."""

import re
from pathlib import Path

import pytest

from evaluation.score import Gold, read_gold
from reportedly.read import read
from reportedly.records import Report

ROOT = Path(__file__).parents[2]
REPORTS = {item.report_ref: item for item in read([ROOT / "examples"]) if isinstance(item, Report)}
GOLD = read_gold((ROOT / "evaluation" / "examples" / "gold.jsonl").read_text(encoding="utf-8").splitlines())


def test_every_example_is_read() -> None:
    assert len(REPORTS) == 29


@pytest.mark.parametrize("ref", sorted(REPORTS))
def test_an_example_says_that_it_is_one_and_where_it_comes_from(ref: str) -> None:
    report = REPORTS[ref]
    assert "written as an example for reportedly, not a news report" in report.text.lower()
    assert report.outlet
    assert report.published
    assert re.fullmatch(r"\d{4}-\d\d-\d\d.*", report.published)
    assert report.language == "en"
    assert report.url is None or ".example/" in report.url


@pytest.mark.parametrize("ref", sorted(set(REPORTS) - {"border-village.txt", "aid-convoy.txt"}))
def test_only_invented_people_are_quoted(ref: str) -> None:
    assert not set('"“”«»') & set(REPORTS[ref].text)


def test_every_example_has_gold() -> None:
    assert {row.doc for row in GOLD} == set(REPORTS)


@pytest.mark.parametrize("row", GOLD, ids=lambda row: f"{row.doc}:{row.figure.start}")
def test_spans_of_the_gold_are_verbatim(row: Gold) -> None:
    text = REPORTS[row.doc].text
    spans = (row.figure, row.counted, row.place, row.speaker)
    assert all(text[span.start : span.end] == span.text for span in spans if span)


@pytest.mark.parametrize("row", GOLD, ids=lambda row: f"{row.doc}:{row.figure.start}")
def test_the_gold_agrees_with_itself(row: Gold) -> None:
    assert (row.low, row.high) != (None, None)
    assert (row.speaker is None) == (row.speech == "unattributed") == (not row.chain)
    assert row.date is None or row.date.start <= row.date.end


def test_the_table_names_every_file() -> None:
    table = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    files = {path.name for path in (ROOT / "examples").iterdir()} - {"README.md"}
    assert {name for name in files if f"| {name} |" not in table} == set()
