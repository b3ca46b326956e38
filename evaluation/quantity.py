"""How many of the single phrases of ../shared/normalise/quantity.tsv are read right: value, bounds and hedge; passes over where the file is absent.

python evaluation/quantity.py [FILE] prints the share, and each phrase that is read otherwise.
"""

import sys
from pathlib import Path

from reportedly.detect import documents, models
from reportedly.detect.figures import counts
from reportedly.records import Report
from reportedly.resolve.figures import bounds

DEFAULT = Path(__file__).parent.parent.parent / "shared" / "normalise" / "quantity.tsv"


def rows(path: Path) -> list[list[str]]:
    """The phrases with what is expected: id, text, value, low, high, hedge, counted."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(line.split("\t") + [""] * 8)[:8] for line in lines if line and not line.startswith("#")]


def reading(text: str, model: models.Model) -> tuple[str, str, str, str]:
    """What is read: value, low, high and hedge of the first figure of a phrase; ('none', '', '', '') where there is none."""
    quantity = next(iter(counts(documents.parse(Report("-", "-", text), model))), None)
    if quantity is None:
        return "none", "", "", ""
    low, high, value, hedge = bounds(quantity)
    return written(value), written(low), written(high), hedge


def written(number: float | None) -> str:
    """A number as the file writes it."""
    return "" if number is None else f"{number:g}" if abs(number) < 1e5 else str(int(number))


def main() -> None:
    """Print the share of phrases that are read right, and the others."""
    path = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    if not path.exists():
        print(f"{path.name}: not present, passed over")
        return
    model, right, table = models.load(), 0, rows(path)
    for name, text, value, low, high, hedge, *_ in table:
        got = reading(text, model)
        good = got == (value, low, high, hedge) or (value == got[0] == "none")
        right += good
        if not good:
            print(f"{name}\t{text}\texpected {value} {low} {high} {hedge}\tread {' '.join(got)}")
    print(f"{right} of {len(table)} right: {right / len(table):.3f}")


if __name__ == "__main__":
    main()
