"""The invented reports stand beside the tests."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.ledger import Ledger
from reportedly.records import Quarantined

sys.path.insert(0, str(Path(__file__).parent))

from invented import AT, MADE_BY, claims, report


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test's ledger goes."""
    return tmp_path / "test.db"


@pytest.fixture
def ledger(path: Path) -> Iterator[Ledger]:
    """An empty ledger whose clock stands still."""
    with Ledger.open(path, clock=lambda: AT) as opened:
        yield opened


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """A ledger of three reports with three claims each, and one input in the quarantine."""
    with ledger.run(MADE_BY, "add", AT) as run:
        for number in (1, 2, 3):
            run.add(report(number), claims(report(number)))
        run.quarantine(Quarantined("broken.html", "read", "no text", "c" * 64))
    return ledger
