"""How many examples: some hundred in CI, 100,000 with --torture."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def examples(request: pytest.FixtureRequest) -> int:
    return 100_000 if request.config.getoption("--torture") else 400
