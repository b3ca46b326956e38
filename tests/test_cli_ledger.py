"""What the command line does to a ledger that stands: names erased, heads kept elsewhere, rules of another version, other writers."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reportedly import cli
from reportedly.errors import LedgerError
from reportedly.ledger.locks import writer_lock

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


def test_anchors_show_what_is_done_to_the_ledger_later(added: Path):
    anchors, earlier = added / "anchors.jsonl", (added / "reportedly.db").read_bytes()
    assert run("verify", "--anchor", "anchors.jsonl").exit_code == 0
    (added / "in" / "second.txt").write_text(REPORT.replace("12", "13"), encoding="utf-8")
    assert run("add", "in", "--model", "rules", "--anchor", "anchors.jsonl").exit_code == 0
    first, second = (json.loads(line) for line in anchors.read_text().splitlines())
    assert (first["reports"], second["reports"]) == (1, 2)
    assert set(first) == {"at", "claims", "entries", "head", "reports"}
    assert run("verify", "--head", "anchors.jsonl").exit_code == 0
    (added / "reportedly.db").write_bytes(earlier)
    (added / "reportedly.db.head").unlink()
    assert run("verify").exit_code == 0
    cut = run("verify", "--head", "anchors.jsonl", "--anchor", "anchors.jsonl")
    assert cut.exit_code == 1
    assert "anchors.jsonl line 2 says" in " ".join(cut.stdout.split())
    assert len(anchors.read_text().splitlines()) == 2, "a ledger with faults is no anchor"


def test_redo_since_a_version_leaves_what_newer_rules_made(added: Path, monkeypatch: pytest.MonkeyPatch):
    assert "0 redone, 0 as they were" in run("redo", "--since", "0.0.1", "--model", "rules").stderr
    assert "0 redone, 1 as they were" in run("redo", "--model", "rules").stderr
    monkeypatch.setattr("reportedly.resolve.claims.RULES_VERSION", "9.0.0")
    assert "1 redone, 0 as they were" in run("redo", "--since", "9.0", "--model", "rules").stderr
    assert "0 redone, 0 as they were" in run("redo", "--since", "9.0", "--model", "rules").stderr
    assert run("verify").exit_code == 0
    claims = [json.loads(line) for line in run("export", "jsonl").stdout.splitlines()]
    assert {claim["made_by"]["rules"] for claim in claims} == {"9.0.0"}
    readings = [json.loads(line) for line in run("history", claims[0]["claim_key"], "--json").stdout.splitlines()]
    assert [reading["made_by"]["rules"] == "9.0.0" for reading in readings] == [False, True]


def test_a_writer_that_waits_in_vain_names_who_writes(added: Path):
    with writer_lock(added / "reportedly.db", 1, "erasing"), pytest.raises(LedgerError, match=r"waited 0.1 s for process \d+ \(erasing since"):
        CliRunner().invoke(cli.app, ["--wait", "0.1", "add", "in", "--model", "rules"], catch_exceptions=False)


def test_erase_tells_of_parts_of_the_name_that_are_left(added: Path):
    (added / "in" / "second.txt").write_text(REPORT.replace("Zoya Privatna", "Ms Privatna"), encoding="utf-8")
    assert run("add", "in", "--model", "rules").exit_code == 0
    erased = run("erase", "--name", "Zoya Privatna", "--reason", "asked for by the person")
    assert "left are words with a part of the name alone: 1 Privatna;" in " ".join(erased.stderr.split())


def test_erase_drops_findings_and_compare_derives_them_anew(added: Path):
    (added / "in" / "second.txt").write_text(REPORT.replace("Harbour Wire", "Harbour Daily"), encoding="utf-8")
    assert run("add", "in", "--model", "rules").exit_code == 0
    before = run("compare", "--json")
    assert before.exit_code == 0
    assert run("erase", "--name", "Zoya Privatna", "--reason", "asked for by the person").exit_code == 0
    assert run("verify").exit_code == 0
    after = run("compare", "--json")
    assert len(after.stdout.splitlines()) == len(before.stdout.splitlines()) > 0
    assert "Privatna" not in after.stdout
    assert run("verify").exit_code == 0
    assert all(b"Privatna" not in file.read_bytes() for file in added.iterdir() if file.is_file())


def test_a_ledger_of_an_older_schema_is_brought_up_to_date_on_request(added: Path):
    frozen = Path(__file__).parent / "ledger" / "frozen" / "v1.db"
    (added / "old.db").write_bytes(frozen.read_bytes())
    with pytest.raises(LedgerError, match="'reportedly migrate'"):
        CliRunner().invoke(cli.app, ["-l", "old.db", "find"], catch_exceptions=False)
    assert "old.db.schema1.backup" in " ".join(run("-l", "old.db", "migrate").stderr.split())
    assert (added / "old.db.schema1.backup").exists()
    assert "has the present schema" in run("-l", "old.db", "migrate").stderr
    assert run("-l", "old.db", "find", "drones").exit_code == 0
    assert run("-l", "old.db", "verify").exit_code == 0
