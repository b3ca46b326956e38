"""The words of a finding's reason: who, what figure, of what, where and when, as the claims have them."""

from collections.abc import Iterable, Sequence

from reportedly.compare.grounds import level
from reportedly.compare.origins import origin_of
from reportedly.compare.periods import iso, period_of
from reportedly.records import Claim, Figure, Finding, FindingKind, StoredClaim

_HEDGES = {"about": "about ", "at_least": "at least ", "more_than": "more than ", "at_most": "at most ", "less_than": "less than "}


def finding(kind: FindingKind, rows: Sequence[StoredClaim], rule: str, reason: str) -> Finding:
    """The finding about these claims, which are named in the order given, each once."""
    keys: dict[str, str] = {}
    for row in rows:
        keys.setdefault(row.claim.claim_key, row.claim.figure.text if row.claim.figure else "")
    refs = tuple(dict.fromkeys(row.claim.report_ref for row in rows))
    return Finding(kind, tuple(keys), refs, rule, reason, tuple(text for text in keys.values() if text))


def told_by(row: StoredClaim) -> str:
    """Who says it and in which report: 'the General Staff (in report-1)', 'Harbour Wire itself (in report-2)', 'an unnamed source of ...'."""
    return f"{origin_words(row)} (in {row.claim.report_ref})"


def origin_words(row: StoredClaim) -> str:
    """Whose word it is: 'the General Staff', 'Harbour Wire itself', 'an unnamed source of Harbour Wire'."""
    origin = origin_of(row)
    unnamed = bool(row.claim.chain) and row.claim.chain[-1].kind == "unnamed"
    name = origin.name if origin.named or row.source else "the report"
    return f"an unnamed source of {name}" if unnamed else name if origin.named else f"{name} itself"


def quoted(figure: Figure) -> str:
    """The figure as the report has it, with its hedge: '“about 40 thousand”'."""
    return f"“{_HEDGES.get(figure.hedge, '')}{figure.text}”"


def counted(claim: Claim) -> str:
    """What is counted, whose, where and when: 'casualties (person, Russia, cumulative) in Ukraine, 2022-02-24 to 2025-02-08'."""
    figure = claim.figure
    if figure is None:
        return f"“{claim.event.trigger.text}”" if claim.event else "what is said"
    words = [figure.unit, figure.counted.text if figure.counted and figure.counted.text != figure.unit else None, figure.party, figure.scope]
    return f"{figure.measure.replace('_', ' ')} ({', '.join(' '.join(word.split()) for word in words if word)}){ground_and_days(claim)}"


def ground_and_days(claim: Claim) -> str:
    """Where and when, as ' in Ukraine, 2022-02-24 to 2025-02-08'; empty where the text does not say."""
    period, place = period_of(claim), claim.place
    where = f" {'at' if level(place) < 4 else 'in'} {' '.join(place.text.split())}" if place else ""
    ends = [iso(day) for day in (period.first, period.last) if day is not None]
    if period.first is None and ends:
        return f"{where}, up to {ends[-1]}"
    return f"{where}, {' to '.join(dict.fromkeys(ends))}" if ends else where


def listed(names: Iterable[str], most: int = 5) -> str:
    """The names in a row, the first few of many: 'a, b and 3 more'."""
    known = list(dict.fromkeys(names))
    if len(known) > most:
        known = [*known[: most - 1], f"{len(known) - most + 1} more"]
    return known[0] if len(known) == 1 else f"{', '.join(known[:-1])} and {known[-1]}" if known else ""
