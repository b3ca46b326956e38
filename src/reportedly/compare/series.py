"""Series: how the totals of one origin grow from day to day, where one falls, and where a jump is unlike the day's own figure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportedly.compare.bounds import number, size_of
from reportedly.compare.comparators import ClaimComparator
from reportedly.compare.grounds import ground
from reportedly.compare.origins import origin_of
from reportedly.compare.periods import Period, iso, period_of, published
from reportedly.compare.settings import settings
from reportedly.compare.slots import kind_of, slot_of
from reportedly.compare.wordings import counted, finding, origin_words, quoted
from reportedly.records import Figure, Finding, StoredClaim


@dataclass(frozen=True, slots=True)
class Total:
    """A cumulative figure of an origin, with the day up to which it counts."""

    row: StoredClaim
    figure: Figure
    day: int
    period: Period


def _keys(row: StoredClaim) -> Iterable[str]:
    """None: of the totals only those first told are put under a key, and of the daily figures those in their reports are read beside them."""
    return ()


def _series(row: StoredClaim) -> str | None:
    """The series that a figure belongs to: its origin, and what is counted."""
    figure = row.claim.figure
    if figure is None or slot_of(row.claim) is None or row.claim.stance != "asserted" or size_of(figure) == 0:
        return None
    return f"{origin_of(row).key}|{kind_of(figure)}"


def _tellings(row: StoredClaim) -> Iterable[tuple[str, str]]:
    """The series of a total, with all that `_totals` and `_is_one_slot` go by: what is the same in all of it counts once."""
    series, figure, place, period = _series(row), row.claim.figure, row.claim.place, period_of(row.claim)
    if series is not None and figure is not None and figure.scope == "cumulative":
        where = place and (place.name, place.text, place.country, place.admin1, place.geonameid, place.where_prec)
        day = period.last if period.last is not None else published(row.claim)
        yield series, repr((day, period.first, figure.low, figure.high, figure.value, where, origin_of(row).named))


def _beside(row: StoredClaim) -> Iterable[str]:
    series = _series(row)
    if series is not None and _is_daily(row):
        yield series


def _is_daily(row: StoredClaim) -> bool:
    figure, period = row.claim.figure, period_of(row.claim)
    if figure is None or figure.scope not in ("incident", "period") or period.first is None or period.last is None:
        return False
    return period.last - period.first < settings().daily_days


def _find(key: str, rows: Sequence[StoredClaim]) -> Iterator[Finding]:
    latest: dict[object, Total] = {}
    daily = {row.claim.report.report_id: row for row in reversed(rows) if _is_daily(row)}
    for total in _totals(rows):
        earlier = [known for known in latest.values() if known.day < total.day and _is_one_slot(known, total)]
        if earlier:
            before = max(earlier, key=lambda known: (known.day, _signature(known) == _signature(total)))
            yield _step(before, total, daily.get(total.row.claim.report.report_id))
        latest[_signature(total)] = total


def _totals(rows: Sequence[StoredClaim]) -> list[Total]:
    """The totals in order of the day up to which they count; what is told again of one day counts once."""
    kept: dict[object, list[Total]] = {}
    for row in rows:
        figure, period = row.claim.figure, period_of(row.claim)
        day = period.last if period.last is not None else published(row.claim)
        if figure is not None and figure.scope == "cumulative" and day is not None:
            total = Total(row, figure, day, period)
            same = kept.setdefault((day, figure.low, figure.high), [])
            if not any(_is_one_slot(known, total) for known in same):
                same.append(total)
    return sorted((total for same in kept.values() for total in same), key=lambda total: total.day)


def _signature(total: Total) -> object:
    place = total.row.claim.place
    return (place.name or place.text, place.geonameid, place.country, place.admin1) if place else None, total.period.first


def _is_one_slot(known: Total, total: Total) -> bool:
    """Whether nothing says that two totals of one origin were counted elsewhere, or from another day.

    What outlets say themselves may go back to anyone: there both must say from which day they count.
    """
    if ground(known.row.claim.place, total.row.claim.place) not in ("same", "unknown"):
        return False
    days, share = settings().other_count_days, settings().other_share
    if total.day - known.day > days and size_of(total.figure) < share * size_of(known.figure):
        return False
    one, other = known.period.first, total.period.first
    if one is None or other is None:
        return origin_of(total.row).named
    return abs(one - other) <= settings().start_days


def _step(before: Total, now: Total, daily: StoredClaim | None) -> Finding:
    """The finding of two totals that follow each other."""
    days = now.day - before.day
    change = size_of(now.figure) - size_of(before.figure)
    figures = f"{quoted(before.figure)} up to {iso(before.day)}, {quoted(now.figure)} up to {iso(now.day)}"
    growth = f"{'+' if change >= 0 else '−'}{number(abs(change))} in {days} {'day' if days == 1 else 'days'}"
    told = f"{origin_words(now.row)}: {counted(now.row.claim)}: {figures}: {growth}"
    if now.figure.high is not None and before.figure.low is not None and now.figure.high < before.figure.low:
        return finding("falls", (before.row, now.row), "total_falls", f"{told}; a total that falls was corrected, or counts something else")
    figure = daily.claim.figure if daily is not None else None
    if daily is not None and figure is not None and days == 1 and abs(change - size_of(figure)) > settings().misfit * size_of(figure):
        reason = f"{told}, while the same report gives {quoted(figure)} for the day"
        return finding("updates", (before.row, daily, now.row), "jump_unlike_the_daily_figure", reason)
    return finding("updates", (before.row, now.row), "total_grows", told)


SERIES = ClaimComparator("series", frozenset({"updates", "falls"}), _keys, _find, tellings=_tellings, beside=_beside)
