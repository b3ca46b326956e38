"""Findings on numbers that are known: `python -m evaluation.findings [--shared FOLDER] [--model NAME]`.

Published series are written out as reports, read, compared, and what is found is held against what the numbers themselves say:

personnel  The General Staff's daily count of Russian losses (figures/petro_russia_losses_personnel.json, MIT) as a morning report a day; on some
           days a lower total is planted. Right: one series with a step for each day, no contradiction, and a fall exactly where one was planted.
estimates  The estimates of Russian losses that The Economist gathered (figures/economist_raw_estimates.csv). Right: exactly the pairs that a
           plain loop over the numbers finds contradicting by the rule of docs/findings.md.
founding   The report of seed/: its repeat, its origin, and its figures that must not be held against each other.

Sets whose files are not in FOLDER (default ../shared) are passed over. Exit code 1 where something is not right.
"""

import argparse
import csv
import datetime as dt
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from pathlib import Path

from reportedly import Details, Ledger, Report, Tools, add, make_report
from reportedly.compare import compare
from reportedly.compare.origins import independent
from reportedly.records import Finding, StoredClaim

INVASION = dt.date(2022, 2, 24)
EVERY, SHARE = 125, 0.02  # a fall is planted on every so many days, by this share of the total


def main(arguments: list[str] | None = None) -> int:
    """0, or 1 where something found is not what the numbers say."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--model")
    args = parser.parse_args(arguments)
    tools, right = Tools.load(args.model), True
    for name, path, measure in (
        ("personnel", args.shared / "figures" / "petro_russia_losses_personnel.json", personnel),
        ("estimates", args.shared / "figures" / "economist_raw_estimates.csv", estimates),
        ("founding", args.shared / "gold" / "dev" / "reports.jsonl", founding),
    ):
        if path.exists():
            for holds, line in measure(path, tools):
                print(f"{name}: {line}{'' if holds else '  WRONG'}")
                right = right and holds
        else:
            print(f"{name}: passed over, {path} is not there", file=sys.stderr)
    return int(not right)


def found_in(reports: Iterable[Report], tools: Tools) -> tuple[list[Finding], list[StoredClaim]]:
    """The findings and claims of a ledger made of the reports."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "findings.db") as ledger:
        with ledger.run(tools.made_by, "add") as run:
            failed = [outcome for outcome in add(reports, run, tools) if outcome.status != "added"]
        assert not failed, failed[:3]
        for _ in compare(ledger):
            pass
        return ledger.findings(), [StoredClaim(claim, claim.report.outlet) for claim in ledger.claims()]


# the daily series -----------------------------------------------------------------------------------------------------------------------


def personnel(path: Path, tools: Tools) -> Iterator[tuple[bool, str]]:
    """What was found in the daily series, line by line, and whether it is right."""
    days = json.loads(path.read_text(encoding="utf-8"))
    totals = {day["date"]: day["personnel"] for day in days}
    planted = sorted(totals)[EVERY::EVERY]
    reports = list(daily_reports(totals, planted))
    findings, _ = found_in(reports, tools)
    steps = {finding.reports for finding in findings if finding.kind in ("updates", "falls") and len(finding.reports) == 2}
    expected = {(a.report_ref, b.report_ref) for a, b in pairwise(reports)}
    yield steps == expected, f"{len(reports)} reports, {len(steps)} steps, {len(expected & steps)} of {len(expected)} from each day to the next"
    falls = {finding.reports[1] for finding in findings if finding.kind == "falls"}
    yield falls == {f"day-{day}" for day in planted}, f"{len(planted)} falls planted, {len(falls)} found"
    others = sum(finding.kind in ("contradicts", "denies", "corroborates") for finding in findings)
    yield not others, f"{others} contradictions, denials and corroborations"


