"""The command line as a user types it, on small files in a folder of its own."""

import csv
import io
import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reportedly import cli

REPORT = """outlet: Harbour Wire
date: 2025-02-08
title: Depot hit

At least 12 soldiers were killed near Sumy on Monday, the regional council said. The council denied that 40 civilians had died.
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REPORTEDLY_LEDGER", raising=False)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "depot.txt").write_text(REPORT, encoding="utf-8")
    return tmp_path


def run(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli.app, words, input=stdin)


def lines(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_add_find_show_export_verify(folder: Path):
    added = run("add", "in", "--json")
    assert added.exit_code == 0, added.stderr
    assert lines(added) == [{"claims": 2, "reason": None, "source": "depot.txt", "status": "added"}]
    assert "1 added (2 claims), 0 already there, 0 quarantined" in " ".join(added.stderr.split())

    found = lines(run("find", "--measure", "killed", "--stance", "denied", "--json"))
    assert [(claim["figure"]["text"], claim["stance"]) for claim in found] == [("40", "denied")]
    assert len(lines(run("find", "--min", "20", "--json"))) == 2  # 'at least 12' may be 20
    assert len(lines(run("find", "--max", "20", "--json"))) == 1

    shown = run("show", str(found[0]["claim_key"])[:12])
    assert "40[1] civilians" in " ".join(shown.stdout.split())
    assert "regional council" in run("show", "depot.txt").stdout

    rows = list(csv.DictReader(io.StringIO(run("export", "csv").stdout)))
    assert [row["figure_text"] for row in rows] == ["12", "40"]
    assert run("export", "jsonl", "-o", "claims.jsonl").exit_code == 0
    assert (folder / "claims.jsonl").read_text(encoding="utf-8") == run("export", "jsonl").stdout

    verified = run("verify")
    assert verified.exit_code == 0
    assert "0 faults in 1 reports, 2 claims" in " ".join(verified.stderr.split())


@pytest.mark.usefixtures("folder")
def test_adding_twice_adds_nothing():
    run("add", "in")
    before = run("export", "jsonl").stdout
    again = run("add", "in", "--json")
    assert again.exit_code == 0
    assert [line["status"] for line in lines(again)] == ["already there"]
    assert run("export", "jsonl").stdout == before != ""


def test_the_order_of_adding_leaves_the_export_alone(folder: Path):
    (folder / "in" / "other.txt").write_text(REPORT.replace("12", "15").replace("Harbour Wire", "Northern Ledger"), encoding="utf-8")
    for ledger, order in (("one.db", ("depot", "other")), ("two.db", ("other", "depot"))):
        for name in order:
            assert run("-l", ledger, "add", f"in/{name}.txt").exit_code == 0
    assert run("-l", "one.db", "export", "jsonl").stdout_bytes == run("-l", "two.db", "export", "jsonl").stdout_bytes != b""


def test_a_bad_file_costs_itself_and_the_exit_code(folder: Path):
    (folder / "in" / "empty.txt").write_text(" \n", encoding="utf-8")
    result = run("add", "in")
    assert result.exit_code == 1
    assert "quarantined" in result.stderr
    assert "no text" in result.stderr
    assert "1 added (2 claims), 0 already there, 1 quarantined" in " ".join(result.stderr.split())


def test_verify_names_the_changed_row(folder: Path):
    run("add", "in")
    data = (folder / "reportedly.db").read_bytes()
    assert data.count(b"At least 12 soldiers") >= 1
    (folder / "reportedly.db").write_bytes(data.replace(b"At least 12 soldiers", b"At least 92 soldiers"))
    result = run("verify")
    assert result.exit_code == 1
    assert "reports" in result.stdout


@pytest.mark.usefixtures("folder")
def test_plumbing_prints_each_stage():
    report = lines(run("read", "in"))[0]
    assert (report["outlet"], report["published"], report["text"]) == ("Harbour Wire", "2025-02-08", REPORT)
    detection = lines(run("detect", "in"))[0]
    assert detection["report_ref"] == "depot.txt"
    assert [a["source"][0]["text"] for a in detection["attributions"]] == ["the regional council", "The council"]
    assert set(detection["attributions"][0]) >= {"source", "cue", "content", "type", "parent"}
    assert len(lines(run("resolve", "in"))) == 2


@pytest.mark.usefixtures("folder")
def test_show_reads_a_file_without_storing_it():
    result = run("show", "in/depot.txt")
    assert result.exit_code == 0
    assert "12[1]" in result.stdout
    assert not os.path.exists("reportedly.db")


@pytest.mark.usefixtures("folder")
def test_standard_input_is_a_report():
    assert [line["status"] for line in lines(run("add", "-", "--json", stdin=REPORT))] == ["added"]


def test_redo_with_other_rules_supersedes_and_keeps_the_history(folder: Path):
    run("add", "in", "--model", "rules")
    before = lines(run("export", "jsonl"))
    done = run("redo")
    assert done.exit_code == 0, done.stderr
    after = lines(run("export", "jsonl"))
    assert {claim["made_by"]["model"] is None for claim in before} == {True}
    assert {claim["made_by"]["model"] is None for claim in after} == {False}
    kept = next(claim["claim_key"] for claim in after if claim["claim_key"] in {claim["claim_key"] for claim in before})
    assert len(lines(run("history", kept, "--json"))) == 2
    assert "0 redone, 1 as they were" in " ".join(run("redo").stderr.split())
    assert run("verify").exit_code == 0


def test_status_shows_the_sums_and_the_quarantine(folder: Path):
    (folder / "in" / "empty.txt").write_text(" ", encoding="utf-8")
    run("add", "in")
    told = run("status").stdout
    assert "1 reports, 2 claims (0 superseded)" in told
    assert "quarantined in/empty.txt (read): no text" in told
    assert lines(run("status", "--json"))[0]["counts"]["quarantined"] == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("find", "--measure", "dead"), "'dead' is none of killed"),
        (("find", "--since", "8.2.2025"), "write it as 2025-02-08"),
        (("export", "xls"), "xls"),
        (("add",), "Missing argument"),
    ],
)
@pytest.mark.usefixtures("folder")
def test_wrong_use_exits_2_and_says_what_is_right(words: tuple[str, ...], says: str):
    result = run(*words)
    assert result.exit_code == 2
    assert says in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.usefixtures("folder")
def test_a_missing_ledger_is_one_line_and_exit_1(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("sys.argv", ["reportedly", "find", "depot"])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    assert stopped.value.code == 1
    assert "reportedly.db" in capsys.readouterr().err


def test_every_verb_is_documented():
    for command in cli.app.registered_commands:
        assert command.callback is not None
        assert command.callback.__doc__


def test_compare_derives_stores_and_prints_findings(folder: Path):
    (folder / "in" / "other.txt").write_text(
        "outlet: Copper Mail\ndate: 2025-02-08\n\nOn Monday 15 soldiers were killed near Sumy, the governor of the region said.\n", encoding="utf-8"
    )
    (folder / "in" / "depot.txt").write_text(REPORT.replace("At least 12 soldiers", "On Monday 12 soldiers"), encoding="utf-8")
    assert run("compare").exit_code == 1
    assert run("add", "in").exit_code == 0
    printed = run("compare", "contradicts", "--json")
    (found,) = lines(printed)
    assert sorted(found) == ["claims", "figures", "how", "kind", "reason", "reports", "rule"]
    assert (found["kind"], found["figures"], found["reports"], found["how"]) == ("contradicts", ["12", "15"], ["depot.txt", "other.txt"], None)
    assert run("compare", "contradicts", "--json", "--rebuild").stdout == printed.stdout
    assert lines(run("compare", "denies", "--json")) == []
    assert run("compare", "rumour").exit_code == 2
    assert "do not meet" in " ".join(run("compare").stdout.split())
    found_claims = run("find", "soldiers")
    assert "contradicts" in found_claims.stdout
    assert "2 claims: 2 independent origins, 0 claims without a source" in found_claims.stderr
    assert "do not meet" in " ".join(run("show", "depot.txt").stdout.split())
    assert run("verify").exit_code == 0
