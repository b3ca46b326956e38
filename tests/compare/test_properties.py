"""What must hold whatever the reports say: the order of adding does not matter, and what names a report goes with it."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from invented import AT
from told import COAST, NORTHLAND, OSTRIVKA, ZOLK, Told, compared, told

from reportedly.ledger import Ledger
from reportedly.records import Finding

PAIRS = frozenset({"corroborates", "contradicts", "denies", "part_of", "slip"})


@st.composite
def reports(draw: st.DrawFn) -> Told:
    """A report like its neighbours: few origins, places, days and numbers, so that many of them relate."""
    scope = draw(st.sampled_from(["incident", "period", "cumulative"]))
    day = draw(st.sampled_from(["2025-02-03", "2025-02-04", "2025-02-09"]))
    days = {"incident": (day, day), "period": ("2025-02-01", day), "cumulative": ("2022-02-24", day)}[scope]
    fields = {
        "number": draw(st.sampled_from(["12", "15", "120", "150"])),
        "days": draw(st.sampled_from([days, days, None])),
        "place": draw(st.sampled_from([OSTRIVKA, ZOLK, COAST, NORTHLAND, None])),
        "published": draw(st.sampled_from([day, "2025-02-10"])),
        "by": draw(st.sampled_from(["Ivan Testenko", "Olga Examplova", "Petro Invented", None])),
        "outlet": draw(st.sampled_from(["Harbour Wire", "Copper Mail"])),
        "stance": draw(st.sampled_from(["asserted", "asserted", "denied"])),
        "hedge": draw(st.sampled_from(["exact", "about"])),
    }
    return told(scope=scope, as_of=day if scope == "cumulative" else None, ref=f"{scope} {day} {fields}", **fields)


several = st.lists(reports(), min_size=2, max_size=9, unique_by=lambda one: one[0].report_ref)
quick = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def findings_of(*batches: list[Told]) -> list[Finding]:
    """The findings of a ledger to which these were added, with a comparison after each batch."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "test.db", clock=lambda: AT) as ledger:
        found: list[Finding] = []
        for batch in batches:
            found = compared(ledger, *batch)
        return found


@quick
@given(several, st.randoms(use_true_random=False))
def test_findings_do_not_depend_on_the_order_of_adding(told_reports, choose):
    mixed = list(told_reports)
    choose.shuffle(mixed)
    at = choose.randrange(len(mixed))
    assert findings_of(mixed[:at], mixed[at:]) == findings_of(told_reports)


@quick
@given(several, st.randoms(use_true_random=False))
def test_removing_a_report_removes_the_findings_that_name_it(told_reports, choose):
    """Exactly these, for what holds of pairs. Of a group or a series the rest stays, in place of the finding that named the report."""
    gone = choose.randrange(len(told_reports))
    ref = told_reports[gone][0].report_ref
    before, after = findings_of(told_reports), findings_of([*told_reports[:gone], *told_reports[gone + 1 :]])
    kept = [finding for finding in before if ref not in finding.reports]
    named = [set(finding.claims) for finding in before if ref in finding.reports]
    assert [finding for finding in after if finding.kind in PAIRS] == [finding for finding in kept if finding.kind in PAIRS]
    assert {finding for finding in kept if finding.kind == "repeat"} <= {finding for finding in after if finding.kind == "repeat"}
    for finding in set(after) - set(kept):
        if finding.kind == "repeat":
            assert any(set(finding.claims) < claims for claims in named)
