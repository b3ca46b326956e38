"""Which claims are one claim told twice, within a report or along a chain, and how the telling drifted.

Two claims with one number are not one claim for that: they need one measure, parties, places and days that agree, and one origin or a chain from one
to the other; in one report, the quotation is held against the lead.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf

from reportedly.compare import drifts
from reportedly.compare.comparators import ClaimComparator
from reportedly.compare.drifts import Drift, said
from reportedly.compare.tellings import called, folded, named
from reportedly.lexicons import table
from reportedly.records import Claim, Finding, Place, StoredClaim

_DATA = table("compare/retellings")
_WINDOW, _DISTINCT = _DATA["window_days"], _DATA["distinct_value"]
_SPAN = 4 * _WINDOW  # days; a claim near the end of one stands in the next one too
_VERBATIM = 0.7  # of the shorter sentence's words
_CITY = 3  # UCDP where_prec: up to here a place is a point of its own, beyond it is an area that may hold another


@dataclass(frozen=True, slots=True)
class Retelling:
    """A claim and the claim that tells it again; `how` they are tied: within one report, credited (along a chain), or from one origin."""

    before: Claim
    after: Claim
    how: str


def retelling(one: Claim, other: Claim) -> Retelling | None:
    """The two claims in the order of telling, or None where they are not one claim told twice."""
    if one.claim_key == other.claim_key or not _agree(one, other):
        return None
    if one.report.report_id == other.report.report_id:
        return _within(one, other)
    if _apart(one, other) > _WINDOW:
        return None
    for before, after in ((one, other), (other, one)):
        if _credits(after, before) and not _credits(before, after) and (before.report.published or "") <= (after.report.published or "9"):
            return Retelling(before, after, "credited")
    if not _same_origin(one, other):
        return None
    before, after = sorted((one, other), key=lambda claim: ((claim.report.published or "")[:10], not _is_hedged(claim), claim.report.report_id))
    return Retelling(before, after, "origin")


def drift_findings(told: Retelling) -> Iterator[Finding]:
    """What the retelling made of the claim, a finding for each way."""
    for drift in _drifts(told):
        yield finding(told.before, told.after, drift)


def finding(before: Claim, after: Claim, drift: Drift) -> Finding:
    """The finding of a drift between two claims, its reason naming both wordings."""
    figures = tuple(claim.figure.text for claim in (before, after) if claim.figure)
    refs = tuple(dict.fromkeys((before.report_ref, after.report_ref)))
    reason = told_as((said(before), _called(before)), (said(after), _called(after)), drift.what)
    return Finding("drift", (before.claim_key, after.claim_key), refs, drift.rule, reason, figures, drift.how)


def told_as(before: tuple[str, str], after: tuple[str, str], what: str) -> str:
    """The reason of a drift, from the words and the report of both tellings, and what happened."""
    (words, report), (others, other) = before, after
    where = (
        f"“{words}” is told as “{others}” in the same report, {report}"
        if report == other
        else f"“{words}” in {report} is told as “{others}” in {other}"
    )
    return f"{where}: {what}"


def _called(claim: Claim) -> str:
    return called(claim.report.outlet, claim.report.published, claim.report_ref)


def _keys(row: StoredClaim) -> Iterator[str]:
    """What two tellings of one claim have in common: a number, and a report, outlet or source; for a small number its place and day too."""
    claim = row.claim
    figure = claim.figure
    if figure is None or figure.value is None:
        return
    number = f"{figure.value:g} {figure.unit}"
    if figure.value < _DISTINCT:
        if claim.place is None or claim.date is None:
            return
        number += f" {claim.place.country}"
    voices = {named(name) for name in (claim.report.outlet or claim.report.report_id, *(link.name for link in claim.chain)) if name}
    for span in _spans(_day(claim)):
        yield from (f"{number} by {voice}, {span}" for voice in voices)


def _spans(day: int | None) -> set[int | None]:
    """Spans of days, of which any two days that are near enough to each other have one in common; a day that is not known has its own."""
    return {None} if day is None else {day // _SPAN, (day + _WINDOW) // _SPAN}


def _find(key: str, rows: Sequence[StoredClaim]) -> Iterator[Finding]:
    for place, one in enumerate(rows):
        for other in rows[place + 1 :]:
            if _apart(one.claim, other.claim) > _WINDOW:  # rows come in order of publication
                break
            told = retelling(one.claim, other.claim)
            if told is not None and key == min(set(_keys(one)) & set(_keys(other))):
                yield from drift_findings(told)


def _drifts(told: Retelling) -> Iterator[Drift]:
    before, after, how = told.before, told.after, told.how
    if how == "credited":
        yield from drifts.hedge(before, after)
        yield from drifts.noun(before, after)
        if not _is_verbatim(before, after):
            yield from drifts.attribution(before, after)
    else:
        yield from (drift for drift in drifts.hedge(before, after) if drift.rule == "drift-hedge-lost")
        yield from drifts.noun(before, after, parts_only=True)
    yield from drifts.stance(before, after)
    if how == "within" and after.chain and len(before.chain) == len(after.chain) + 1 and before.chain[-1].kind == "unnamed":
        yield Drift("attribution", "drift-hearsay-dropped", "that the speaker was told it, by somebody unnamed, is left out")


def _agree(one: Claim, other: Claim) -> bool:
    """Whether the claims can be about the same number of the same people or things, at one place and time."""
    here, there = one.figure, other.figure
    if here is None or there is None or here.value is None or here.value != there.value or here.unit != there.unit:
        return False
    harder = {"from": here.measure, "to": there.measure}, {"from": there.measure, "to": here.measure}
    if here.measure != there.measure and not any(pair in table("compare/drifts")["harder"] for pair in harder):
        return False
    nouns = (figure.counted.text if figure.counted else "" for figure in (here, there))
    if not drifts.alike(*nouns) or _conflict(here.age, there.age) or _conflict(here.sex, there.sex) or _parties_conflict(one, other):
        return False
    if not (same_place(one.place, other.place) and _days_meet(one, other)):
        return False
    return here.value >= _DISTINCT or (one.place is not None and other.place is not None and one.date is not None and other.date is not None)


def _within(one: Claim, other: Claim) -> Retelling | None:
    """The quotation before the lead: the longer chain, else direct speech, else what stands further down. It must have a source."""
    after, before = sorted((one, other), key=lambda claim: (len(claim.chain), claim.speech == "direct", claim.quote.start))
    if one.quote.start == other.quote.start or not before.chain or not _one_voice(one, other):
        return None
    return Retelling(before, after, "within")


def _one_voice(one: Claim, other: Claim) -> bool:
    shorter, longer = sorted(([link.name for link in claim.chain] for claim in (one, other)), key=len)
    return longer[: len(shorter)] == shorter


def _credits(one: Claim, other: Claim) -> bool:
    """Whether the claim's chain names the other's outlet."""
    outlet = other.report.outlet
    return outlet is not None and outlet != one.report.outlet and any(named(link.name) == named(outlet) for link in one.chain)


def _same_origin(one: Claim, other: Claim) -> bool:
    """Whether both come from one named speaker in the end."""
    return one.origin is not None and one.origin == other.origin and all(
        any(link.name == one.origin and link.kind not in ("outlet", "unnamed") for link in claim.chain) for claim in (one, other)
    )  # fmt: skip


def _is_hedged(claim: Claim) -> bool:
    return claim.figure is not None and claim.figure.hedge != "exact"


def _apart(one: Claim, other: Claim) -> float:
    """Days between the publications; none where neither is known, and without end where one is not."""
    here, there = _day(one), _day(other)
    if here is None or there is None:
        return 0 if here is there else inf
    return abs(here - there)


def _day(claim: Claim) -> int | None:
    return dt.date.fromisoformat(claim.report.published[:10]).toordinal() if claim.report.published else None


def _is_verbatim(one: Claim, other: Claim) -> bool:
    """Whether the sentences are in the same words: then what is left out stands beside them, which only the whole texts can show (edits.py)."""
    here, there = (set(folded(claim.quote.text).split()) for claim in (one, other))
    return len(here & there) > _VERBATIM * min(len(here), len(there))


def _conflict(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one != other


def _parties_conflict(one: Claim, other: Claim) -> bool:
    """Whether the claims name different parties in so many words; one that stands elsewhere in the report is no more than likely."""
    parties = [claim.figure.party for claim in (one, other) if claim.figure and claim.figure.party and _names_party(claim)]
    return len(parties) == 2 and parties[0] != parties[1] and not set(parties[0].split(" and ")) & set(parties[1].split(" and "))


def _names_party(claim: Claim) -> bool:
    words = claim.evidence.get("party")
    return words is not None and claim.quote.start <= words.start < claim.quote.end


def same_place(one: Place | None, other: Place | None) -> bool:
    """Whether the two may be one place, or one lie in the other; so may a place that is not said."""
    if one is None or other is None or folded(one.name or one.text) == folded(other.name or other.text):
        return True
    if _conflict(one.country, other.country) or _conflict(one.admin1, other.admin1):
        return False
    points = all(place.where_prec is not None and place.where_prec <= _CITY for place in (one, other))
    return not points and one.country is not None and other.country is not None


def _days_meet(one: Claim, other: Claim) -> bool:
    if one.date is None or other.date is None:
        return True
    (start, end), (begin, stop) = ((claim.date.start or "", claim.date.end or "9") for claim in (one, other) if claim.date)
    return start <= stop and begin <= end


RETELLINGS = ClaimComparator("retellings", frozenset({"drift"}), _keys, _find)