def daily_reports(totals: dict[str, int], planted: Iterable[str] = ()) -> Iterator[Report]:
    """A morning report for each day, as the example of the project writes it; a planted day's total is lower than that of the day before."""
    lower, before = set(planted), 0
    for day, counted in sorted(totals.items()):
        total = round(before * (1 - SHARE)) if day in lower else counted
        said = f"the General Staff of the Armed Forces of Ukraine said on {dt.date.fromisoformat(day):%A}."
        lost, counted_up = total - before, f"since 24 February 2022 now stands at about {total:,}, it said."
        text = f"Russia lost {lost:,} soldiers in Ukraine over the past day, {said} The total {counted_up}"
        if lost <= 0 or not before:
            text = f"Russia has lost about {total:,} soldiers in Ukraine since 24 February 2022, {said}"
        yield make_report(text, f"day-{day}", said=Details(outlet="Harbour Wire", published=day, language="en"))
        before = total


# the estimates --------------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Estimate:
    """An estimate of the table: who gave it (as written out), up to which day, of what, and its ends."""

    ref: str
    teller: str
    relay: str | None
    day: dt.date
    kind: str
    low: int
    high: int
    single: bool

    @property
    def origin(self) -> str:
        """Whose word it is: unnamed officials have the relay for theirs."""
        return self.relay or self.teller


# How the table's sources are written out: who tells it, and for unnamed officials, whom they told.
SOURCES = {
    "BBC Russia": ("BBC Russian", None),
    "CIA": ("the CIA", None),
    "CSIS": ("the Centre for Strategic and International Studies", None),
    "The Centre for Strategic and International Studies": ("the Centre for Strategic and International Studies", None),
    "Dutch Military Intelligence and Security Service (MIVD)": ("the Dutch Military Intelligence and Security Service", None),
    "Excess deaths estimate (D. Kobak)": ("the statistician Dmitry Kobak", None),
    "French foreign minister": ("the French foreign minister", None),
    "IISS": ("the International Institute for Strategic Studies", None),
    "Meduza": ("Meduza", None),
    "NATO nations (via NYT)": ("officials of NATO nations", "the New York Times"),
    "NATO officials (via WP)": ("NATO officials", "the Washington Post"),
    "NATO officials (via media24)": ("NATO officials", "Media24"),
    "UK Foreign ministry": ("the British Foreign Office", None),
    "UK MoD": ("the British Ministry of Defence", None),
    "US DoD": ("the US Department of Defense", None),
    "US officials (via NYT)": ("US officials", "the New York Times"),
    "US officials (via The Economist)": ("US officials", "The Economist"),
    "Western intelligence agencies (via WSJ)": ("Western intelligence officials", "the Wall Street Journal"),
}


def estimates(path: Path, tools: Tools) -> Iterator[tuple[bool, str]]:
    """The pairs found as contradictions beside those of the plain loop, and whether they are the same."""
    with path.open(encoding="utf-8", newline="") as file:
        table = list(read_estimates(csv.DictReader(file)))
    findings, claims = found_in(map(written_out, table), tools)
    read = {row.claim.report_ref: (row.claim.figure.low, row.claim.figure.high) for row in claims if row.claim.figure is not None}
    misread = [one.ref for one in table if read.get(one.ref) != (one.low, one.high)]
    yield not misread, f"{len(table)} estimates of {len({one.origin for one in table})} origins written out, {len(misread)} misread"
    found = {frozenset(finding.reports) for finding in findings if finding.kind == "contradicts"}
    expected = contradicting(table)
    line = f"{len(expected)} pairs contradict by their numbers, {len(found)} found, {len(expected - found)} missed, {len(found - expected)} too many"
    yield found == expected, line


