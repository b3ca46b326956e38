"""Adds invented reports to a ledger and says after each that it is stored: `adder.py LEDGER FIRST COUNT`."""

import sys
from pathlib import Path

from invented import AT, MADE_BY, claims, report

from reportedly.ledger import Ledger


def main(path: Path, first: int, count: int) -> None:
    with Ledger.open(path, clock=lambda: AT) as ledger, ledger.run(MADE_BY, "add", AT) as run:
        for number in range(first, first + count):
            print(run.add(report(number), claims(report(number))).replace(" ", "-"), report(number).report_ref, flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
