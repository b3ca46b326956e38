"""Tolls of one incident that their own origin gives anew: the later figure updates the earlier, it does not contradict it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from reportedly.compare.comparators import ClaimComparator
from reportedly.compare.grounds import is_exact
from reportedly.compare.origins import origin_of
from reportedly.compare.periods import period_of, published
from reportedly.compare.settings import settings
from reportedly.compare.slots import kind_of, slot_of
from reportedly.compare.wordings import counted, finding, origin_words, quoted
from reportedly.foldings import folded
from reportedly.records import Finding, StoredClaim


def _keys(row: StoredClaim) -> Iterable[str]:
    claim, figure, period = row.claim, row.claim.figure, period_of(row.claim)
    if figure is None or figure.scope != "incident" or claim.stance != "asserted" or slot_of(claim) is None or claim.place is None:
        return
    if not is_exact(claim.place) or period.first is None or period.last is None or published(claim) is None:
        return
    if period.last - period.first < settings().incident_days:
        place = claim.place.geonameid or folded(claim.place.name or claim.place.text)
        yield f"{origin_of(row).key}|{kind_of(figure)}|{place}|{period.first}"


def _find(key: str, rows: Sequence[StoredClaim]) -> Iterator[Finding]:
    told: dict[object, StoredClaim] = {}
    in_report: dict[str, set[object]] = {}
    for row in rows:
        figure = row.claim.figure
        bounds = figure and (figure.low, figure.high, figure.hedge)
        told.setdefault(bounds, row)
        in_report.setdefault(row.claim.report.report_id, set()).add(bounds)
    if any(len(bounds) > 1 for bounds in in_report.values()):
        return  # two figures in one report are of two incidents, or of parts of one
    for before, now in pairwise(told.values()):
        a, b = before.claim.figure, now.claim.figure
        if a is not None and b is not None and published(before.claim) != published(now.claim):
            days = f"published {(before.claim.report.published or '')[:10]}, then {(now.claim.report.published or '')[:10]}"
            reason = f"{origin_words(now)} gives {quoted(a)}, and later {quoted(b)}: {counted(now.claim)} ({days})"
            yield finding("updates", (before, now), "same_incident", reason)


TOLLS = ClaimComparator("tolls", frozenset({"updates"}), _keys, _find)
