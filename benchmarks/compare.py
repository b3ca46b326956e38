"""Time and memory of compare on an invented ledger: `python -m benchmarks.compare [--reports N] [--more N] [--folder FOLDER]`.

The ledger is made by this script, three claims a report: morning bulletins with a growing total that several outlets print, estimates of that
total by many origins (one slot with thousands of claims), incidents over many towns and days, and word-for-word copies. The whole comparison, and
that of what is added afterwards, run in processes of their own, so that their memory is told apart.
"""

import argparse
import datetime as dt
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reportedly.codec import encode
from reportedly.compare import compare
from reportedly.identity import id_of_report, identified, text_hash
from reportedly.ledger import Ledger
from reportedly.ledger.chain import Row, append
from reportedly.ledger.rows import claim_row, report_row
from reportedly.ledger.tables import extractions
from reportedly.records import Claim, Figure, Hedge, Link, MadeBy, Measure, Place, Quote, Report, ReportHead, Scope, Span, When

AT = "2026-01-01T00:00:00+00:00"
MADE_BY = MadeBy("benchmark", "0" * 64, None)
FIRST = dt.date(2022, 2, 24)
DAYS, OUTLETS, TOWNS, SPEAKERS = 1400, 300, 3000, 4000
LAND = Place(0, 0, "", "Northland", "XA", None, 1, 51.0, 37.0, 6)


