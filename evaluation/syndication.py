"""How well compare tells copies, quotations and changed numbers in a syndication set: `python -m evaluation.syndication [--errors]`.

Each example is cut, given another headline, relayed with 'X reports', printed with one number changed, and quoted by a third; beside these stand
200 daily reports of one invented staff in one template, which are copies of nothing. All goes the whole way: text, claims, ledger, findings.
"""

import argparse
import datetime as dt
import random
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

from reportedly import pipeline
from reportedly.compare import compare
from reportedly.identity import id_of_report
from reportedly.ledger import Ledger
from reportedly.pipeline import Tools
from reportedly.read import read
from reportedly.records import Claim, Finding, Report

EXAMPLES = Path(__file__).parent.parent / "examples"
AT = "2025-03-01T00:00:00+00:00"
DAILY = "daily-"
RELAYS = ("Evening Relay", "Coast Telegraph", "Hill Country News", "Morning Ferry", "Old Bridge Gazette")
# What the quoting outlet says around the quotation: each part is chosen anew, so that two such articles are no copies of each other.
OWN_WORDS = (
    ("Readers", "Friends", "Neighbours", "Critics"), ("of this paper", "of ours", "from the coast", "abroad"), ("have asked", "wondered", "wrote"),
    ("for weeks", "again", "since spring", "this morning"), ("what can be known", "how much is known", "who can tell"), ("of the war,", "of losses,"),
    ("and rightly so.", "as anybody would.", "not for the first time."), ("Little", "Not much", "Hardly anything"), ("can be checked", "stands firm"),
    ("from here,", "at a distance,", "by outsiders,"), ("so we pass on", "which is why we print", "and yet we repeat"), ("one account", "one voice"),
    ("as it", "just as it", "in the form it"), ("reached us", "came to us", "was sent to us"), ("late on", "early on"), ("the day.", "our shift."),
)  # fmt: skip
TEMPLATE = (
    "The Northern Staff gave its count for {weekday}. The Southern army lost {men} soldiers, {tanks} tanks and {guns} guns in a day, it said.",
    "Since the war began it has lost about {all_men} soldiers and {all_tanks} tanks, by the same count.",
    "There were {clashes} clashes along the river. The fiercest fighting is around the bridges, where the Southern army attacked {attacks} times.",
    "The Southern command gives no figures of its own.",
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")


@dataclass(frozen=True, slots=True)
class Edited:
    """A report of the set: which example it comes from, what was done to it, and the number that was changed (as it was, as it is)."""

    report: Report
    family: str
    edit: str
    number: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """Counts over the set; `wrong` names every pair that was missed or must not be there."""

    expected: int
    found: int
    right: int
    quotes_expected: int
    quotes_right: int
    numbers: int
    drifts: int
    templated_links: int
    wrong: tuple[str, ...]

    @property
    def precision(self) -> float:
        """The share of the copies found that are copies."""
        return self.right / (self.found or 1)

    @property
    def recall(self) -> float:
        """The share of the copies that are found."""
        return self.right / (self.expected or 1)


def edits(original: Report, claims: Sequence[Claim], seed: random.Random) -> Iterator[Edited]:
    """The example and its edits, each by another invented outlet on the same or the next day."""
    family = "gaza-leap-day" if original.report_ref.startswith("gaza-leap-day") else original.report_ref
    yield Edited(original, family, "original")
    text = original.text[original.body :].strip()
    sentences = _SENTENCE.split(text)
    outlet = original.outlet or "the Harbour Wire"
    third = _third(text)

    def own() -> str:
        return " ".join(seed.choice(part) for part in OWN_WORDS)

    made = {
        "truncated": " ".join(sentences[: max(2, (2 * len(sentences)) // 3)]),
        "headline": f"What the day's papers say of it\n\n{text}",
        "prefix": f"{outlet} reports: {text}",
        "quoted": "\n\n".join((own(), own(), f"According to the {outlet}, {third}", own())),
    }
    changed = _with_another_number(original, claims, seed)
    for number, (edit, words) in enumerate([*made.items(), *([("number", changed[0])] if changed else [])]):
        yield Edited(_published(original, words, edit, RELAYS[number]), family, edit, changed[1] if changed and edit == "number" else None)


def templated(count: int, seed: random.Random) -> Iterator[Edited]:
    """Daily reports in one template, each day with figures of its own."""
    day, all_men, all_tanks = dt.date(2024, 7, 1), 41_310, 612
    for number in range(count):
        men, tanks = seed.randint(140, 990), seed.randint(0, 14)
        all_men, all_tanks = all_men + men, all_tanks + tanks
        text = "\n\n".join(TEMPLATE).format(
            weekday=f"{day:%A}", men=men, tanks=tanks, guns=seed.randint(3, 40), all_men=f"{all_men:,}", all_tanks=all_tanks,
            clashes=seed.randint(31, 120), attacks=seed.randint(4, 30),
        )  # fmt: skip
        report = Report("", f"{DAILY}{number:03}", text, "Northern Staff", None, day.isoformat(), "en", "Count of the day", own_id=f"{number}")
        yield Edited(replace(report, report_id=id_of_report(report)), report.report_ref, "templated")
        day += dt.timedelta(days=1)


def _third(text: str) -> str:
    """A third of the text's words, in one run from where a sentence begins."""
    words = text.split()
    begins = [place for place in range(1, len(words)) if words[place - 1].endswith((".", ":")) and place <= 2 * len(words) // 3]
    start = min(begins, key=lambda place: abs(place - len(words) // 3), default=0)
    return " ".join(words[start : start + len(words) // 3])


def _with_another_number(original: Report, claims: Sequence[Claim], seed: random.Random) -> tuple[str, tuple[str, str]] | None:
    """The text with another number in one claim's place, and the number before and after; None where no claim has one in digits."""
    told = (claim.figure for claim in claims if claim.figure is not None)
    figures = [figure for figure in told if figure.value is not None and figure.text[:1].isdigit() and figure.start >= original.body]
    if not figures:
        return None
    figure = seed.choice(figures)
    digits = [place for place, sign in enumerate(figure.text) if sign.isdigit()]
    place = seed.choice(digits[:2])
    digit = seed.choice([sign for sign in "123456789" if sign != figure.text[place]])
    number = figure.text[:place] + digit + figure.text[place + 1 :]
    return original.text[original.body : figure.start] + number + original.text[figure.end :], (figure.text, number)


def _published(original: Report, text: str, edit: str, outlet: str) -> Report:
    day = dt.date.fromisoformat((original.published or AT)[:10]) + dt.timedelta(days=edit in ("prefix", "quoted"))
    made = Report(
        "", f"{original.report_ref}#{edit}", text, outlet, None, day.isoformat(), "en", f"{outlet}: {edit}", own_id=f"{original.report_ref}#{edit}"
    )
    return replace(made, report_id=id_of_report(made))


def syndicated(tools: Tools, *, examples: int | None = None, daily: int = 200) -> list[Edited]:
    """The whole set, the same each time; `examples` and `daily` make it smaller."""
    seed = random.Random(7)
    originals = [report for report in read([EXAMPLES]) if isinstance(report, Report) and not report.report_ref.startswith("daily-losses")]
    made = [edited for report in originals[:examples] for edited in edits(report, pipeline.claims_of(report, tools), seed)]
    return [*made, *templated(daily, seed)]


def found_in(ledger: Ledger, reports: Iterable[Report], tools: Tools) -> list[Finding]:
    """The findings about the reports, which are added to the ledger."""
    with ledger.run(tools.made_by, "evaluation", AT) as run:
        for outcome in pipeline.add(reports, run, tools):
            if outcome.status != "added":
                raise ValueError(f"{outcome.source}: {outcome.status} {outcome.reason or ''}")
    list(compare(ledger))
    return ledger.findings("copy", "quotes", "drift")


def score(edited: Sequence[Edited], findings: Iterable[Finding]) -> Score:
    """How many of the copies, quotations and changed numbers of the set were found, and what was found besides."""
    of = {one.report.report_ref: one for one in edited}
    copied, quoted, drifted = (_pairs(findings, kind) for kind in ("copy", "quotes", "drift"))
    whole = [one for one in edited if one.edit not in ("quoted", "templated")]
    expected = {_pair(one, other) for one, other in combinations(whole, 2) if one.family == other.family}
    quotes = {frozenset((ref.removesuffix("#quoted"), ref)) for ref, one in of.items() if one.edit == "quoted"}
    changed = [one for one in edited if one.number]
    told = [one for one in changed if _is_told(one, findings)]
    templates = {pair for pair in copied | quoted | drifted if len(pair) > 1 and any(of[ref].edit == "templated" for ref in pair)}
    wrong = {"copy missed": expected - copied, "no copy": copied - expected, "quotation missed": quotes - quoted, "templated": templates}
    lines = [f"{what}: {' and '.join(pair)}" for what, pairs in wrong.items() for pair in sorted(map(sorted, pairs))]
    lines += [f"changed number missed: {one.report.report_ref} {one.number}" for one in changed if one not in told]
    counts = (len(expected), len(copied), len(expected & copied), len(quotes), len(quotes & quoted), len(changed), len(told), len(templates))
    return Score(*counts, tuple(lines))


def _pairs(findings: Iterable[Finding], kind: str) -> set[frozenset[str]]:
    return {frozenset(found.reports) for found in findings if found.kind == kind}


def _pair(one: Edited, other: Edited) -> frozenset[str]:
    return frozenset((one.report.report_ref, other.report.report_ref))


def _is_told(one: Edited, findings: Iterable[Finding]) -> bool:
    """Whether a drift tells the number of the example and the number of the report; of two reports of one day, neither need be the first."""
    pair = {one.report.report_ref.partition("#")[0], one.report.report_ref}
    return any(found.how == "figure" and set(found.reports) == pair and set(found.figures) == set(one.number or ()) for found in findings)


def main(arguments: list[str] | None = None) -> int:
    """0, or 1 where something of what the set must show is not so."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--errors", action="store_true", help="name every pair that is wrong, on standard error")
    args = parser.parse_args(arguments)
    tools = Tools.load()
    edited = syndicated(tools)
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "syndication.db") as ledger:
        findings = found_in(ledger, (one.report for one in edited), tools)
    found = score(edited, findings)
    print(f"{len(edited)} reports, {found.expected} pairs of copies: precision {found.precision:.3f}, recall {found.recall:.3f}")
    print(f"quotations {found.quotes_right} of {found.quotes_expected}, changed numbers told as drifts {found.drifts} of {found.numbers}")
    print(f"links of templated reports {found.templated_links}; other drifts {sum(one.kind == 'drift' for one in findings) - found.drifts}")
    if args.errors:
        print("\n".join(f"{one.how}: {one.reason}" for one in findings if one.kind == "drift" and one.how != "figure"), file=sys.stderr)
        print("\n".join(found.wrong), file=sys.stderr)
    good = min(found.precision, found.recall) >= 0.98 and found.drifts == found.numbers and not found.templated_links
    return int(not good)


if __name__ == "__main__":
    sys.exit(main())
