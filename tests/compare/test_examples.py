"""The examples of drift, the whole way: a hedge lost along a chain, a part told as the whole, a number rounded in a copy."""

from pathlib import Path

from invented import AT

from reportedly import pipeline
from reportedly.compare import compare
from reportedly.pipeline import Tools
from reportedly.read import read

EXAMPLES = Path(__file__).parents[2] / "examples"
NAMES = ("interview.txt", "hedge-lost.txt", "gaza-leap-day.txt", "gaza-leap-day-copy.txt")


def test_what_the_examples_lost_in_retelling(ledger):
    tools = Tools.load()
    with ledger.run(tools.made_by, "add", AT) as run:
        list(pipeline.add(read([EXAMPLES / name for name in NAMES]), run, tools))
    list(compare(ledger))
    drifts = [(found.how, found.figures, tuple(Path(ref).name for ref in found.reports)) for found in ledger.findings("drift")]
    assert sorted(drifts) == sorted(
        [
            ("hedge", ("700", "700"), NAMES[:2]),
            ("noun", ("700", "700"), NAMES[:2]),
            ("noun", ("20", "20"), NAMES[:2]),
            ("attribution", ("20", "20"), NAMES[:2]),
            ("figure", ("30,035", "30,000"), NAMES[2:]),
        ]
    )
    reasons = " ".join(found.reason for found in ledger.findings("drift"))
    assert "“senior” was said of a part of them and is told of all" in reasons
    assert "the hedge “more than” is lost" in reasons
    (copy,) = ledger.findings("copy")
    assert tuple(Path(ref).name for ref in copy.reports) == NAMES[2:]
    assert copy.rule == "copy-credited"
