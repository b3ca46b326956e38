"""Fixtures that every test may use."""

import os

import pytest
from hypothesis import settings

from reportedly.detect import models
from reportedly.detect.models import Model

# In CI the examples are the same in every run: a new fault is found at a desk, not in somebody else's submission.
settings.register_profile("ci", derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--torture", action="store_true", help="the full counts: 1,000 kills, 100,000 fuzzed inputs, ... (hours; docs/reliability.md)")


@pytest.fixture(scope="session")
def model() -> Model:
    """The default language model, loaded once."""
    return models.load()


@pytest.fixture(scope="session")
def rules_only() -> Model:
    """No language model: tokens and sentences only."""
    return models.load("rules")
