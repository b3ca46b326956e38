from collections.abc import Sequence
from dataclasses import replace

from invented import AT, MADE_BY, NEWER, claim, claims, report

from reportedly.compare import compare
from reportedly.ledger import Ledger
from reportedly.records import Claim, Finding, Flag, Report


def add(ledger: Ledger, *pairs: tuple[Report, Sequence[Claim]]) -> None:
    with ledger.run(MADE_BY, "add", AT) as run:
        for one, its_claims in pairs:
            run.add(one, its_claims)


def slipped(number: int) -> tuple[Report, tuple[Claim, ...]]:
    """An invented report, one of whose claims has a slip."""
    of = report(number)
    killed, *others = claims(of)
    flag = Flag("slip", killed.quote.start, killed.quote.start + 2, killed.quote.text[:2], "reads otherwise in the rest of the report")
    return of, (claim(of, killed.quote.text, flags=(flag,)), *others)


def findings(ledger: Ledger, **options: bool) -> list[Finding]:
    """The slips: what there is to find in a single report."""
    list(compare(ledger, **options))
    return ledger.findings("slip")


def test_a_slip_is_found_from_the_claims_flag(ledger):
    add(ledger, slipped(1), (report(2), claims(report(2))))
    (found,) = findings(ledger)
    assert (found.kind, found.reports, found.how) == ("slip", ("report-0001",), None)
    assert found.claims == (slipped(1)[1][0].claim_key,)
    assert found.reason == "“at” in report-0001: reads otherwise in the rest of the report"


def test_nothing_is_there_before_the_first_comparison_and_all_of_it_can_be_dropped(ledger):
    add(ledger, slipped(1))
    assert ledger.findings() == []
    before = findings(ledger)
    ledger.drop_findings()
    assert ledger.findings() == []
    assert findings(ledger) == before


def test_a_later_comparison_looks_only_at_what_is_new(ledger):
    add(ledger, slipped(1), slipped(2))
    assert len(list(compare(ledger))) > 0
    assert list(compare(ledger)) == []
    add(ledger, slipped(3))
    assert report(1).report_id not in list(compare(ledger))
    kept = ledger.findings()
    assert len(ledger.findings("slip")) == 3
    findings(ledger, rebuild=True)
    assert ledger.findings() == kept


def test_claims_that_were_superseded_lose_their_findings(ledger):
    of, its_claims = slipped(1)
    add(ledger, (of, its_claims))
    assert len(findings(ledger)) == 1
    with ledger.run(NEWER, "redo", AT) as run:
        run.redo(of.report_id, claims(of, NEWER))
    assert findings(ledger) == []


def test_findings_are_looked_up_by_kind_claim_and_report(ledger):
    add(ledger, slipped(1), slipped(2))
    first, second = sorted(findings(ledger), key=lambda found: found.reports)
    assert ledger.findings("denies") == []
    assert first in ledger.findings_naming(first.claims)
    assert second not in ledger.findings_naming(first.claims)
    assert second in ledger.findings_naming([], second.reports)
    assert ledger.findings_naming([]) == []


def test_findings_leave_the_chain_and_its_verification_alone(ledger):
    add(ledger, slipped(1))
    head = ledger.head()
    findings(ledger)
    assert ledger.head() == head
    assert list(ledger.verify(head)) == []


def test_a_comparison_that_is_stopped_leaves_the_findings_as_they_were(ledger):
    add(ledger, slipped(1))
    before = findings(ledger)
    add(ledger, slipped(2))
    begun = compare(ledger)
    next(begun)
    begun.close()
    assert ledger.findings("slip") == before
    assert len(findings(ledger)) == 2


def test_other_rules_derive_all_anew(ledger, monkeypatch):
    add(ledger, slipped(1))
    before = findings(ledger)
    monkeypatch.setattr("reportedly.compare.comparisons.RULES_VERSION", "another")
    assert len(list(compare(ledger))) > 0
    assert ledger.findings("slip") == before


def test_reports_of_one_ref_are_told_apart(ledger):
    one, its_claims = slipped(1)
    other, other_claims = slipped(2)
    other = replace(other, report_ref=one.report_ref)
    add(ledger, (one, its_claims), (other, tuple(replace(found, report_ref=one.report_ref) for found in other_claims)))
    assert len(findings(ledger)) == 2
