"""Scores of the whole way on gold: `python -m evaluation.run [--check | --raise] [--errors] [--shared FOLDER] [--model NAME]`.

Our own gold over the examples needs nothing outside the clone. Where the folder --shared (default ../shared) is present, its scorers run on our
claims (gold/score.py, on train and dev) and attributions (quotes/score.py, on polnear-dev) too, and the gold of events is measured on all its
reports; where it is not, those sets are passed over.
--check exits 1 where a score is below its floor in evaluation/floors.json; --raise lifts the floors to what is measured, and lowers none.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from evaluation import events, floors
from evaluation.floors import Scores
from evaluation.score import Score, bad_spans, read_gold, score
from reportedly import codec
from reportedly.detect import detect
from reportedly.pipeline import Tools, claims_of
from reportedly.read import read
from reportedly.records import Report

HERE = Path(__file__).parent
EXAMPLES = HERE.parent / "examples"
GOLD = HERE / "examples" / "gold.jsonl"
NAMES = ("detect_f1", "core_f1", "full_f1")
QUOTES = ("TOK", "A50", "EX", "SRC", "E2E")


def main(arguments: list[str] | None = None) -> int:
    """0, or 1 where --check found a score below its floor."""
    args = _parser().parse_args(arguments)
    tools = Tools.load(args.model)
    measured = {name: scores for name, measure in _sets(args.shared).items() if (scores := _told(name, measure, tools, errors=args.errors))}
    if args.raise_floors:
        floors.save(floors.raised(floors.load(), measured))
    low = floors.below(floors.load(), measured)
    for line in low:
        print(line, file=sys.stderr)
    return int(args.check and bool(low))


def _sets(shared: Path) -> dict[str, Callable[[Tools, bool], Scores]]:
    """The sets that can be measured here, each with the function that does it."""
    sets: dict[str, Callable[[Tools, bool], Scores]] = {"examples": _examples, "events/examples": partial(_events, (), "open")}
    for split in ("train", "dev"):
        if (shared / "gold" / split / "gold.jsonl").exists():
            sets[f"gold/{split}"] = partial(_figures, shared / "gold", split)
    reports = tuple(path for split in ("train", "dev") if (path := shared / "gold" / split / "reports.jsonl").exists())
    if len(reports) == 2:
        sets |= {f"events/{half}": partial(_events, reports, half) for half in events.HALVES}
    if (shared / "quotes" / "polnear-dev.jsonl").exists():
        sets["quotes/polnear-dev"] = partial(_quotes, shared / "quotes")
    return sets


def _told(name: str, measure: Callable[[Tools, bool], Scores], tools: Tools, *, errors: bool) -> Scores:
    scores = measure(tools, errors)
    print(f"{name:18}  " + "  ".join(f"{key} {value:.3f}" for key, value in scores.items()))
    return scores


def _examples(tools: Tools, errors: bool) -> Scores:
    reports = {report.report_ref: report for report in _reports(EXAMPLES)}
    claims = {ref: claims_of(report, tools) for ref, report in reports.items()}
    bad = [
        f"{ref}: {words!r} does not stand there" for ref, made in claims.items() for claim in made for words in bad_spans(claim, reports[ref].text)
    ]
    found = score(read_gold(GOLD.read_text(encoding="utf-8").splitlines()), claims)
    if errors:
        print("\n".join((*bad, *found.wrong)), file=sys.stderr)
    print(_table(found))
    return {name: getattr(found, name) for name in NAMES} | {"spans_held": float(not bad)}


def _table(found: Score) -> str:
    head = f"{found.gold} figures by hand, {found.claims} found, {found.pairs} paired: "
    rates = f"precision {found.detect_precision:.3f}, recall {found.detect_recall:.3f}"
    return head + rates + "".join(f"\n  {name:8} {share:.3f}" for name, share in found.fields.items())


def _figures(folder: Path, split: str, tools: Tools, errors: bool) -> Scores:
    reports = folder / split / "reports.jsonl"
    lines = (codec.encode(claim) for report in _reports(reports) for claim in claims_of(report, tools))
    said = _scored(folder / "score.py", [reports, folder / split / "gold.jsonl"], lines, more=["--errors", "40"] if errors else [])
    return {name: _headline(said[name]) for name in NAMES} | {"spans_held": float(said["bad_spans"] == 0)}


def _events(more: tuple[Path, ...], half: str, tools: Tools, errors: bool) -> Scores:
    reports = {report.report_ref: report for path in (EXAMPLES, *more) for report in _reports(path)}
    found = events.measure(events.gold(half), reports, tools, errors=errors and half == "open")  # the others are looked at in sum only
    return {"precision": found.precision, "recall": found.recall}


def _quotes(folder: Path, tools: Tools, errors: bool) -> Scores:
    gold = folder / "polnear-dev.jsonl"
    found = (detect(report, tools.model) for report in _reports(gold))
    lines = (codec.encode({"report_ref": one.report.report_ref, "attributions": one.attributions}) for one in found)
    said = _scored(folder / "score.py", [gold], lines, more=["--errors", "40"] if errors else [])
    return {name: _headline(said[name]) for name in QUOTES}


def _headline(value: object) -> float:
    """The score itself, or the F1 of a [precision, recall, F1]."""
    return float(str(value[-1] if isinstance(value, list) else value))


def _scored(script: Path, files: list[Path], lines: Iterable[bytes], more: list[str]) -> dict[str, object]:
    """What the scorer prints as JSON for our lines."""
    with tempfile.TemporaryDirectory() as folder:
        ours = Path(folder) / "found.jsonl"
        ours.write_bytes(b"".join(line + b"\n" for line in lines))
        command = [sys.executable, str(script), *map(str, files), str(ours), "--json", *more]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    said: dict[str, object] = json.loads(done.stdout)
    return said


def _reports(path: Path) -> Iterable[Report]:
    for item in read([path]):
        if not isinstance(item, Report):
            raise SystemExit(f"evaluation: {item.source}: {item.reason}")
        yield item


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation.run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="exit 1 where a score is below its floor")
    parser.add_argument("--raise", dest="raise_floors", action="store_true", help="lift the floors to what is measured")
    parser.add_argument("--errors", action="store_true", help="print what is wrong, on standard error")
    parser.add_argument(
        "--shared", type=Path, default=HERE.parent.parent / "shared", help="folder with more gold and its scorers (default ../shared)"
    )
    parser.add_argument("--model", help="the language model (default: the best one installed)")
    return parser


if __name__ == "__main__":
    sys.exit(main())