def read_estimates(rows: Iterable[dict[str, str]]) -> Iterator[Estimate]:
    """The table's estimates; a range is two of its rows, and its middle, where given beside, is left out."""
    ends: dict[tuple[str, str, str], dict[str, list[int]]] = {}
    for row in rows:
        ends.setdefault((row["date"], row["source"], row["source_type"]), {}).setdefault(row["estimate_type"], []).append(
            round(float(row["estimate"]))
        )
    for number, ((day, source, kind), values) in enumerate(ends.items()):
        teller, relay = SOURCES[source]
        pairs = list(zip(values.get("estimate_low", []), values.get("estimate_high", []), strict=True))
        singles = [] if pairs else [(value, value) for value in values["estimate"]]
        for index, (low, high) in enumerate(dict.fromkeys(pairs or singles)):
            yield Estimate(f"estimate-{number}-{index}", teller, relay, dt.date.fromisoformat(day), kind, low, high, not pairs)


def written_out(one: Estimate) -> Report:
    """The report of an estimate, with the days that it counts."""
    number = f"about {one.low:,}" if one.single else f"between {one.low:,} and {one.high:,}"
    lost = f"{number} Russian soldiers had been killed" if one.kind == "deaths" else f"Russia had suffered {number} casualties"
    said = f"{lost} in Ukraine since 24 February 2022, as of {one.day.day} {one.day:%B %Y}"
    if one.relay and one.relay != "Media24":
        text = f"{one.teller[0].upper()}{one.teller[1:]} told {one.relay} that {said}."
    else:
        text = f"{said[0].upper()}{said[1:]}, {one.teller} said."
    outlet = one.relay if one.relay == "Media24" else "Harbour Wire"
    return make_report(text, one.ref, said=Details(outlet=outlet, published=one.day.isoformat(), language="en"))


def contradicting(table: list[Estimate]) -> set[frozenset[str]]:
    """The pairs that contradict by their numbers alone: of other origins, one kind, at most 7 days apart, with ends that do not meet.

    A single number spans a tenth to each side. An earlier total may be lower by twice the later's mean daily growth for each day between.
    """
    found = set()
    for one, other in combinations(table, 2):
        early, late = sorted((one, other), key=lambda estimate: estimate.day)
        days = (late.day - early.day).days
        if one.origin == other.origin or one.kind != other.kind or days > 7:
            continue
        (low, high), (least, most) = (_ends(estimate) for estimate in (early, late))
        grown = 2 * days * least / (late.day - INVASION).days if late.day > INVASION else 0
        if low > most or high + grown < least:
            found.add(frozenset((one.ref, other.ref)))
    return found


def _ends(one: Estimate) -> tuple[float, float]:
    return (one.low * 0.9, one.high * 1.1) if one.single else (one.low, one.high)


# the founding report --------------------------------------------------------------------------------------------------------------------


def founding(path: Path, tools: Tools) -> Iterator[tuple[bool, str]]:
    """What is found in the founding report, and whether it is right."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if '"seed-000"' in line]
    reports = [
        make_report(row["text"], row["id"], said=Details(outlet=row["outlet"], published=row["published"], language=row["language"])) for row in lines
    ]
    findings, claims = found_in(reports, tools)
    told = {row.claim.claim_key: row.claim for row in claims}
    repeats = [{told[key].quote.text.split()[0] for key in finding.claims} for finding in findings if finding.kind == "repeat"]
    both = any({"Defense", "As"} <= words for words in repeats)  # the lead and the quotation; a third sentence tells it too
    yield both, f"repeats of the sentences that begin {' and '.join(' + '.join(sorted(words)) for words in repeats)}"
    apart = ("230", "4,000", "700", "40 thousand")
    held = [finding for finding in findings if finding.kind not in ("slip", "drift") and any(figure in apart for figure in finding.figures)]
    yield not held, f"{len(held)} findings hold {', '.join(apart)} against anything"
    sourced = [row for row in claims if row.claim.chain]
    yield independent(sourced) == ("Volodymyr Zelenskyy",), f"{len(sourced)} claims with a source, origins {independent(sourced)}"
    own = [row for row in claims if not row.claim.chain]
    yield not independent(own), f"{len(own)} claims without a source, origins {independent(own)}"


if __name__ == "__main__":
    sys.exit(main())
