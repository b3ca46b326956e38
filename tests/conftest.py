"""Fixtures that every test may use."""

import pytest

from reportedly.detect import models
from reportedly.detect.models import Model


@pytest.fixture(scope="session")
def model() -> Model:
    """The default language model, loaded once."""
    return models.load()


@pytest.fixture(scope="session")
def rules_only() -> Model:
    """No language model: tokens and sentences only."""
    return models.load("rules")
