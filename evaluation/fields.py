"""The share of right values of chosen fields on gold, over all outlets or but for some.

    python -m evaluation.fields [GOLD FOLDER] [--but OUTLET ...] [--fields NAME ...] [--constant] [--errors]

--constant puts beside each field what always giving its most frequent value (or always nothing) would reach on the same pairs.
The folder (default ../shared/gold/dev) holds reports.jsonl and gold.jsonl; where it is not present nothing is measured, and the script says so.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from evaluation.score import Gold, compare, paired, read_gold
from reportedly.pipeline import Tools, claims_of
from reportedly.read import read
from reportedly.records import Claim, Report

FIELDS = ("speaker", "chain", "speech")
ALL = ("low", "high", "hedge", "measure", "unit", "counted", "party", "role", "place", "country", "date", "scope", *FIELDS, "stance")
DEV = Path(__file__).resolve().parents[2] / "shared" / "gold" / "dev"

_SOME = "some words"  # no constant can give them

Pair = tuple[Report, Gold, Claim]


def pairs(folder: Path, tools: Tools, but: Sequence[str] = ()) -> Iterator[Pair]:
    """The figures by hand of a folder, each with its report and the claim that meets it; reports of the outlets `but` are passed over."""
    rows: dict[str, list[Gold]] = defaultdict(list)
    for gold in read_gold((folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()):
        rows[gold.doc].append(gold)
    for report in read([folder / "reports.jsonl"]):
        if isinstance(report, Report) and report.outlet not in but and report.report_ref in rows:
            claims = [claim for claim in claims_of(report, tools) if claim.figure]
            yield from ((report, gold, claim) for gold, claim in paired(rows[report.report_ref], claims))


def main(arguments: list[str] | None = None) -> int:
    """0; prints one line a field, and with --errors one line for each pair that is wrong."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.fields", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=DEV)
    parser.add_argument("--but", nargs="*", default=[], help="outlets whose reports are passed over")
    parser.add_argument("--fields", nargs="*", help=f"of {', '.join(ALL)} (default: {', '.join(FIELDS)}; with --constant all)")
    parser.add_argument("--constant", action="store_true", help="beside each field, what its most frequent value would reach")
    parser.add_argument("--errors", action="store_true", help="print what is wrong")
    args = parser.parse_args(arguments)
    if not (args.folder / "gold.jsonl").exists():
        print(f"passed over: {args.folder} holds no gold", file=sys.stderr)
        return 0
    names = args.fields or list(ALL if args.constant else FIELDS)
    right: Counter[str] = Counter()
    values: dict[str, Counter[object]] = defaultdict(Counter)
    count, outlets = 0, set()
    for report, gold, claim in pairs(args.folder, Tools.load(), args.but):
        verdict = compare(gold, claim)
        count, outlets = count + 1, outlets | {report.outlet}
        right.update(name for name in names if verdict[name])
        for name in names:
            values[name][_value(gold, name)] += 1
        if args.errors and not all(verdict[name] for name in names):
            print(_wrong(gold, claim, [name for name in names if not verdict[name]]))
    print(f"{count} pairs, {len(outlets)} outlets")
    for name in names:
        constants = [(often, value) for value, often in values[name].items() if value != _SOME]
        often, value = max(constants, key=lambda item: (item[0], str(item[1])), default=(0, None))
        constant = f"   always {value!s:14} {often / max(1, count):.3f}" if args.constant else ""
        print(f"  {name:8} {right[name] / max(1, count):.3f}{constant}")
    return 0


def _value(gold: Gold, name: str) -> object:
    """What the gold has for a field, comparable: spans by whether there is one, a place by its country."""
    if name == "country":
        return gold.place.country if gold.place is not None else None
    value = getattr(gold, name)
    return None if value is None else value if isinstance(value, str | float) else " > ".join(value) or None if isinstance(value, tuple) else _SOME


def _wrong(gold: Gold, claim: Claim, names: list[str]) -> str:
    """What is wrong with a pair, and what the claim says instead."""
    rule = claim.evidence.get("chain")
    by_hand = f"{gold.speaker.text if gold.speaker else None} {list(gold.chain)} {gold.speech}"
    ours = f"{claim.speaker.text if claim.speaker else None} {[link.name for link in claim.chain]} {claim.speech}"
    return f"{gold.doc}:{gold.figure.start} {gold.figure.text!r} wrong {', '.join(names)}: {by_hand} | {ours} ({rule.rule if rule else None})"


if __name__ == "__main__":
    sys.exit(main())
