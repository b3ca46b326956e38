"""Slips: words at odds with the rest of their report, as the claims' flags tell them."""

from collections.abc import Iterable, Sequence

from reportedly.compare.comparators import ClaimComparator
from reportedly.compare.wordings import finding
from reportedly.records import Finding, Flag, StoredClaim

_SLIP = "slip"


def _keys(row: StoredClaim) -> Iterable[str]:
    if any(flag.kind == _SLIP for flag in row.claim.flags):
        yield row.claim.report.report_id


def _find(key: str, rows: Sequence[StoredClaim]) -> Iterable[Finding]:
    """One finding for each slip of a report, with all claims that it touches."""
    slips: dict[Flag, list[StoredClaim]] = {}
    for row in rows:
        for flag in row.claim.flags:
            if flag.kind == _SLIP:
                slips.setdefault(flag, []).append(row)
    for flag, touched in slips.items():
        yield finding("slip", touched, "flagged_slip", f"“{flag.text}” in {touched[0].claim.report_ref}: {flag.reason}")


SLIPS = ClaimComparator("slips", frozenset({"slip"}), _keys, _find, least=1)
