"""Slips: words at odds with the rest of their report, as the claims' flags tell them."""

from collections.abc import Iterable, Sequence

from reportedly.compare.comparators import ClaimComparator
from reportedly.records import Finding, StoredClaim

_SLIP = "slip"


def _keys(row: StoredClaim) -> Iterable[str]:
    if any(flag.kind == _SLIP for flag in row.claim.flags):
        yield f"{row.claim.report.report_id} {row.claim.claim_key}"


def _find(key: str, rows: Sequence[StoredClaim]) -> Iterable[Finding]:
    for claim in (row.claim for row in rows):
        figures = (claim.figure.text,) if claim.figure else ()
        for flag in claim.flags:
            if flag.kind == _SLIP:
                reason = f"“{flag.text}” in {claim.report_ref}: {flag.reason}"
                yield Finding("slip", (claim.claim_key,), (claim.report_ref,), "flagged_slip", reason, figures)


SLIPS = ClaimComparator("slips", frozenset({"slip"}), _keys, _find)
