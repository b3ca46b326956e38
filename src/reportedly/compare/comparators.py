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
    tellings: keys with what else must be the same for a claim to be told again: of these claims, only the first is put under the key.
    beside: keys of claims that are read only where another claim of their report was put under the key.
    """

    name: str
    kinds: frozenset[FindingKind]
    keys: Callable[[StoredClaim], Iterable[str]]
    find: Callable[[str, Sequence[StoredClaim]], Iterable[Finding]]
    least: int = 2
    tellings: Callable[[StoredClaim], Iterable[tuple[str, str]]] | None = None
    beside: Callable[[StoredClaim], Iterable[str]] | None = None
