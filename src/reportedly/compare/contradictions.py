"""Claims of different origins about one slot: bounds that meet corroborate each other, bounds that do not contradict."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from reportedly.compare.bounds import bounds, is_telling, meet, span_of
from reportedly.compare.comparators import ClaimComparator
from reportedly.compare.grounds import ground, is_exact
from reportedly.compare.origins import Origin, may_be_one, origin_of
from reportedly.compare.periods import Period, buckets, period_of, published, same_period
from reportedly.compare.settings import settings
from reportedly.compare.slots import slot_of
from reportedly.compare.wordings import counted, finding, ground_and_days, quoted, told_by
from reportedly.foldings import folded
from reportedly.records import Figure, Finding, StoredClaim

_SLOT, _NUMBER = "slot", "number"  # what the claims of a key share: slot, place and week, or slot, number and week
_STANCES = frozenset({"asserted", "unverified"})


@dataclass(frozen=True, slots=True)
class Voice:
    """A claim with what it is held against others by: its origin, bounds, period and scope."""

    row: StoredClaim
    figure: Figure
    origin: Origin
    span: tuple[float, float]
    period: Period
    bucket: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims, the one that was published first in front, and how they relate."""

    kind: Literal["corroborates", "contradicts"]
    rule: str
    one: Voice
    other: Voice


def _keys(row: StoredClaim) -> Iterable[str]:
    slot, figure = slot_of(row.claim), row.claim.figure
    if slot is None or figure is None or row.claim.stance not in _STANCES or span_of(figure) is None:
        return
    day, place = _day(row), row.claim.place
    for bucket in buckets(day, settings().as_of_days) if day is not None else ():
        if place is not None and period_of(row.claim).last is not None:
            # Incidents are of one place; totals and periods of a country may be of places within one another.
            name = folded(place.name or place.text)
            yield f"{_SLOT}|{slot}|{name if figure.scope == 'incident' else place.country or name}|{bucket}"
        if is_telling((figure.low, figure.high)):
            yield f"{_NUMBER}|{slot}|{figure.low}|{figure.high}|{figure.hedge}|{bucket}"


def _find(key: str, rows: Sequence[StoredClaim]) -> Iterator[Finding]:
    bucket, held = int(key.rpartition("|")[2]), _in_slot if key.startswith(_SLOT) else _by_number
    voices = _thinned([_voice(row) for row in _first_told(rows)])
    # A pair that shares two weeks is found in the later of its own.
    pairs = [pair for one, other in combinations(voices, 2) if bucket == max(one.bucket, other.bucket) and (pair := held(one, other)) is not None]
    for kind in ("corroborates", "contradicts"):
        yield from _folded([pair for pair in pairs if pair.kind == kind])


def _first_told(rows: Sequence[StoredClaim]) -> list[StoredClaim]:
    """The rows without those that tell again what their origin has told: the same bounds of the same place and days."""
    first: dict[object, StoredClaim] = {}
    for row in rows:
        figure, place = row.claim.figure, row.claim.place
        where = (place.name or place.text, place.geonameid, place.admin1, place.country) if place else None
        what = figure and (figure.low, figure.high, figure.hedge)
        first.setdefault((origin_of(row).key, what, where, period_of(row.claim)), row)
    return list(first.values())


def _day(row: StoredClaim) -> int | None:
    """The day by which a claim is filed: the last that it counts, else that of publication."""
    last = period_of(row.claim).last
    return last if last is not None else published(row.claim)


def _voice(row: StoredClaim) -> Voice:
    figure = row.claim.figure
    assert figure is not None  # a claim without figure or bounds has no key
    span = span_of(figure)
    assert span is not None
    return Voice(row, figure, origin_of(row), span, period_of(row.claim), buckets(_day(row) or 0, settings().as_of_days)[0])


def _in_slot(one: Voice, other: Voice) -> Pair | None:
    """How two claims of one slot relate, or None where nothing can be said."""
    scope, where = one.figure.scope, one.row.claim.place
    if _are_one(one, other) or same_period(one.period, other.period, scope) is not True:
        return None
    place = ground(where, other.row.claim.place)
    if place == "same":
        if scope == "incident" and not is_exact(where):
            return None  # a region sees many incidents a day
        return _agreeing(one, other, "same_slot") if meet(one.span, other.span) else _differing(one, other)
    if place in ("apart", "unknown") or scope == "incident":
        return None
    part, whole = (one, other) if place == "within" else (other, one)
    if part.span[0] > whole.span[1]:
        return Pair("contradicts", "part_exceeds_whole", one, other)
    return _agreeing(one, other, "place_within") if one.span == other.span else None


