"""The syndication set, made small: a few examples, their edits and some daily reports, through the whole way."""

from evaluation.syndication import Edited, found_in, score, syndicated
from reportedly.ledger import Ledger
from reportedly.pipeline import Tools
from reportedly.records import Finding, Report


def test_copies_are_told_from_templates_and_every_changed_number_is_a_drift(tmp_path):
    tools = Tools.load()
    edited = syndicated(tools, examples=5, daily=12)
    with Ledger.open(tmp_path / "test.db") as ledger:
        found = score(edited, found_in(ledger, (one.report for one in edited), tools))
    assert (found.precision, found.templated_links) == (1.0, 0)
    assert found.recall >= 0.98
    assert (found.quotes_right, found.drifts) == (found.quotes_expected, found.numbers)
    assert found.numbers > 3


def edited(ref: str, edit: str, number: tuple[str, str] | None = None) -> Edited:
    return Edited(Report("", ref, ""), ref.partition("#")[0], edit, number)


def test_the_score_names_what_is_missed_and_what_must_not_be_there():
    reports = [
        edited("a", "original"),
        edited("a#cut", "truncated"),
        edited("a#n", "number", ("12", "21")),
        edited("b", "original"),
        edited("d", "templated"),
    ]
    findings = [
        Finding("copy", (), ("a", "a#cut"), "", ""),
        Finding("copy", (), ("a", "b"), "", ""),
        Finding("copy", (), ("b", "d"), "", ""),
        Finding("drift", (), ("a", "a#n"), "", "", ("12", "22"), "figure"),
    ]
    found = score(reports, findings)
    assert (found.expected, found.found, found.right) == (3, 3, 1)
    assert (found.numbers, found.drifts, found.templated_links) == (1, 0, 1)
    assert "no copy: a and b" in found.wrong
    assert "templated: b and d" in found.wrong
    assert "copy missed: a and a#n" in found.wrong
    assert "changed number missed: a#n ('12', '21')" in found.wrong
