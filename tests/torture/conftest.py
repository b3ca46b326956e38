"""How often: a handful in CI, the full counts with --torture (docs/reliability.md)."""

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent / "ledger")]


@pytest.fixture
def often(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """The first number in CI, the second with --torture."""
    torture = bool(request.config.getoption("--torture"))
    return lambda few, many: many if torture else few


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> random.Random:
    """The same moments and places in every run of a test, as far as the machine allows."""
    return random.Random(request.node.name)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test's ledger goes."""
    return tmp_path / "test.db"


@pytest.fixture
def note(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """A line with the figures of a test, shown with --torture."""

    def say(line: str) -> None:
        if request.config.getoption("--torture"):
            with capsys.disabled():
                print(f"\n{request.node.name}: {line}", flush=True)

    return say
