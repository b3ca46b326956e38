"""The quarantine from the command line: what waits, what is tried again, what is released, and the sums that must add up."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from reportedly import cli
from reportedly.ledger import Ledger

TEXT = "At least 12 soldiers were killed near Sumy on Monday, the regional council said.\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REPORTEDLY_LEDGER", raising=False)
    monkeypatch.setenv("REPORTEDLY_MODEL", "rules")
    return tmp_path


def run(*words: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli.app, words, input=stdin)


def status() -> dict[str, list[dict[str, object]]]:
    return json.loads(run("status", "--json").stdout)


def outcomes(result: Result) -> list[str]:
    return [json.loads(line)["status"] for line in result.stdout.splitlines()]


def test_a_mended_file_is_released_with_the_options_it_was_added_with():
    Path("a.txt").write_text(" ")
    assert run("add", "a.txt", "--outlet", "Harbour Wire", "--published", "2025-02-08").exit_code == 1
    assert [item["input"]["source"] for item in status()["waiting"]] == ["a.txt"]
    Path("a.txt").write_text(TEXT)
    retried = run("add", "--retry", "--json")
    assert (retried.exit_code, outcomes(retried)) == (0, ["added"])
    assert status()["waiting"] == []
    with Ledger.open("reportedly.db", read_only=True) as ledger:
        report = ledger.report("a.txt")
        assert report is not None
        assert (report.outlet, report.published) == ("Harbour Wire", "2025-02-08")
        assert list(ledger.verify()) == []


def test_a_mended_file_is_released_by_a_plain_add_too():
    Path("a.txt").write_text(" ")
    run("add", "a.txt")
    Path("a.txt").write_text(TEXT)
    assert run("add", "a.txt").exit_code == 0
    assert status()["waiting"] == []


def test_what_fails_again_waits_once_with_its_newest_reason_and_its_tries():
    Path("a.txt").write_text(" ")
    run("add", "a.txt")
    run("add", "--retry")
    Path("a.txt").write_bytes(b"\0")
    assert run("add", "--retry").exit_code == 1
    (waiting,) = status()["waiting"]
    assert waiting["tries"] == 3
    assert "NUL" in waiting["input"]["reason"]
    assert "3 tries" in run("status").stdout


def test_a_line_is_retried_with_its_file_and_the_sums_are_the_inputs():
    good = json.dumps({"id": 1, "text": TEXT, "language": "en"})
    Path("a.jsonl").write_text(f"{good}\n{{bad\n{{worse\n")
    assert outcomes(run("add", "a.jsonl", "--json")) == ["added", "quarantined", "quarantined"]
    Path("a.jsonl").write_text(f"{good}\n{good.replace('12', '15').replace('1,', '2,', 1)}\n")
    assert outcomes(run("add", "--retry", "--json")) == ["already there", "added", "quarantined"]
    told = status()
    assert [item["input"]["reason"] for item in told["waiting"]] == ["the file has no such line any more"]
    assert [(r["added"], r["already_there"], r["quarantined"]) for r in told["runs"]] == [(1, 0, 2), (1, 1, 1)]
    assert "6 inputs: 2 added, 1 already there, 3 quarantined" in run("status").stdout


def test_a_file_that_went_away_is_said_so():
    Path("a.txt").write_text(" ")
    run("add", "a.txt")
    Path("a.txt").unlink()
    assert run("add", "--retry").exit_code == 1
    assert status()["waiting"][0]["input"]["reason"] == "no such file or directory"


def test_what_is_never_to_be_read_is_dismissed_with_the_reason_and_stays_in_the_ledger():
    for name in ("a.txt", "b.txt", "c.txt"):
        Path(name).write_text(" ")
    run("add", ".")
    run("add", "-", stdin="\0")
    Path("b.txt").unlink()
    assert run("dismiss", "a.txt", "--reason", "not a report").exit_code == 0
    assert [item["input"]["source"] for item in status()["waiting"]] == ["b.txt", "c.txt", "stdin"]
    told = run("dismiss", "--gone", "--reason", "lost with the old disk")
    assert "2 inputs dismissed, 1 left waiting" in told.stderr
    assert [item["input"]["source"] for item in status()["waiting"]] == ["c.txt"]
    assert [r["command"] for r in status()["runs"]][2:] == ["dismiss --reason=not a report", "dismiss --reason=lost with the old disk"]
    assert "4 inputs: 0 added, 0 already there, 4 quarantined" in run("status").stdout
    with Ledger.open("reportedly.db", read_only=True) as ledger:
        assert list(ledger.verify()) == []
    with closing(sqlite3.connect("reportedly.db")) as file:
        kept = file.execute(
            "SELECT source, group_concat(outcome) FROM quarantine JOIN attempts USING (quarantine_id) GROUP BY source ORDER BY source"
        )
        assert kept.fetchall() == [(s, "quarantined" + ",dismissed" * (s != "c.txt")) for s in ("a.txt", "b.txt", "c.txt", "stdin")]


def test_what_was_dismissed_is_not_retried_but_can_be_added_and_waits_again_where_it_fails_again():
    Path("a.txt").write_text(" ")
    run("add", "a.txt")
    run("dismiss", "a.txt", "--reason", "empty")
    assert outcomes(run("add", "--retry", "--json")) == []
    run("add", "a.txt")
    assert [(item["input"]["source"], item["tries"]) for item in status()["waiting"]] == [("a.txt", 2)]
    Path("a.txt").write_text(TEXT)
    assert outcomes(run("add", "--retry", "--json")) == ["added"]
    assert status()["waiting"] == []


@pytest.mark.parametrize("words", [("a.txt",), ("--reason", "gone"), ("a.txt", "--reason", " "), ("b.txt", "--reason", "gone")])
def test_nothing_is_dismissed_without_a_reason_or_by_a_name_that_does_not_wait(words: tuple[str, ...]):
    Path("a.txt").write_text(" ")
    run("add", "a.txt")
    assert run("dismiss", *words).exit_code != 0
    assert len(status()["waiting"]) == 1


def test_a_folder_that_can_be_read_now_is_released(folder: Path):
    (folder / "in").mkdir()
    (folder / "in" / "back").symlink_to(folder / "in")
    run("add", "in")
    assert [item["input"]["source"] for item in status()["waiting"]] == ["in/back"]
    (folder / "in" / "back").unlink()
    (folder / "in" / "back").mkdir()
    (folder / "in" / "back" / "b.txt").write_text(TEXT)
    assert run("add", "--retry").exit_code == 0
    assert status()["waiting"] == []


def test_a_name_that_is_no_utf_8_is_found_again(folder: Path):
    path = os.fsencode(folder) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(path)).write_text(" ")
    except OSError:
        pytest.skip("this file system wants UTF-8")
    run("add", ".")
    Path(os.fsdecode(path)).write_text(TEXT)
    assert run("add", "--retry").exit_code == 0
    assert status()["waiting"] == []


def test_standard_input_waits_until_the_same_comes_again():
    run("add", "-", stdin='{"text": ""}\n')
    run("add", "-", stdin="\0")
    assert run("add", "-", stdin=TEXT).exit_code == 0
    assert len(status()["waiting"]) == 2  # another text on standard input is another input
    retried = run("add", "--retry")
    assert retried.exit_code == 0
    assert "2 came on standard input and cannot be read again" in " ".join(retried.stderr.split())


def test_a_stage_that_fails_names_the_file_so_that_it_can_be_retried(monkeypatch: pytest.MonkeyPatch):
    Path("in").mkdir()
    Path("in/a.txt").write_text(TEXT)
    with monkeypatch.context() as broken:
        broken.setattr("reportedly.pipeline.detect", lambda report, model: 1 / 0)
        assert run("add", "in").exit_code == 1
    assert status()["waiting"][0]["input"] == {"source": "in/a.txt", "stage": "detect"} | {
        k: v for k, v in status()["waiting"][0]["input"].items() if k not in ("source", "stage")
    }
    assert outcomes(run("add", "--retry", "--json")) == ["added"]
    assert status()["waiting"] == []


@pytest.fixture
def heeded() -> Iterator[None]:
    """Ctrl-C is heeded: what a job in the background starts ignores it, as the job itself does."""
    former = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, former)


@pytest.mark.usefixtures("heeded")
@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_stopped_keeps_and_says_what_was_done(folder: Path, kind: signal.Signals):
    lines = (json.dumps({"id": n, "text": f"{n} {TEXT}" * 20, "language": "en"}) for n in range(1000))
    (folder / "many.jsonl").write_text("\n".join(lines))
    command = [sys.executable, "-m", "reportedly.cli", "add", "many.jsonl", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ | {"PYTHONUNBUFFERED": "1"}) as adding:
        assert adding.stdout is not None
        first = adding.stdout.readline()
        time.sleep(0.1)
        adding.send_signal(kind)
        rest, told = adding.communicate()
    printed = len((first + rest).splitlines())
    assert adding.returncode == 130, told
    assert f"stopped: {printed} added" in " ".join(told.decode().split())
    (ended,) = status()["runs"]
    assert (ended["outcome"], ended["added"]) == ("stopped", printed)
    assert run("verify").exit_code == 0


def test_a_killed_run_tells_what_it_stored(folder: Path):
    (folder / "a.txt").write_text(TEXT)
    (folder / "b.txt").write_text(" ")
    script = "import os, sys\nfrom reportedly import cli\nfrom reportedly.ledger import Run\nRun.finish = lambda *a, **k: os._exit(9)\ncli.main()"
    subprocess.run([sys.executable, "-c", script, "add", "."], check=False, capture_output=True)
    (told,) = status()["runs"]
    assert (told["outcome"], told["added"], told["already_there"], told["quarantined"]) == ("unfinished", 1, None, 1)


def test_nothing_to_add_is_wrong_use():
    assert run("add").exit_code == 2
