"""A ledger in, findings out: how its claims and reports relate; derived from it, and rebuilt at will (docs/findings.md)."""

from reportedly.compare.comparisons import compare
from reportedly.compare.origins import independent

__all__ = ["compare", "independent"]
