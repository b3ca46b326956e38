"""Score the attributions against PolNeAR: detect over a file of texts, then the scorer of ../shared/quotes, where that folder is present.

    python evaluation/quotes.py [GOLD.jsonl] [--model NAME] [--errors N]

GOLD is one text a line: {"id", "text", "attributions"}. Without the folder or the file nothing is scored, and the script says so.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reportedly.detect import documents, models
from reportedly.detect.attributions import attributions
from reportedly.records import Attribution, Report

SHARED = Path(__file__).resolve().parents[2] / "shared" / "quotes"


def row(report_ref: str, found: tuple[Attribution, ...]) -> str:
    """One line as the scorer reads it."""
    spans = [
        {key: [{"start": s.start, "end": s.end} for s in getattr(a, key)] for key in ("source", "cue", "content")}
        | {"type": a.type, "parent": a.parent}
        for a in found
    ]
    return json.dumps({"report_ref": report_ref, "attributions": spans}, ensure_ascii=False)


def main() -> None:
    """Detect, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, default=SHARED / "polnear-dev.jsonl")
    parser.add_argument("--model")
    parser.add_argument("--errors", type=int, default=0)
    arguments = parser.parse_args()
    scorer = SHARED / "score.py"
    if not scorer.exists() or not arguments.gold.exists():
        print(f"passed over: {scorer if not scorer.exists() else arguments.gold} is not there", file=sys.stderr)
        return
    model = models.load(arguments.model)
    parsing = finding = 0.0
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out, arguments.gold.open(encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)
            started = time.perf_counter()
            document = documents.parse(Report(text["id"], text["id"], text["text"]), model)
            parsed = time.perf_counter()
            found = attributions(document)
            parsing, finding = parsing + parsed - started, finding + time.perf_counter() - parsed
            print(row(text["id"], found), file=out)
        out.flush()
        sys.stdout.flush()
        subprocess.run([sys.executable, str(scorer), str(arguments.gold), out.name, "--errors", str(arguments.errors)], check=False)
    print(f"attributions took {100 * finding / parsing:.1f} % of the time of the parse")


if __name__ == "__main__":
    main()