def main(arguments: list[str] | None = None) -> None:
    """Make the ledger, compare it, add some reports, compare again, and print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--more", type=int, default=100)
    parser.add_argument("--folder", type=Path, help="Keep the ledger here.")
    parser.add_argument("--compare", type=Path, help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    if args.compare:
        compared(args.compare)
        return
    with tempfile.TemporaryDirectory() as kept:
        ledger = (args.folder or Path(kept)) / "compare.db"
        fill(ledger, 0, args.reports)
        measure(ledger, f"whole of {args.reports:,} reports")
        fill(ledger, args.reports, args.more)
        measure(ledger, f"{args.more:,} reports more")
        measure(ledger, "nothing new")


def measure(ledger: Path, what: str) -> None:
    """Compare in a process of its own and print what it tells."""
    done = subprocess.run([sys.executable, "-m", "benchmarks.compare", "--compare", str(ledger)], check=True, capture_output=True, text=True)
    print(f"{what}: {done.stdout.strip()}", flush=True)


def compared(path: Path) -> None:
    """Compare the ledger and print seconds, those of the processor (which other work beside leaves alone), findings and memory."""
    with Ledger.open(path, create=False) as ledger:
        begun, worked = time.perf_counter(), time.process_time()
        for _ in compare(ledger):
            pass
        seconds, worked = time.perf_counter() - begun, time.process_time() - worked
        found = len(ledger.findings())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:.2f} s ({worked:.2f} s of one core), {found:,} findings, {peak:,.0f} MB at most")


def fill(path: Path, first: int, count: int) -> None:
    """Add invented reports, many in one transaction: the ledger itself is not what is measured here."""
    begun = time.perf_counter()
    with Ledger.open(path) as ledger, ledger.run(MADE_BY, "add", AT) as run:
        numbers = range(first, first + count)
        for start in range(0, count, 5000):
            with ledger._database.writing() as connection:
                for number in numbers[start : start + 5000]:
                    report, claims = invented(number)
                    extraction = Row(extractions, {"report_id": report.report_id, "run": run.number, "claims": len(claims)})
                    append(connection, "add", AT, [report_row(report), extraction, *(claim_row(claim, encode(claim)) for claim in claims)])
    print(f"{count:,} reports with {3 * count:,} claims made in {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)


def invented(number: int) -> tuple[Report, tuple[Claim, ...]]:
    """The report of that number and its claims, always the same."""
    kind = number % 20
    if kind == 19:  # a copy of the report before the last bulletin
        report, claims = invented(number - 10)
        return _signed(replace(report, report_ref=f"report-{number}", own_id=f"report-{number}", outlet=f"Outlet {number % OUTLETS}"), claims)
    choose = random.Random(number)
    day = FIRST + dt.timedelta(days=30 + (number // 60) % DAYS)
    if kind < 4:
        return _report(number, day, choose, list(bulletin(day)))
    if kind == 4:
        return _report(number, day, choose, list(estimates(day, choose)))
    return _report(number, day, choose, list(incidents(day, choose)))


Said = tuple[str, str, Figure, Place, When, str | None]


def bulletin(day: dt.date) -> Iterator[Said]:
    """The morning's total, the day's number, and the tanks."""
    passed = (day - FIRST).days
    for measure_, noun, scope, value in (
        ("casualties", "soldiers", "cumulative", 700 * passed),
        ("casualties", "soldiers", "period", 500 + 37 * passed % 400),
        ("equipment_lost", "tanks", "cumulative", 7 * passed),
    ):
        first = FIRST if scope == "cumulative" else day - dt.timedelta(days=1)
        yield _said("General Staff of Northland", value, noun, LAND, first, day, measure_, scope, "exact")


def estimates(day: dt.date, choose: random.Random) -> Iterator[Said]:
    """Three estimates of the total by whoever makes one."""
    for _ in range(3):
        value = int(700 * (day - FIRST).days * choose.uniform(0.5, 1.3)) // 1000 * 1000
        speaker = f"Institute{choose.randrange(60)} for Studies{choose.randrange(60)}"
        yield _said(speaker, value, "soldiers", LAND, FIRST, day, "casualties", "cumulative", choose.choice(("about", "exact", "at_least")))


def incidents(day: dt.date, choose: random.Random) -> Iterator[Said]:
    """Three figures of one town and day, told by one of many speakers."""
    town, then = choose.randrange(TOWNS), day - dt.timedelta(days=choose.randrange(3))
    place = Place(0, 0, "", f"Town{town}", "XA", f"XA-{town % 25:02}", 1000 + town, 50.0, 36.0, 1)
    speaker = f"Speaker{choose.randrange(SPEAKERS)} Testenko{choose.randrange(SPEAKERS)}"
    for measure_, noun in (("killed", "people"), ("wounded", "people"), ("places_hit", "houses")):
        yield _said(speaker, choose.randrange(1, 60), noun, place, then, then, measure_, "incident", choose.choice(("exact", "at_least")))


def _said(speaker: str, value: int, noun: str, place: Place, first: dt.date, last: dt.date, measure_: Measure, scope: Scope, hedge: Hedge) -> Said:
    figure = Figure(0, 0, f"{value:,}", value, value, None if hedge == "at_least" else value, hedge, measure_, _UNITS[noun], None, "Southland")
    people = {"role": "military" if noun == "soldiers" else "unknown"} if noun in ("soldiers", "people") else {}
    date = When(first.isoformat(), last.isoformat(), 0, 0, "")
    return speaker, noun, replace(figure, scope=scope, **people), place, date, last.isoformat() if scope == "cumulative" else None


_UNITS = {"soldiers": "person", "people": "person", "tanks": "tank", "houses": "house"}
_WORDS = [f"word{number:x}" for number in range(6000)]


def _report(number: int, day: dt.date, choose: random.Random, said: list[Said]) -> tuple[Report, tuple[Claim, ...]]:
    """The report that says it in sentences between words of no meaning."""
    text, claims = "", []
    outlet = f"Outlet {choose.randrange(OUTLETS)}"
    for speaker, noun, figure, place, date, as_of in said:
        sentence = f"{speaker} said that {figure.text} {noun} were counted in {place.name} from {date.start} to {date.end}. "
        at = len(text) + sentence.index(figure.text)
        where = len(text) + sentence.index(place.name or "")
        quote = Quote(len(text), len(text) + len(sentence) - 1, sentence[:-1], text[-20:], "")
        counted = Span(at + len(figure.text) + 1, at + len(figure.text) + 1 + len(noun), noun)
        claims.append(
            Claim(
                "", "", f"report-{number}", ReportHead("", outlet, None, None, "en", None), quote, "indirect", "asserted", MADE_BY,
                chain=(Link(speaker, "person", len(text), len(text) + len(speaker), speaker),), origin=speaker,
                figure=replace(figure, start=at, end=at + len(figure.text), counted=counted),
                place=replace(place, start=where, end=where + len(place.name or ""), text=place.name or ""), date=date, as_of=as_of,
            )
        )  # fmt: skip
        text += sentence + " ".join(choose.choices(_WORDS, k=25)) + ". "
    return _signed(Report("", f"report-{number}", text, outlet, None, day.isoformat(), "en", own_id=f"report-{number}"), tuple(claims))


def _signed(report: Report, claims: tuple[Claim, ...]) -> tuple[Report, tuple[Claim, ...]]:
    """Both with their ids."""
    report = replace(report, report_id=id_of_report(report))
    head = ReportHead(report.report_id, report.outlet, None, report.published, "en", None)
    sha256 = text_hash(report.text)
    return report, tuple(identified(replace(claim, report=head, report_ref=report.report_ref), sha256) for claim in claims)


if __name__ == "__main__":
    main()
