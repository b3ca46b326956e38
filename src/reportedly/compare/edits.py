"""What an edited copy made of its origin's claims: those that stand in one place of both texts are held against each other."""

from bisect import bisect_right
from collections.abc import Iterator

from reportedly.compare import drifts
from reportedly.compare.alignments import Alignment
from reportedly.compare.drifts import Drift
from reportedly.compare.occasions import differences
from reportedly.compare.retellings import finding, told_as
from reportedly.compare.tellings import Telling
from reportedly.records import Claim, Figure, Finding, Span


def edit_findings(origin: Telling, copy: Telling, aligned: Alignment) -> Iterator[Finding]:
    """The drifts between the claims of a report and those in the same places of its copy, and of numbers that are a claim in only one of them.

    An outlet that gives another number in a later version of its own report has news, and did not drift.
    """
    news = origin.outlet is not None and origin.outlet == copy.outlet and origin.day != copy.day
    told: set[int] = set()
    for before, after, place in _pairs(origin, copy, aligned):
        told.add(place)
        for drift in _drifts(before, after, copy):
            if not (news and drift.how == "figure"):
                yield finding(before, after, drift)
    for place, other in () if news else differences(origin, copy, aligned).numbers:
        if place not in told:
            yield from _one_sided(origin, copy, place, other)


def _drifts(before: Claim, after: Claim, copy: Telling) -> Iterator[Drift]:
    yield from drifts.figure(before, after)
    yield from drifts.hedge(before, after)
    yield from drifts.stance(before, after)
    yield from drifts.noun(before, after)
    for drift in drifts.attribution(before, after):
        if before.speaker is not None and before.speaker.name.split()[-1] not in copy.report.text[copy.report.body :]:
            yield drift


def _pairs(origin: Telling, copy: Telling, aligned: Alignment) -> Iterator[tuple[Claim, Claim, int]]:
    """Each claim of the origin with the claim that stands in its place in the copy, and the place of its number."""
    places = {place: (other, other + 1) for place, other in aligned.same}
    for here, there in aligned.changes:
        places |= dict.fromkeys(range(*here), there)
    marks = [(mark, claim) for claim in copy.claims if (mark := _mark(copy, claim)) is not None]
    for before in origin.claims:
        place = _mark(origin, before)
        if place is None or place not in places or (before.figure is not None and _is_said_twice(origin, before)):
            continue
        start, end = places[place]
        found = [claim for mark, claim in marks if start <= mark < end and (claim.figure is None) == (before.figure is None)]
        after = next((claim for claim in found if _measure(claim) == _measure(before)), found[0] if len(found) == 1 else None)
        if after is not None and after.claim_key != before.claim_key:
            yield before, after, place


def _is_said_twice(telling: Telling, claim: Claim) -> bool:
    """Whether two claims rest on one number ('10 killed and wounded'), so that nothing tells which is which in the copy."""
    return sum(other.figure is not None and claim.figure is not None and other.figure.start == claim.figure.start for other in telling.claims) > 1


def _measure(claim: Claim) -> str | None:
    return claim.figure.measure if claim.figure else claim.event.type if claim.event else None


def _mark(telling: Telling, claim: Claim) -> int | None:
    """The place of the word that a claim's number, else its trigger, begins with."""
    mark: Figure | Span | None = claim.figure or (claim.event.trigger if claim.event else None)
    if mark is None:
        return None
    place = bisect_right(telling.wording.places, (mark.start, len(telling.report.text))) - 1
    return place if place >= 0 and telling.wording.places[place][1] > mark.start else None


def _one_sided(origin: Telling, copy: Telling, place: int, other: int) -> Iterator[Finding]:
    """The drift of a number that the claims of one of the two reports hold, or none where neither does: it counts nothing then."""
    claims = [_at(telling, where) for telling, where in ((origin, place), (copy, other))]
    words = [_word(telling, where) for telling, where in ((origin, place), (copy, other))]
    if any(claims):
        refs = (origin.report.report_ref, copy.report.report_ref)
        reason = told_as((words[0], origin.called), (words[1], copy.called), "the number is another in the same words")
        keys = tuple(claim.claim_key for claim in claims if claim is not None)
        yield Finding("drift", keys, refs, "drift-figure-changed", reason, tuple(words), "figure")


def _at(telling: Telling, place: int) -> Claim | None:
    """The claim whose number holds the word, if there is one."""
    start, _ = telling.wording.places[place]
    return next((claim for claim in telling.claims if claim.figure and claim.figure.start <= start < claim.figure.end), None)


def _word(telling: Telling, place: int) -> str:
    return telling.report.text[slice(*telling.wording.places[place])]
