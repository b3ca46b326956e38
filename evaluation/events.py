"""Event words against a gold of our own: precision and recall of triggers with the right type, and the shares of actor, target and stance.

    python -m evaluation.events REPORTS.jsonl [--half open|held] [--errors]

The gold (`evaluation/events/gold.jsonl`) holds offsets and values over reports that are not part of the project; without them nothing is measured.
A trigger is found where its span overlaps a gold trigger and its ACLED event type is right (a null type in the gold: any). Optional gold rows count
neither as found nor as missed. How the halves were split is written down in `evaluation/events/README.md`.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportedly.detect import models
from reportedly.detect.documents import Document, parse
from reportedly.detect.events import triggers
from reportedly.records import Detection, Event, Report, Span, Statement, Trigger
from reportedly.resolve.events import event
from reportedly.spans import span

GOLD = Path(__file__).parent / "events" / "gold.jsonl"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """A trigger with the event that it became."""

    trigger: Trigger
    event: Event


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

    def line(self) -> str:
        """The shares as one line."""
        precision, recall = self.right / max(self.found, 1), self.right / max(self.gold, 1)
        shares = " ".join(f"{name} {getattr(self, name) / max(self.right, 1):.3f}" for name in ("sub_type", "actor", "target", "stance"))
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        counts = f"{self.right}/{self.found}/{self.gold}, type wrong {self.wrong_type}"
        return f"precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} ({counts}) {shares}"


def events_of(document: Document) -> tuple[Found, ...]:
    """The triggers of a report that become events; the speaker's side is not known here."""
    text = document.report.text
    sentences = [span(text, s.start_char, s.end_char) for s in document.doc.sents]
    found = []
    for trigger in triggers(document):
        sentence = next((s for s in sentences if s.start <= trigger.span.start < s.end), trigger.span)
        happened, _ = event(Statement(sentence, sentence, trigger=trigger), Detection(document.report, tuple(sentences)), None)
        if happened is not None:
            found.append(Found(trigger, happened))
    return tuple(found)


def compare(found: Sequence[Found], rows: Sequence[Row], score: Score) -> list[str]:
    """Counts one report into the score; the errors as lines."""
    errors, used = [], set[int]()
    score.gold += sum(not row["optional"] for row in rows)
    for item in found:
        index = next((i for i, row in enumerate(rows) if i not in used and _overlaps(item.trigger.span, row)), None)
        if index is None:
            score.found += 1
            errors.append(f"extra   {item.trigger.span.text} [{item.event.type}]")
            continue
        used.add(index)
        row = rows[index]
        if row["optional"]:
            continue
        score.found += 1
        if row["type"] not in (None, item.event.type):
            score.wrong_type += 1
            errors.append(f"type    {item.trigger.span.text} [{item.event.type}] should be [{row['type']}]")
            continue
        score.right += 1
        errors += _fields(item, row, score)
    return errors + [f"missed  {row['trigger']} [{row['type']}]" for i, row in enumerate(rows) if i not in used and not row["optional"]]


def _overlaps(words: Span, row: Row) -> bool:
    start, end = row["trigger"]["start"], row["trigger"]["end"]
    return bool(words.start < end and start < words.end)


def _fields(item: Found, row: Row, score: Score) -> list[str]:
    values = {"sub_type": item.event.sub_type, "actor": item.event.actor, "target": item.event.target, "stance": item.trigger.standing or "asserted"}
    errors = []
    for name, value in values.items():
        if _same(value, row[name]):
            setattr(score, name, getattr(score, name) + 1)
        else:
            errors.append(f"{name:8}{item.trigger.span.text}: {value!r} should be {row[name]!r}")
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
    parser.add_argument("reports", type=Path)
    parser.add_argument("--half", choices=["open", "held"])
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments)
    if not options.reports.exists():
        print(f"{options.reports} is not here: passed over", file=sys.stderr)
        return 0
    rows = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    reports = [json.loads(line) for line in options.reports.read_text(encoding="utf-8").splitlines()]
    for half in [options.half] if options.half else ["open", "held"]:
        print(half, measure([r for r in rows if r["half"] == half], reports, errors=options.errors).line())
    return 0


def measure(rows: Sequence[Row], reports: Iterable[Row], *, errors: bool = False) -> Score:
    """The score over the reports that the rows name."""
    score, model, wanted = Score(), models.load(), {row["doc"] for row in rows}
    for record in reports:
        if record["id"] in wanted:
            report = Report(record["id"], record["id"], record["text"], record.get("outlet"), published=record.get("published"))
            lines = compare(events_of(parse(report, model)), [r for r in rows if r["doc"] == record["id"]], score)
            if errors and lines:
                print(f"## {record['id']}", *lines, sep="\n")
    return score


if __name__ == "__main__":
    sys.exit(main())
