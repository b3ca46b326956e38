"""The comparison of a ledger: what is new in it is held against what shares a key with it, never all against all."""

from collections.abc import Iterator

from reportedly.compare import settings
from reportedly.compare.comparators import ClaimComparator
from reportedly.compare.contradictions import CONTRADICTIONS
from reportedly.compare.denials import DENIALS
from reportedly.compare.parts import PARTS
from reportedly.compare.repeats import REPEATS
from reportedly.compare.retellings import RETELLINGS
from reportedly.compare.series import SERIES
from reportedly.compare.slips import SLIPS
from reportedly.compare.texts import compare_texts
from reportedly.compare.tolls import TOLLS
from reportedly.ledger import Comparison, Ledger
from reportedly.ledger.tellings import beside, telling_key, told
from reportedly.records import StoredClaim
from reportedly.version import RULES_VERSION

CLAIM_COMPARATORS: tuple[ClaimComparator, ...] = (REPEATS, CONTRADICTIONS, DENIALS, PARTS, SERIES, TOLLS, RETELLINGS, SLIPS)


def compare(ledger: Ledger, *, rebuild: bool = False) -> Iterator[str]:
    """Bring the ledger's stored findings up to date, and yield what was looked at, one name of a report or a group of claims at a time.

    All of it is one transaction, done when the iteration ends: stopped before, the findings are as they were. Only what shares a key with a report
    that came, went or was extracted again is looked at, unless `rebuild` or a new version of the rules asks for everything. Raises LedgerError.
    """
    with ledger.comparison(f"{RULES_VERSION} {settings.version()}", rebuild=rebuild) as comparison:
        changed = comparison.changed()
        yield from compare_texts(comparison, changed)
        changed = sorted({*changed, *comparison.follow_copies()})
        yield from _index_claims(comparison, changed)
        for claims in CLAIM_COMPARATORS:
            if folded := claims.tellings is not None:
                comparison.fold(claims.name)
            for key, rows in comparison.claims_by_key(claims.name, claims.least, folded=folded):
                comparison.put(claims.name, key, claims.find(key, rows))
                yield key
        comparison.finish(changed)


def _index_claims(comparison: Comparison, changed: list[int]) -> Iterator[str]:
    for number, rows in comparison.claims_of_each(changed):
        comparison.index(number, {name: pairs for one in CLAIM_COMPARATORS for name, pairs in _indexed(one, rows)})
        yield str(number)


def _indexed(one: ClaimComparator, rows: list[tuple[int, StoredClaim]]) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    """The keys of a report's claims, each with the claim's id, by the name that they are kept under."""
    yield one.name, [(key, claim) for claim, row in rows for key in dict.fromkeys(one.keys(row))]
    if one.tellings is not None:
        yield told(one.name), [(telling_key(key, telling), claim) for claim, row in rows for key, telling in one.tellings(row)]
    if one.beside is not None:
        yield beside(one.name), [(key, claim) for claim, row in rows for key in one.beside(row)]
