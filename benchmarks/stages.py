"""Processor time of each stage against the language model alone: `python -m benchmarks.stages [REPORTS.jsonl] [--repeat N] [--rounds N]`.

The model's whole pipeline over the same texts, in batches, is the measure (1.00); after it come parse (our own call of it, paragraph by paragraph),
detect, resolve and store, each without what stands before it, and `add` in all. Peak memory is the process's. Without a file, the examples are
repeated to some hundred reports.
"""

import argparse
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from reportedly.detect import detect
from reportedly.detect.documents import parse
from reportedly.identity import id_of_report
from reportedly.ledger import Ledger
from reportedly.pipeline import Tools, claims_of
from reportedly.read import read
from reportedly.records import Report
from reportedly.resolve import resolve

EXAMPLES = Path(__file__).parent.parent / "examples"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", nargs="?", default=EXAMPLES)
    parser.add_argument("--repeat", type=int, help="how often each report is taken, under names of its own (default: up to some 300)")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    tools = Tools.load()
    found = [item for item in read([args.reports]) if isinstance(item, Report)]
    repeat = args.repeat or max(1, 300 // len(found))
    reports = [_renamed(report, f"{report.report_ref}-{n}") for n in range(repeat) for report in found]
    claims_of(reports[0], tools)  # warm: lexicons, index
    rounds = [_round(reports, tools) for _ in range(args.rounds)]
    words = sum(len(report.text.split()) for report in reports)
    print(f"{len(reports)} reports, {words} words, {args.rounds} rounds; processor time as a share of the language model's whole pipeline alone")
    for name in rounds[0]:
        print(f"  {name:8} {statistics.median(r[name] / r['model'] for r in rounds):.2f}")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def _renamed(report: Report, name: str) -> Report:
    named = replace(report, report_ref=name, own_id=name, url=None)
    return replace(named, report_id=id_of_report(named))


def _round(reports: list[Report], tools: Tools) -> dict[str, float]:
    """Seconds of processor time by stage, each without the stages before it."""
    texts = [report.text for report in reports]
    model = _seconds(lambda: [None for _ in tools.model.nlp.pipe(texts, batch_size=32)])
    parsed = _seconds(lambda: [parse(report, tools.model) and None for report in reports])
    detections = []
    detected = _seconds(lambda: detections.extend(detect(report, tools.model) for report in reports))
    claims = []
    resolved = _seconds(lambda: claims.extend(resolve(detection, tools.gazetteer) for detection in detections))
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "bench.db") as ledger, ledger.run(tools.made_by, "bench") as run:
        stored = _seconds(lambda: [run.add(report, found) for report, found in zip(reports, claims, strict=True)])
    parts = {"model": model, "parse": parsed, "detect": detected - parsed, "resolve": resolved, "store": stored}
    return parts | {"add": detected + resolved + stored}


def _seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    main()
