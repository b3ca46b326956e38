"""Denials against the assertions that they are about."""

from collections.abc import Iterable, Iterator, Sequence

from reportedly.compare.bounds import is_telling
from reportedly.compare.comparators import ClaimComparator
from reportedly.compare.grounds import ground
from reportedly.compare.origins import may_be_one, origin_of
from reportedly.compare.periods import buckets, period_of, published
from reportedly.compare.settings import settings
from reportedly.compare.slots import counted_kind
from reportedly.compare.wordings import counted, finding, quoted, told_by
from reportedly.records import Claim, Figure, Finding, StoredClaim

_ASSERTED = frozenset({"asserted", "unverified"})


def _keys(row: StoredClaim) -> Iterable[str]:
    claim, day = row.claim, published(row.claim)
    what = _what(claim)
    if what is not None and day is not None and (claim.stance == "denied" or claim.stance in _ASSERTED):
        yield from (f"{what}|{bucket}" for bucket in buckets(day, settings().denial_days))


def _what(claim: Claim) -> str | None:
    """What must be the same in a denial and what it denies: the number with its measure and unit, else who did what."""
    figure, event = claim.figure, claim.event
    if figure is not None:
        return f"{figure.measure}|{figure.unit}|{figure.low}|{figure.high}" if figure.value is not None else None
    if event is not None and event.actor is not None and event.sub_type is not None:
        return f"{event.sub_type}|{event.actor}"
    return None


def _find(key: str, rows: Sequence[StoredClaim]) -> Iterator[Finding]:
    bucket = int(key.rpartition("|")[2])
    denied = [row for row in rows if row.claim.stance == "denied"]
    asserted = [row for row in rows if row.claim.stance != "denied"] if denied else []
    for denial in denied:
        for assertion in asserted:
            # A pair that shares two keys is found under the later of its own.
            if bucket == max(_bucket(denial), _bucket(assertion)) and _is_about(denial, assertion):
                first, second = sorted((assertion, denial), key=rows.index)
                yield finding("denies", (first, second), _rule(denial), _reason(denial, assertion))


def _bucket(row: StoredClaim) -> int:
    return buckets(published(row.claim) or 0, settings().denial_days)[0]


def _is_about(denial: StoredClaim, assertion: StoredClaim) -> bool:
    """Whether a denial is about an assertion of another origin: nothing that both say differs, and what they share is telling."""
    one, other = denial.claim, assertion.claim
    if may_be_one(origin_of(denial), origin_of(assertion)) or abs((published(one) or 0) - (published(other) or 0)) > settings().denial_days:
        return False
    place, days = ground(one.place, other.place), _days(one, other)
    if place == "apart" or days is False:
        return False
    if one.figure is not None and other.figure is not None:
        return _figures(one.figure, other.figure) and (is_telling((one.figure.low, one.figure.high)) or (place == "same" and days is True))
    return place in ("same", "within", "around") and _targets(one, other)


def _figures(one: Figure, other: Figure) -> bool:
    kinds = {counted_kind(figure.counted.text if figure.counted else "", figure.unit or "") for figure in (one, other)}
    parties = {figure.party for figure in (one, other) if figure.party}
    roles = {figure.role for figure in (one, other) if figure.role not in (None, "unknown")}
    return len(kinds) == 1 and len(parties) < 2 and len(roles) < 2


def _targets(one: Claim, other: Claim) -> bool:
    """Whether two events are against the same: without that, a denial of one strike would be held against every other."""
    a, b = one.event, other.event
    return a is not None and b is not None and a.target is not None and a.target == b.target


def _days(one: Claim, other: Claim) -> bool | None:
    a, b = period_of(one), period_of(other)
    if a.first is None or a.last is None or b.first is None or b.last is None:
        return None
    return a.first <= b.last and b.first <= a.last


def _rule(denial: StoredClaim) -> str:
    return "denied_figure" if denial.claim.figure is not None else "denied_event"


def _reason(denial: StoredClaim, assertion: StoredClaim) -> str:
    figure = assertion.claim.figure
    what = f"{quoted(figure)} {counted(assertion.claim)}" if figure is not None else counted(assertion.claim)
    return f"{told_by(denial)} denies what {told_by(assertion)} says: {what}"


DENIALS = ClaimComparator("denials", frozenset({"denies"}), _keys, _find)
