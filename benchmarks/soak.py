"""Memory over many reports: `python -m benchmarks.soak [--reports 20000] [--model NAME] [--most 1.0]`.

Reports are made from templates, each with figures, names and words of its own that no other has, as the news has new names every day. They go through
detect, resolve and a ledger, as `reportedly add` does. The growth is the slope of a line through the resident memory after a warm-up, in MB for
1,000 reports; exit code 1 where it is `--most` or more.
"""

import argparse
import gc
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import linear_regression

from reportedly.ledger import Ledger
from reportedly.pipeline import Tools, add
from reportedly.read import Details, make_report
from reportedly.records import Report

STEP = 250  # reports between two looks at the memory
TEMPLATES = (
    "At least {a} soldiers were killed near {place} on {day}, Governor {name} said.",
    '"More than {b} shells fell on {place}," {name}, a teacher, told the {outlet}. "We counted {a} houses without a roof."',
    "The {party} army denied that {a} of its vehicles had been destroyed in {place}. It lost {b} men since {month}, according to {name}.",
    "Between {a} and {c} people fled {place} overnight, the {outlet} reported, citing {name}.",
    "{name} said that {b} drones had been launched at {place}; {a} were shot down, and about {c} square kilometres burnt.",
    "Two days after the strike on {place}, the toll stood at {a} dead and {b} wounded.",
)
PLACES = ("Sumy", "Kursk", "Harrowdene", "Kharkiv", "Gaza City", "Aleppo", "the Kursk region", "Nyzhni Vesnianky", "Goma", "El Fasher")
DAYS = ("Monday", "Tuesday", "8 February", "Saturday night", "the eve of the truce")
SYLLABLES = ["ba", "ro", "ven", "ka", "li", "mo", "dra", "sut", "ye", "po", "zhi", "nar", "el", "tov", "um", "shi"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--warm-up", type=int, help="reports before the slope counts (default: a fifth)")
    parser.add_argument("--model", help="language model, as of 'reportedly add'")
    parser.add_argument("--most", type=float, default=1.0, help="MB of growth for 1,000 reports that fail the benchmark")
    args = parser.parse_args()
    began = time.monotonic()
    looks = list(_looks(args.reports, Tools.load(args.model)))
    warm = args.reports // 5 if args.warm_up is None else args.warm_up
    counted = [(number / 1000, memory) for number, memory in looks if number >= warm]
    slope = linear_regression([number for number, _ in counted], [memory for _, memory in counted]).slope
    print(f"{args.reports} reports in {time.monotonic() - began:.0f} s; {looks[0][1]:.0f} MB at first, {counted[0][1]:.0f} MB after the warm-up of "
          f"{warm}, {looks[-1][1]:.0f} MB at the end; growth {slope:.2f} MB for 1,000 reports")  # fmt: skip
    sys.exit(slope >= args.most)


def _looks(number: int, tools: Tools) -> Iterator[tuple[int, float]]:
    """The number of reports so far and the resident memory in MB, every STEP reports."""
    with tempfile.TemporaryDirectory() as folder, Ledger.open(Path(folder) / "soak.db") as ledger, ledger.run(tools.made_by, "soak") as run:
        for count, outcome in enumerate(add(reports(number), run, tools), 1):
            if outcome.status != "added":
                raise SystemExit(f"{outcome.source}: {outcome.status}, {outcome.reason}")
            if count % STEP == 0:
                gc.collect()
                yield count, _resident_mb()
                print(f"{count:6} {_resident_mb():7.1f} MB", file=sys.stderr)


def reports(number: int) -> Iterator[Report]:
    """As many reports from the templates, the same in every run."""
    chance = random.Random(0)
    for index in range(number):
        text = " ".join(_sentence(chance) for _ in range(6))
        yield make_report(text, f"soak-{index}", Details("Copper Mail", "2025-02-08", "en"), own_id=str(index))


def _sentence(chance: random.Random) -> str:
    low = chance.randint(3, 99_000)
    return chance.choice(TEMPLATES).format(
        a=f"{low:,}", b=chance.randint(3, 9_999), c=f"{low + chance.randint(1, 900):,}", place=chance.choice((*PLACES, _word(chance))),
        day=chance.choice(DAYS), name=f"{_word(chance)} {_word(chance)}", outlet=f"{_word(chance)} Post",
        party=chance.choice(("Russian", "Ukrainian")), month=chance.choice(("May", "last winter")),
    )  # fmt: skip


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(3, 5))).capitalize()


def _resident_mb() -> float:
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("the resident memory is read from /proc, which only Linux has")


if __name__ == "__main__":
    main()
