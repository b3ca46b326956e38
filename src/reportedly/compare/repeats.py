"""Repeats: one utterance of one origin told in several reports, or twice in one; it counts once."""

from collections.abc import Iterable, Iterator, Sequence

from reportedly.compare.bounds import is_telling
from reportedly.compare.cliques import cliques, largest
from reportedly.compare.comparators import ClaimComparator
from reportedly.compare.grounds import ground
from reportedly.compare.origins import origin_of
from reportedly.compare.periods import Period, period_of, published
from reportedly.compare.settings import settings
from reportedly.compare.slots import counted_kind
from reportedly.compare.wordings import counted, finding, listed, origin_words, quoted
from reportedly.records import Figure, Finding, Scope, StoredClaim

_MOST = 300  # kinds of telling of one number; of more, only tellings that agree in everything are joined


def _keys(row: StoredClaim) -> Iterable[str]:
    figure, claim = row.claim.figure, row.claim
    if figure is None or (figure.low is None and figure.high is None):
        return
    # A small number that says neither where nor when is told too often to be known again.
    if _is_telling(figure) or (claim.place is not None and claim.date is not None):
        kind = counted_kind(figure.counted.text if figure.counted else "", figure.unit or "")
        fields = (origin_of(row).key, figure.measure, figure.unit, kind, figure.age, figure.sex, figure.low, figure.high, figure.hedge, claim.stance)
        yield "|".join(map(str, fields))


def _find(key: str, rows: Sequence[StoredClaim]) -> Iterator[Finding]:
    groups: dict[object, list[int]] = {}
    for index, row in enumerate(rows):
        groups.setdefault(_signature(row), []).append(index)
    nodes = list(groups.values())

    def near(one: int, other: int) -> bool:
        return len(nodes) <= _MOST and _is_one(rows[nodes[one][0]], rows[nodes[other][0]])

    joined = (sorted(index for node in clique for index in nodes[node]) for clique in cliques(len(nodes), near))
    for members in largest(run for group in joined for run in _runs(group, rows)):
        chosen = [rows[index] for index in members]
        rule = "retold" if len({row.claim.report.report_id for row in chosen}) > 1 else "told_twice"
        yield finding("repeat", chosen, rule, _reason(chosen))


def _signature(row: StoredClaim) -> object:
    """All that two tellings of one utterance are compared by."""
    figure, place = row.claim.figure, row.claim.place
    where = (place.name or place.text, place.geonameid, place.country, place.admin1, place.where_prec) if place else None
    return figure and (figure.party, figure.role, figure.scope), where, period_of(row.claim)


def _is_one(one: StoredClaim, other: StoredClaim) -> bool:
    """Whether nothing in two tellings of one number says that they are of different things."""
    a, b = one.claim.figure, other.claim.figure
    if a is None or b is None or (a.party and b.party and a.party != b.party):
        return False
    if a.role != b.role and "unknown" not in (a.role, b.role):
        return False
    scopes = {a.scope, b.scope}
    place, period = ground(one.claim.place, other.claim.place), _periods(period_of(one.claim), period_of(other.claim), scopes)
    if not _is_telling(a):
        return place == "same" and period is True and a.scope == b.scope
    return place != "apart" and period is not False


def _periods(one: Period, other: Period, scopes: set[Scope | None]) -> bool | None:
    """Whether two tellings are of the same days: totals count up to the same day, incidents share one; None where one does not say."""
    if "cumulative" in scopes and one.last is not None and other.last is not None:
        return one.last == other.last
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    # 'the past day' is dated on two days, and so shares one with the next day's.
    return one == other if scopes == {"period"} else one.first <= other.last and other.first <= one.last


def _is_telling(figure: Figure) -> bool:
    return figure.hedge != "vague" and is_telling((figure.low, figure.high))


def _runs(members: Sequence[int], rows: Sequence[StoredClaim]) -> Iterator[tuple[int, ...]]:
    """The members, cut where the next retelling came too late; rows come in order of publication."""
    run: list[int] = []
    for index in members:
        if run and not _follows(rows[run[-1]], rows[index]):
            yield tuple(run)
            run = []
        run.append(index)
    yield tuple(run)


def _follows(one: StoredClaim, other: StoredClaim) -> bool:
    before, now = published(one.claim), published(other.claim)
    if before is None or now is None:
        return one.claim.report.report_id == other.claim.report.report_id
    return now - before <= settings().repeat_days


def _reason(rows: Sequence[StoredClaim]) -> str:
    first = rows[0]
    figure = first.claim.figure
    reports = list(dict.fromkeys(row.claim.report_ref for row in rows))
    said = f"{origin_words(first)}: {quoted(figure)} {counted(first.claim)}" if figure else origin_words(first)
    if len(reports) == 1:
        return f"{said} is told {len(rows)} times in {reports[0]}; it is one utterance"
    outlets = listed(row.claim.report.outlet or row.claim.report_ref for row in rows)
    return f"{said} is told in {len(reports)} reports ({outlets}); it is one utterance of one origin"


REPEATS = ClaimComparator("repeats", frozenset({"repeat"}), _keys, _find)
