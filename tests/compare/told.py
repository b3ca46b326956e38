"""Reports of one claim each, made by hand from what a test is about: invented names, outlets and words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from invented import AT, MADE_BY, claim

from reportedly.compare import compare
from reportedly.identity import id_of_report, identified, text_hash
from reportedly.ledger import Ledger
from reportedly.records import Claim, Figure, Finding, Link, Place, Report, Span, StoredClaim, When

OSTRIVKA = Place(0, 0, "", "Ostrivka", "XA", "XA-01", 101, 50.0, 36.0, 1)
ZOLK = Place(0, 0, "", "Zölk", "XA", "XA-01", 102, 50.5, 36.5, 1)
COAST = Place(0, 0, "", "Coast region", "XA", "XA-01", 11, 50.2, 36.2, 4)
NORTHLAND = Place(0, 0, "", "Northland", "XA", None, 1, 51.0, 37.0, 6)
T = TypeVar("T")
Told = tuple[Report, tuple[Claim, ...]]


def told(
    number: str | None = "12", *, by: str | None = "Ivan Testenko", outlet: str | None = "Example Wire", published: str | None = "2025-02-08",
    bounds: tuple[float | None, float | None] | None = None, hedge: str = "exact", measure: str = "killed", unit: str = "person",
    counted: str = "soldiers",
    party: str | None = "Southland", role: str | None = "military", scope: str = "incident", place: Place | None = OSTRIVKA,
    days: tuple[str | None, str | None] | None = ("2025-02-03", "2025-02-03"), as_of: str | None = None, stance: str = "asserted",
    unnamed: bool = False, before: str = "", behind: str = "were hit", ref: str = "",
) -> Told:  # fmt: skip
    """A report of one sentence with one claim of a figure."""
    where, when = (f" in {place.name}" if place else ""), (f" between {days[0]} and {days[1]}" if days else "")
    text = f"{by or outlet} told {outlet} on {published} that {before} {number} {counted} {behind}{where}{when} ({as_of}, {hedge})."
    text += f" {_own_words(text)}"
    made = Report("", ref or f"{outlet}-{published}-{by}-{number}", text, outlet, None, published, "en")
    of = replace(made, report_id=id_of_report(made))
    start = text.index(f" {number} ") + 1
    low, high = bounds or (float(number or 0), float(number or 0))
    value = low if low == high else None
    noun = Span(start + len(number or "") + 1, start + len(number or "") + 1 + len(counted), counted)
    figure = Figure(start, start + len(number or ""), number or "", value, low, high, hedge, measure, unit, noun, party, role, None, None, scope)  # type: ignore[arg-type]
    links = [Link(by, "person", 0, len(by), by)] if by else []
    links += [Link("unnamed", "unnamed", None, None, None)] if unnamed else []
    fields = {
        "chain": tuple(links), "origin": by or outlet, "figure": figure,
        "place": _at(place, text), "date": When(*days, text.index(" between"), text.index(" between") + 8, " between") if days else None,
        "as_of": as_of, "stance": stance,
    }  # fmt: skip
    return of, (claim(of, text[text.index("that ") :], **fields),)


def _at(place: Place | None, text: str) -> Place | None:
    if place is None or place.name is None:
        return None
    start = text.index(f" in {place.name}") + 4
    return replace(place, start=start, end=start + len(place.name), text=place.name)


def total(number: str, day: str, **fields: object) -> Told:
    """A cumulative figure that counts up to the day and was published on it."""
    given = {
        "measure": "casualties",
        "scope": "cumulative",
        "days": ("2022-02-24", day),
        "as_of": day,
        "published": day,
        "place": NORTHLAND,
        **fields,
    }
    return told(number, **given)  # type: ignore[arg-type]


def joined(*parts: Told) -> Told:
    """One report that says what several say."""
    first = parts[0][0]
    text = " ".join(report.text for report, _ in parts)
    whole = replace(first, text=text)
    whole = replace(whole, report_id=id_of_report(whole))
    claims, behind = [], 0
    for report, (one,) in parts:
        moved = _moved(one, behind)
        around = {"prefix": text[max(0, moved.quote.start - 10) : moved.quote.start], "suffix": text[moved.quote.end : moved.quote.end + 10]}
        head = replace(one.report, report_id=whole.report_id)
        moved = replace(moved, report=head, report_ref=whole.report_ref, quote=replace(moved.quote, **around))
        claims.append(identified(moved, text_hash(text)))
        behind += len(report.text) + 1
    return whole, tuple(claims)


def _moved(claim: Claim, shift: int) -> Claim:
    def move(span: T) -> T:
        return span and replace(span, start=span.start + shift, end=span.end + shift)  # type: ignore[type-var,attr-defined]

    figure = claim.figure and replace(move(claim.figure), counted=move(claim.figure.counted))
    date = claim.date and replace(claim.date, text_start=claim.date.text_start + shift, text_end=claim.date.text_end + shift)
    return replace(claim, quote=move(claim.quote), figure=figure, place=move(claim.place), date=date, chain=tuple(map(move, claim.chain)))


def row(one: Told) -> StoredClaim:
    """The claim of a report as compare reads it."""
    return StoredClaim(one[1][0], one[0].outlet)


def add(ledger: Ledger, reports: Iterable[tuple[Report, Sequence[Claim]]]) -> None:
    with ledger.run(MADE_BY, "add", AT) as run:
        for report, claims in reports:
            run.add(report, claims)


def compared(ledger: Ledger, *reports: tuple[Report, Sequence[Claim]], rebuild: bool = False) -> list[Finding]:
    """The findings of the ledger after these reports were added."""
    add(ledger, reports)
    list(compare(ledger, rebuild=rebuild))
    return ledger.findings()


def kinds(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return sorted((finding.kind, finding.rule) for finding in findings)


def _own_words(text: str) -> str:
    """Words that no other text has, so that two reports in one sentence's words are no copies of each other."""
    return " ".join(f"{text_hash(text)[:12]}x{number}" for number in range(120))
