"""Origins: whose word a claim is in the end, so that ten reports of one voice count as one."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from reportedly.foldings import folded
from reportedly.records import StoredClaim

_EMPTY = frozenset({"the", "of", "and", "a", "s", "for", "in"})


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose word a claim is: `key` is the same for the same voice, `name` as a report writes it; not `named` where the chain names none."""

    key: str
    name: str
    named: bool


def origin_of(row: StoredClaim) -> Origin:
    """The origin of a claim: the last link of its chain that has a name, else the outlet whose text it is.

    An unnamed source adds no origin of its own: what 'an officer' told one agency has that agency for its origin, or the outlet, however many print
    it. What a report without an outlet says itself has that report.
    """
    named = next((link.name for link in reversed(row.claim.chain) if link.kind != "unnamed"), None)
    if named is not None:
        return Origin(_key(named), named, True)
    if row.source:
        return Origin(_key(row.source), row.source, False)
    return Origin(f"report {row.claim.report.report_id}", row.claim.report_ref, False)


def may_be_one(one: Origin, other: Origin) -> bool:
    """Whether two origins may be the same voice: all words of one name stand in the other ('General Staff', 'General Staff of the Armed Forces')."""
    if one.key == other.key:
        return True
    words, others = _words(one.key), _words(other.key)
    return words <= others or others <= words


def independent(rows: Iterable[StoredClaim]) -> tuple[str, ...]:
    """The names of the independent origins of the claims, each once, in order of first mention; what gives no source at all has none."""
    found: list[Origin] = []
    for origin in (origin_of(row) for row in rows if row.claim.chain):
        if not any(may_be_one(origin, known) for known in found):
            found.append(origin)
    return tuple(origin.name for origin in found)


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    return " ".join(word for word in folded(name).split() if word not in _EMPTY) or folded(name)


@lru_cache(maxsize=65536)
def _words(key: str) -> frozenset[str]:
    return frozenset(key.split())