def _by_number(one: Voice, other: Voice) -> Pair | None:
    """How two claims with the same telling number relate that are not known to be of one slot; they never contradict each other."""
    scope, a, b = one.figure.scope, _day(one.row), _day(other.row)
    if a is None or b is None or abs(a - b) > settings().as_of_days or _are_one(one, other):
        return None
    place, period = ground(one.row.claim.place, other.row.claim.place), same_period(one.period, other.period, scope)
    if place == "apart" or period is False:
        return None
    if place == "unknown" or period is None:
        return _agreeing(one, other, "possibly_same_slot")
    return _agreeing(one, other, "place_within") if place != "same" and scope == "incident" else None


def _are_one(one: Voice, other: Voice) -> bool:
    return may_be_one(one.origin, other.origin) or _is_retelling(one, other) or _is_retelling(other, one)


def _is_retelling(one: Voice, other: Voice) -> bool:
    """Whether within one report the one only leads to the other: the outlet's own words beside its source's, or a relay's beside whom it relays."""
    same = one.row.claim.report.report_id == other.row.claim.report.report_id
    return same and (not one.origin.named or any(link.name == one.origin.name for link in other.row.claim.chain))


def _agreeing(one: Voice, other: Voice, rule: str) -> Pair | None:
    """Corroboration: only what names its source can be known to be another's word."""
    return Pair("corroborates", rule, one, other) if one.origin.named and other.origin.named else None


def _differing(one: Voice, other: Voice) -> Pair | None:
    """Contradiction, unless a total is lower by what it may have grown since."""
    early, late = sorted((one, other), key=lambda voice: voice.period.last or 0)
    grown = _growth(early.period, late) if one.figure.scope == "cumulative" else 0.0
    return None if early.span[1] < late.span[0] <= early.span[1] + grown else Pair("contradicts", "bounds_apart", one, other)


def _growth(early: Period, late: Voice) -> float:
    """By how much a total may have grown between two days: so many times its mean daily growth."""
    first, last = late.period.first, late.period.last
    if early.last is None or first is None or last is None or last <= first:
        return 0.0
    return settings().growth * (last - early.last) * late.span[0] / (last - first)


def _thinned(voices: list[Voice]) -> list[Voice]:
    """The voices; of a crowd, those of each origin that give the least and the most, and of too many origins the outermost."""
    most = settings().voices
    if len(voices) <= most:
        return voices
    ends: dict[str, list[Voice]] = {}
    for voice in voices:
        ends.setdefault(voice.origin.key, []).append(voice)
    chosen = {id(end): end for group in ends.values() for end in (min(group, key=_top), max(group, key=_bottom))}
    if len(chosen) > most:
        outer = sorted(chosen.values(), key=_top)[: most // 2] + sorted(chosen.values(), key=_bottom)[-most // 2 :]
        chosen = {id(end): end for end in outer}
    return [voice for voice in voices if id(voice) in chosen]


def _top(voice: Voice) -> float:
    return voice.span[1]


def _bottom(voice: Voice) -> float:
    return voice.span[0]


def _folded(pairs: list[Pair]) -> Iterator[Finding]:
    """The findings of the pairs: each; of many, the widest apart of each two origins; of very many origins, the widest apart of all."""
    if len(pairs) <= settings().pairs:
        yield from (_finding(pair, 0) for pair in pairs)
        return
    groups: dict[tuple[str, ...], list[Pair]] = {}
    for pair in pairs:
        groups.setdefault(tuple(sorted((pair.one.origin.key, pair.other.origin.key))), []).append(pair)
    if len({key for origins in groups for key in origins}) > settings().origins:
        groups = {(): pairs}
    for group in groups.values():
        yield _finding(max(group, key=_gap), len(group) - 1)


def _gap(pair: Pair) -> float:
    return max(pair.one.span[0] - pair.other.span[1], pair.other.span[0] - pair.one.span[1])


def _finding(pair: Pair, like: int) -> Finding:
    one, other = pair.one, pair.other
    said = f"{told_by(one.row)} gives {quoted(one.figure)}, {told_by(other.row)} {quoted(other.figure)}: {counted(one.row.claim)}"
    days = ground_and_days(other.row.claim)
    beside = f", the other{days}" if days != ground_and_days(one.row.claim) else ""
    reason = f"{said}{beside}; {_verdict(pair)}" + (f"; so do {like} more pairs of these days" if like else "")
    return finding(pair.kind, (one.row, other.row), pair.rule, reason)


def _verdict(pair: Pair) -> str:
    one, other = (bounds(voice.span) for voice in (pair.one, pair.other))
    both = one if one == other else f"{one} and {other}"
    if pair.rule == "possibly_same_slot":
        return "the number is the same, but one of them does not say where or when: possibly the same slot"
    if pair.rule == "part_exceeds_whole":
        return f"one place lies within the other, yet has the larger number ({both})"
    return f"{both} {'do not meet' if pair.kind == 'contradicts' else 'meet'}"


CONTRADICTIONS = ClaimComparator("contradictions", frozenset({"corroborates", "contradicts"}), _keys, _find)
