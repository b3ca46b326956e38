"""Which of very many reports may share text: those with enough fingerprints in common, published near enough to each other."""

from collections.abc import Iterator, Mapping, Set

import numpy as np
from numpy.typing import NDArray

from reportedly.ledger.fingerprints import Numbers, Postings
from reportedly.lexicons import table

_DATA = table("compare/copies")
COMMON: int = _DATA["common_reports"]
_WINDOW: int = _DATA["window_days"]
_SHARE: float = _DATA["candidate_containment"]
_BATCH = 1 << 22  # pairs counted at a time: some 100 MB


def candidates(postings: Postings, sizes: Mapping[int, int], days: Mapping[int, int], touched: Set[int]) -> list[tuple[int, int]]:
    """The pairs of reports, sorted, one of them touched, that share at least `candidate_containment` of the smaller one's fingerprints.

    `sizes` are their numbers of fingerprints, `days` those of publication (ordinals), where they are known.

    A fingerprint that more than `common_reports` hold counts for nothing: it is a footer's or a template's, and would pair all with all.
    """
    reports, places = np.unique(postings.reports, return_inverse=True)
    size = np.array([sizes[number] for number in reports.tolist()], dtype=np.int64)
    day = np.array([days.get(number, -1) for number in reports.tolist()], dtype=np.int64)
    asked = np.isin(reports, np.fromiter(touched, np.int64, len(touched)))
    codes, counts = _counted(_codes(postings.fingerprints, places, len(reports)), day, asked)
    one, other = codes // max(1, len(reports)), codes % max(1, len(reports))
    enough = counts >= _SHARE * np.minimum(size[one], size[other])
    return list(zip(reports[one[enough]].tolist(), reports[other[enough]].tolist(), strict=True))


def _codes(fingerprints: Numbers, places: Numbers, count: int) -> Iterator[Numbers]:
    """Each pair of reports under one fingerprint as one number, in batches; a pair comes as often as it shares a fingerprint."""
    order = np.lexsort((places, fingerprints))
    fingerprints, places = fingerprints[order], places[order]
    starts = np.flatnonzero(np.concatenate(([True], fingerprints[1:] != fingerprints[:-1]))) if len(fingerprints) else np.empty(0, np.int64)
    lengths = np.diff(np.append(starts, len(fingerprints)))
    for length in np.unique(lengths[(lengths > 1) & (lengths <= COMMON)]).tolist():
        first, second = np.triu_indices(length, 1)
        groups = starts[lengths == length]
        step = max(1, _BATCH // len(first))
        for begin in range(0, len(groups), step):
            rows = places[groups[begin : begin + step, None] + np.arange(length)]
            yield (rows[:, first] * count + rows[:, second]).ravel()


def _counted(batches: Iterator[Numbers], day: Numbers, asked: NDArray[np.bool_]) -> tuple[Numbers, Numbers]:
    """Each pair with one that is asked for that was published near enough, and how often it came."""
    codes, counts = np.empty(0, np.int64), np.empty(0, np.int64)
    waiting: list[Numbers] = []
    for batch in batches:
        one, other = batch // len(day), batch % len(day)
        near = (np.abs(day[one] - day[other]) <= _WINDOW) | (day[one] < 0) | (day[other] < 0)
        waiting.append(batch[near & (asked[one] | asked[other])])
        if sum(map(len, waiting)) > _BATCH:
            codes, counts = _merged(codes, counts, waiting)
            waiting = []
    return _merged(codes, counts, waiting)


def _merged(codes: Numbers, counts: Numbers, more: list[Numbers]) -> tuple[Numbers, Numbers]:
    new, new_counts = np.unique(np.concatenate([np.empty(0, np.int64), *more]), return_counts=True)
    merged, places = np.unique(np.concatenate([codes, new]), return_inverse=True)
    return merged, np.bincount(places, np.concatenate([counts, new_counts]), len(merged)).astype(np.int64)
