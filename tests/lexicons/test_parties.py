"""A user's own parties, through REPORTEDLY_PARTIES, each in a process of its own."""

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from reportedly import lexicons

OWN = """[[party]]
name = "Northland"
names = ["Northland"]
adjectives = ["Northern"]

[[party]]
name = "Russia"
names = ["Russia only"]
"""
CODE = """
from reportedly import lexicons
from reportedly.resolve.parties import party_of
print(party_of("Northern tanks"), party_of("Russian tanks"), lexicons.version())
"""


def told(path: Path | None, code: str = CODE) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "REPORTEDLY_PARTIES"} | (
        {"REPORTEDLY_PARTIES": str(path)} if path else {}
    )
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)


def test_own_parties_are_added_and_replace_those_of_their_name(tmp_path: Path):
    own = tmp_path / "own.toml"
    own.write_text(OWN, encoding="utf-8")
    with_own, without = told(own).stdout.split(), told(None).stdout.split()
    assert with_own[:2] == ["Northland", "None"]
    assert without[:2] == ["None", "Russia"]
    assert with_own[2] != without[2]  # the version that every claim records


def test_every_country_is_a_party_once():
    names = [party["name"] for party in lexicons.parties()]
    assert len(names) == len(set(names))
    words = Counter(
        word for party in lexicons.parties() for word in {*party.get("names", ()), *party.get("adjectives", ()), *party.get("people", ())}
    )
    assert [word for word, parties in words.items() if parties > 1] == []


@pytest.mark.parametrize("content", [None, "party = [", '[[party]]\nnames = ["Nameless"]\n'])
def test_a_file_that_is_none_is_told_in_one_line(tmp_path: Path, content: str | None):
    own = tmp_path / "own.toml"
    if content is not None:
        own.write_text(content, encoding="utf-8")
    code = "from reportedly import lexicons, errors\ntry: lexicons.parties()\nexcept errors.ReportedlyError as error: print(error)"
    assert "own.toml" in told(own, code).stdout
