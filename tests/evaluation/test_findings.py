"""Findings through the whole way, from text to claims to what relates them: the founding report's like among the examples, and a short series."""

from itertools import pairwise
from pathlib import Path

import pytest

from evaluation.findings import Estimate, contradicting, daily_reports, found_in, read_estimates, written_out
from reportedly import Tools
from reportedly.compare import independent
from reportedly.read import read
from reportedly.records import Report

EXAMPLES = Path(__file__).parents[2] / "examples"
WEEK = {  # of the General Staff's count (PetroIvaniuk/2022-Ukraine-Russia-War-Dataset, MIT)
    "2025-02-05": 844070, "2025-02-06": 845310, "2025-02-07": 846650, "2025-02-08": 847860, "2025-02-09": 849320, "2025-02-10": 850490,
}  # fmt: skip


@pytest.fixture(scope="module")
def tools() -> Tools:
    loaded = Tools.load()
    if not loaded.model.parses:
        pytest.skip("needs a language model")
    return loaded


def test_an_interview_told_twice_has_one_origin_and_nothing_that_is_added_up_or_contradicted(tools: Tools):
    reports = [report for report in read([EXAMPLES / "interview.txt"]) if isinstance(report, Report)]
    findings, rows = found_in(reports, tools)
    assert [(finding.kind, finding.figures) for finding in findings] == [("repeat", ("2.5", "2.5"))]
    assert independent(rows) == ("Volodymyr Zelenskyy",)
    assert independent(row for row in rows if not row.claim.chain) == ()


def test_a_daily_count_is_one_series_and_falls_where_a_fall_was_planted(tools: Tools):
    findings, _ = found_in(daily_reports(WEEK, ["2025-02-08"]), tools)
    steps = sorted(finding.reports for finding in findings if finding.kind in ("updates", "falls"))
    days = [f"day-{day}" for day in WEEK]
    assert steps == list(pairwise(days))
    assert [finding.reports[1] for finding in findings if finding.kind == "falls"] == ["day-2025-02-08"]
    assert {finding.kind for finding in findings} == {"updates", "falls"}


def test_estimates_contradict_where_their_numbers_do(tools: Tools):
    rows = [
        {"date": day, "source": source, "source_type": "deaths", "estimate_type": kind, "estimate": number}
        for day, source, kind, number in (
            ("2024-10-10", "US officials (via NYT)", "estimate", "115000"),
            ("2024-10-12", "UK MoD", "estimate_low", "70000"),
            ("2024-10-12", "UK MoD", "estimate_high", "80000"),
            ("2024-10-14", "Meduza", "estimate", "120000"),
            ("2024-10-30", "CIA", "estimate", "200000"),
        )
    ]
    table: list[Estimate] = list(read_estimates(rows))
    expected = contradicting(table)
    assert len(expected) == 2
    findings, _ = found_in(map(written_out, table), tools)
    assert {frozenset(finding.reports) for finding in findings if finding.kind == "contradicts"} == expected
