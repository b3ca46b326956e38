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
            for key, rows in comparison.claims_by_key(claims.name, claims.least):
                comparison.put(claims.name, key, claims.find(key, rows))
                yield key
        comparison.finish(changed)


def _index_claims(comparison: Comparison, changed: list[int]) -> Iterator[str]:
    for number, rows in comparison.claims_of_each(changed):
        found = {one.name: [(key, claim) for claim, row in rows for key in dict.fromkeys(one.keys(row))] for one in CLAIM_COMPARATORS}
        comparison.index(number, found)
        yield str(number)
