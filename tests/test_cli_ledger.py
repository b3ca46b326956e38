"""What the command line does to a ledger that stands: names erased, heads kept elsewhere, rules of another version, other writers."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reportedly import cli

REPORT = """outlet: Harbour Wire
date: 2025-02-08

At least 12 soldiers were killed near Sumy on Monday, Zoya Privatna said. The council denied that 40 civilians had died.
"""


def run(*words: str) -> Result:
    return CliRunner().invoke(cli.app, words)


@pytest.fixture
def added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a ledger of one report."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REPORTEDLY_LEDGER", raising=False)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "depot.txt").write_text(REPORT, encoding="utf-8")
    assert run("add", "in", "--model", "rules").exit_code == 0
    return tmp_path


def test_erase_takes_a_name_out_and_verify_holds(added: Path):
    told = run("erase", "--name", "Zoya Privatna", "--reason", "asked for by the person", "--dry-run")
    assert (told.exit_code, told.stdout.split()) == (0, ["1", "Zoya", "Privatna"])
    assert "would change" in told.stderr
    assert "Zoya Privatna" in run("show", "depot.txt").stdout
    erased = run("erase", "--name", "Zoya Privatna", "--name", "Privatna", "--reason", "asked for by the person")
    assert erased.exit_code == 0
    assert "█████████████ said" in run("show", "depot.txt").stdout
    assert run("verify").exit_code == 0
    assert run("add", "in", "--model", "rules", "--json").stdout.count("already there") == 1
    assert all(b"Privatna" not in file.read_bytes() for file in added.iterdir() if file.is_file())
    assert "erased" in run("status").stdout
    assert json.loads(run("status", "--json").stdout)["erasures"][0]["reason"] == "asked for by the person"


def test_erase_names_the_backup_that_still_holds_the_name(added: Path):
    (added / "reportedly.db.schema1.backup").write_bytes(b"... Zoya Privatna ...")
    erased = run("erase", "--name", "Zoya Privatna", "--reason", "asked for by the person")
    assert erased.exit_code == 1
    assert "reportedly.db.schema1.backup: still holds the name" in " ".join(erased.stderr.split())
