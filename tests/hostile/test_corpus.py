"""The hostile corpus through `reportedly add`, as a user runs it: no crash, no hang, every input ends in one way, and the sums are the inputs."""

import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from make_corpus import Case, cases

from reportedly.ledger import Ledger

LONGEST_S = 10.0  # of processor time for one input: the clock tells more of the machine
_LARGE = 400_000  # bytes: what is larger is an honest book, and may take as much longer as it is longer
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Added:
    """What `reportedly add` gave: each outcome, and the seconds of processor time since the one before it (a page's parser has its own limit)."""

    outcomes: list[tuple[str, str, str | None]]  # source, status, reason
    waits: list[float]
    code: int
    told: str


def added(folder: Path, paths: list[bytes]) -> Added:
    """One run over the paths, read as it prints."""
    command = [sys.executable.encode(), b"-m", b"reportedly.cli", b"add", b"--model", b"rules", b"--json", b"--", *paths]
    outcomes, waits, last = [], [], 0.0
    with (
        (folder.parent / "told").open("w+") as told,
        subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=told, env=os.environ | {"PYTHONUNBUFFERED": "1"}) as adding,
    ):
        assert adding.stdout is not None
        for line in adding.stdout:
            now, outcome = _processor_s(adding.pid), json.loads(line)
            waits.append(now - last if outcomes else 0.0)  # the first one waits for the program to start
            last = now
            outcomes.append((outcome["source"], outcome["status"], outcome["reason"]))
        code = adding.wait()
        told.seek(0)
        return Added(outcomes, waits, code, told.read())


def _processor_s(pid: int) -> float:
    """Seconds of processor time that a process has taken, from /proc; the clock's where there is none."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return time.monotonic()
    return (int(fields[11]) + int(fields[12])) / _TICKS


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> tuple[Path, list[Case]]:
    folder = tmp_path_factory.mktemp("hostile") / "in"
    folder.mkdir()
    made = cases(slow=bool(request.config.getoption("--torture")))
    for case in made:
        case.write(folder)
    return folder, made


@pytest.fixture(scope="module")
def first(corpus: tuple[Path, list[Case]]) -> Added:
    folder, made = corpus
    return added(folder, [case.name for case in made])


def test_it_is_some_two_hundred(corpus: tuple[Path, list[Case]]) -> None:
    assert len(corpus[1]) >= 200
    assert len({case.name for case in corpus[1]}) == len(corpus[1])


def test_no_crash_and_no_hang(corpus: tuple[Path, list[Case]], first: Added) -> None:
    assert first.code == 1, first.told
    assert "Traceback" not in first.told
    longest = [LONGEST_S * max(1.0, case.size / _LARGE) for case in corpus[1] for _ in case.ends]
    assert [(wait, outcome) for wait, outcome, most in zip(first.waits, first.outcomes, longest, strict=True) if wait >= most] == []


def test_every_input_ends_as_it_must(corpus: tuple[Path, list[Case]], first: Added) -> None:
    """In the order of the paths: each case takes as many outcomes as it has inputs, and each is one that is allowed."""
    ended, wrong = iter(first.outcomes), []
    for case in corpus[1]:
        for end in case.ends:
            source, status, reason = next(ended)
            if end not in (status, "either") or (reason is None) == (status == "quarantined"):
                wrong.append((case.name, end, source, status, reason))
    assert wrong == []
    assert next(ended, None) is None


def test_the_sums_are_the_inputs(corpus: tuple[Path, list[Case]], first: Added) -> None:
    folder, made = corpus
    counts = Counter(status for _, status, _ in first.outcomes)
    assert counts.total() == sum(len(case.ends) for case in made)
    with Ledger.open(folder / "reportedly.db", read_only=True) as ledger:
        (run,) = ledger.runs()
        assert (run.added, run.already_there, run.quarantined) == (counts["added"], counts["already there"], counts["quarantined"])
        assert ledger.counts().reports == counts["added"]
        assert ledger.counts().quarantined == counts["quarantined"]


def test_nothing_of_a_hostile_input_breaks_the_ledger(corpus: tuple[Path, list[Case]], first: Added) -> None:
    with Ledger.open(corpus[0] / "reportedly.db", read_only=True) as ledger:
        assert list(ledger.verify()) == []
        assert not any(
            "Nowhere" in report.text or "root:" in report.text for report in ledger.reports()
        )  # what is hidden, and files that markup names


def test_a_second_time_every_report_is_there_already(corpus: tuple[Path, list[Case]], first: Added, request: pytest.FixtureRequest) -> None:
    """The same bytes give the same reports: none is added anew. A few kinds in CI, all of them with --torture."""
    chosen = corpus[1] if request.config.getoption("--torture") else corpus[1][::9]
    again = Counter(status for _, status, _ in added(corpus[0], [case.name for case in chosen]).outcomes)
    assert again["added"] == 0
    assert again.total() == sum(len(case.ends) for case in chosen)


def test_the_corpus_tells_a_reader_that_gives_up(corpus: tuple[Path, list[Case]], first: Added) -> None:
    """The control: one outcome less, or one in another place, and the check above fails."""
    shorter = Added(first.outcomes[1:], first.waits[1:], first.code, first.told)
    with pytest.raises((AssertionError, StopIteration)):
        test_every_input_ends_as_it_must(corpus, shorter)
