"""Events against a gold of our own: precision and recall of event words with the right type, and the shares of sub-type, actor, target and stance.

    python -m evaluation.events [REPORTS.jsonl ...] [--half open|held|fresh] [--errors]

The gold (`evaluation/events/gold.jsonl`) holds offsets and values; of the reports only the examples are part of the project, and what is not here is
passed over. An event of a claim is found where its trigger overlaps a gold trigger and its ACLED event type is right (a null type in the gold: any).
Optional gold rows count neither as found nor as missed. `evaluation/events/README.md` says how the halves came about.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.pipeline import Tools, claims_of
from reportedly.read import read
from reportedly.records import Claim, Report, Span

HERE = Path(__file__).parent
GOLD = HERE / "events" / "gold.jsonl"
EXAMPLES = HERE.parent / "examples"
HALVES = ("open", "held", "fresh")
Row = Mapping[str, Any]


@dataclass
class Score:
    """Counts over reports."""

    found: int = 0
    right: int = 0
    wrong_type: int = 0
    gold: int = 0
    sub_type: int = 0
    actor: int = 0
    target: int = 0
    stance: int = 0

    @property
    def precision(self) -> float:
        """The share of the found that are right."""
        return self.right / max(self.found, 1)

    @property
    def recall(self) -> float:
        """The share of the gold that was found with the right type."""
        return self.right / max(self.gold, 1)

    def line(self) -> str:
        """The shares as one line."""
        precision, recall = self.precision, self.recall
        shares = " ".join(f"{name} {getattr(self, name) / max(self.right, 1):.3f}" for name in ("sub_type", "actor", "target", "stance"))
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        counts = f"{self.right}/{self.found}/{self.gold}, type wrong {self.wrong_type}"
        return f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} ({counts}) {shares}"


def events_of(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """The claims that tell an event, one for each trigger: figures of one verb ('killed nine and wounded six' apart) are one event."""
    found = {(claim.event.trigger.start, claim.event.trigger.end): claim for claim in reversed([*claims]) if claim.event is not None}
    return tuple(claim for _, claim in sorted(found.items()))


def compare(found: Sequence[Claim], rows: Sequence[Row], score: Score) -> list[str]:
    """Counts one report into the score; the errors as lines."""
    errors, used = [], set[int]()
    score.gold += sum(not row["optional"] for row in rows)
    for item in found:
        index = next((i for i, row in enumerate(rows) if i not in used and _overlaps(item.event.trigger, row)), None)
        if index is None:
            score.found += 1
            errors.append(f"extra   {item.event.trigger.text} [{item.event.type}]")
            continue
        used.add(index)
        row = rows[index]
        if row["optional"]:
            continue
        score.found += 1
        if row["type"] not in (None, item.event.type):
            score.wrong_type += 1
            errors.append(f"type    {item.event.trigger.text} [{item.event.type}] should be [{row['type']}]")
            continue
        score.right += 1
        errors += _fields(item, row, score)
    return errors + [f"missed  {row['trigger']} [{row['type']}]" for i, row in enumerate(rows) if i not in used and not row["optional"]]


def _overlaps(words: Span, row: Row) -> bool:
    start, end = row["trigger"]["start"], row["trigger"]["end"]
    return bool(words.start < end and start < words.end)


def _fields(item: Claim, row: Row, score: Score) -> list[str]:
    values = {"sub_type": item.event.sub_type, "actor": item.event.actor, "target": item.event.target, "stance": item.stance}
    errors = []
    for name, value in values.items():
        if _same(value, row[name]) or (name == "sub_type" and row["type"] is None):
            setattr(score, name, getattr(score, name) + 1)
        else:
            errors.append(f"{name:8}{item.event.trigger.text}: {value!r} should be {row[name]!r}")
    return errors


def _same(value: str | None, wanted: str | None) -> bool:
    """Equal without case and articles; names that hold each other's words ('Azov brigade', 'the brigade Azov') count as the same."""
    if value is None or wanted is None:
        return value == wanted
    a, b = ({w for w in words.lower().split() if w not in {"the", "a", "an", "at", "least", "about"}} for words in (value, wanted))
    return bool(a & b) and (a <= b or b <= a)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; 0 also where there are no reports."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=Path, nargs="*", help="JSON Lines of reports that the gold names; the examples are always read")
    parser.add_argument("--half", choices=HALVES)
    parser.add_argument("--errors", action="store_true", help="print what is wrong, on standard error")
    options = parser.parse_args(arguments)
    reports = {report.report_ref: report for report in _reports([EXAMPLES, *(path for path in options.reports if path.exists())])}
    tools = Tools.load()
    for half in [options.half] if options.half else HALVES:
        print(f"{half:6} {measure(gold(half), reports, tools, errors=options.errors).line()}")
    return 0


def measure(rows: Sequence[Row], reports: Mapping[str, Report], tools: Tools, *, errors: bool = False) -> Score:
    """The score over those of the reports that the rows name."""
    score = Score()
    for doc in sorted({row["doc"] for row in rows} & set(reports)):
        lines = compare(events_of(claims_of(reports[doc], tools)), [row for row in rows if row["doc"] == doc], score)
        if errors and lines:
            print(f"## {doc}", *lines, sep="\n", file=sys.stderr)
    return score


def gold(half: str) -> list[Row]:
    """The rows of a half."""
    return [row for line in GOLD.read_text(encoding="utf-8").splitlines() if (row := json.loads(line))["half"] == half]


def _reports(paths: Sequence[Path]) -> Iterable[Report]:
    return (item for item in read(paths) if isinstance(item, Report))


if __name__ == "__main__":
    sys.exit(main())
