"""What must hold of a ledger after whatever has happened to it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from adders import EACH
from invented import AT, MADE_BY, claims, report

from reportedly.ledger import Ledger


def wrongs(path: Path, acknowledged: set[str]) -> list[str]:
    """What does not hold: lost, doubled, half there, or found by verify."""
    return list(_wrongs(path, acknowledged))


def _wrongs(path: Path, acknowledged: set[str]) -> Iterator[str]:
    # Opened for writing, as the next `add` does: what was killed while it was made is made now.
    with Ledger.open(path, clock=lambda: AT) as ledger:
        stored = list(ledger.reports())
        yield from (f"lost {ref}" for ref in sorted(acknowledged - {one.report_ref for one in stored}))
        yield from (f"doubled {text[:14]}" for text, times in Counter(one.text for one in stored).items() if times > 1)
        held = Counter(claim.report.report_id for claim in ledger.claims())
        yield from (f"half of {one.report_ref}: {held[one.report_id]} claims" for one in stored if held[one.report_id] != EACH)
        yield from (f"verify: {fault.table} {fault.row} {fault.reason}" for fault in ledger.verify())


def goes_on(path: Path, last: int) -> None:
    """Check that the next `add` brings in what is missing of the reports before the last number, and nothing else."""
    refs = {report(number).report_ref for number in range(last)}
    with Ledger.open(path, clock=lambda: AT) as ledger:
        before = {one.report_ref for one in ledger.reports()}
        with ledger.run(MADE_BY, "add", AT) as run:
            said = {number: run.add(report(number), claims(report(number))) for number in range(last)}
        assert {report(number).report_ref for number, status in said.items() if status == "already there"} == before & refs
        assert {one.report_ref for one in ledger.reports()} == before | refs
    assert wrongs(path, refs) == []


def stored_count(path: Path) -> int:
    """How many reports the ledger holds."""
    with Ledger.open(path, clock=lambda: AT) as ledger:
        return ledger.counts().reports
