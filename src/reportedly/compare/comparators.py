"""What a comparator is: a pure function from rows that share a key to findings; keys are what keeps compare from looking at every pair."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reportedly.records import Finding, FindingKind, StoredClaim, StoredReport


@dataclass(frozen=True, slots=True)
class ReportComparator:
    """Holds each report against the reports that share a key with it.

    keys: the keys of a report (of its shingles, say); reports without a common key are never held against each other.
    find: the findings *of* the first report, from it and all the others that share a key with it (in order of publication, then of ref and id). Each
    finding belongs to one report: where two reports relate, it is the finding of one of them only. A finding of kind 'copy' names the origin
    first and the copy, whose finding it is, second: claims of the copy then count as words of the origin's outlet.
    """

    name: str
    kinds: frozenset[FindingKind]
    keys: Callable[[StoredReport], Iterable[str]]
    find: Callable[[StoredReport, Sequence[StoredReport]], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class ClaimComparator:
    """Holds the claims that share a key against each other.

    keys: the keys of a claim; one that relates to nothing has none.
    find: the findings among the claims that have the key, which come in order of publication, then of ref, id and text. Where claims share several
    keys, they must be found under one of them only.
    """

    name: str
    kinds: frozenset[FindingKind]
    keys: Callable[[StoredClaim], Iterable[str]]
    find: Callable[[str, Sequence[StoredClaim]], Iterable[Finding]]
