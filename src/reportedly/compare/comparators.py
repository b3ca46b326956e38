"""What a comparator is: a pure function from rows that share a key to findings; keys are what keeps compare from looking at every pair."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from reportedly.records import Finding, FindingKind, StoredClaim


@dataclass(frozen=True, slots=True)
class ClaimComparator:
    """Holds the claims that share a key against each other.

    keys: the keys of a claim; one that relates to nothing has none.
    find: the findings among the claims that have the key, which come in order of publication, then of ref, id and text. Where claims share several
    keys, they must be found under one of them only.
    least: how many claims must share a key for anything to be found among them.
    """

    name: str
    kinds: frozenset[FindingKind]
    keys: Callable[[StoredClaim], Iterable[str]]
    find: Callable[[str, Sequence[StoredClaim]], Iterable[Finding]]
    least: int = 2
