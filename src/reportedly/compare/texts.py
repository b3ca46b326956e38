"""The comparison of texts: copies and quotations among the reports of a ledger, and what the copies made of the claims."""

from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

import numpy as np

from reportedly.compare.candidates import COMMON, candidates
from reportedly.compare.copies import relation
from reportedly.compare.edits import edit_findings
from reportedly.compare.tellings import Telling
from reportedly.ledger import Comparison
from reportedly.ledger.fingerprints import Fingerprints, Numbers, Postings

NAME = "texts"
_KEPT = 4000  # reports in memory at a time; their pairs come in order, and copies mostly stand near each other


def compare_texts(comparison: Comparison, changed: Iterable[int]) -> Iterator[str]:
    """Bring the findings on texts up to date, and yield the ref of each report whose words were read and of each that was found to be a copy.

    A report is held only against those that share fingerprints with it. What stands among reports that did not change stays, unless a fingerprint
    of theirs has become common by what was added, or has ceased to be: so the findings are the same in whatever order reports came.
    """
    tellings = lru_cache(_KEPT)(partial(_telling, comparison))
    made: dict[int, Numbers] = {}
    days: dict[int, int | None] = {}
    for number in changed:
        telling = _telling(comparison, number)
        if telling is not None:
            made[number] = telling.wording.fingerprints.view(np.int64)
            days[number] = telling.day.toordinal() if telling.day else None
            yield telling.report.report_ref
    kept = comparison.fingerprints
    touched = _replaced(kept, set(changed), made, days)
    comparison.unrelate(NAME, touched)
    postings = Postings.of(made) if comparison.everything else kept.holders(np.unique(kept.of(touched).fingerprints))
    near = np.unique(postings.reports).tolist()
    for one, other in candidates(postings, kept.sizes(near), kept.days(near), touched):
        yield from _related(comparison, (one, tellings(one)), (other, tellings(other)))


def _telling(comparison: Comparison, number: int) -> Telling | None:
    report = comparison.report(number)
    return Telling(report, lambda: tuple(row.claim for _, row in comparison.claims_of(number))) if report is not None else None


def _replaced(kept: Fingerprints, changed: set[int], made: dict[int, Numbers], days: dict[int, int | None]) -> set[int]:
    """The reports to look at, with the fingerprints of the changed replaced: these, and the holders of one that became or ceased to be common."""
    if kept.are_none():
        kept.replace((), made, days)
        return changed
    moved = np.unique(np.concatenate([kept.of(changed).fingerprints, *made.values()]))
    before = _common(kept, moved)
    kept.replace(changed, made, days)
    crossing = before ^ _common(kept, moved)
    return changed | set(kept.holders(np.array(sorted(crossing), dtype=np.int64)).reports.tolist())


def _common(kept: Fingerprints, fingerprints: Numbers) -> set[int]:
    found, counts = np.unique(kept.holders(fingerprints).fingerprints, return_counts=True)
    return set(found[counts > COMMON].tolist())


def _related(comparison: Comparison, one: tuple[int, Telling | None], other: tuple[int, Telling | None]) -> Iterator[str]:
    """Store what two reports are to each other, if anything; yield the ref of the copy."""
    if one[1] is None or other[1] is None:
        return
    found = relation(one[1], other[1])
    if found is not None:
        copy, origin = (one[0], other[0]) if found.copy is one[1] else (other[0], one[0])
        edits = edit_findings(found.origin, found.copy, found.aligned) if found.finding.kind == "copy" else ()
        comparison.relate(NAME, copy, origin, [found.finding, *edits])
        yield found.copy.report.report_ref
