"""The public names, and the examples in the package's docstring."""

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import reportedly


@pytest.mark.usefixtures("model")
def test_the_examples_of_the_docstring_run(tmp_path: Path):
    tests = doctest.DocTestFinder().find(reportedly, "reportedly", extraglobs={"folder": tmp_path})
    runner = doctest.DocTestRunner()
    for test in tests:
        runner.run(test)
    assert runner.tries > 5
    assert runner.failures == 0


@pytest.mark.parametrize("name", reportedly.__all__)
def test_every_public_name_is_there_and_documented(name: str):
    assert getattr(reportedly, name).__doc__


def test_an_unknown_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        reportedly.nothing  # noqa: B018


def test_the_ledger_does_not_wait_for_the_language_model():
    code = "import sys, reportedly; reportedly.Ledger; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
