"""Parsers in a process of their own: what each kind of hostile input costs."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.errors import ReportedlyError, UnreadableInputError
from reportedly.read import Limits, read
from reportedly.read.pages import page_of
from reportedly.read.workers import Worker
from reportedly.records import Quarantined, Report

PAGE = b"<html><body><article><p>Two people were hurt when a drone fell on a depot near Harrowdene, the mayor said.</p></article></body></html>"


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """A worker with one second for each input and parsers that misbehave."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]))
    with Worker(Limits(cpu_s=1, wall_s=3, output_mb=2), "faulty_work") as worker:
        yield worker


def text(worker: Worker, kind: str, raw: bytes = b"") -> str:
    return worker.parse(kind, raw).text


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("hang", "took longer than 3 s"),
        ("crash", "it crashed (SIGSEGV)"),
        ("exit", "it crashed (exit code 3)"),
        ("eat", "needs more than 1024 MB"),
        ("flood", "gives more than 2 MB"),
        ("raise", "the parser failed: ZeroDivisionError"),
        ("lie", "it crashed (its answer cannot be read)"),
        ("nonsense", "it crashed (its answer cannot be read)"),
    ],
)
def test_what_goes_wrong_costs_one_input(faulty: Worker, kind: str, reason: str) -> None:
    assert text(faulty, "ok").endswith(" 1")
    with pytest.raises(UnreadableInputError) as told:
        faulty.parse(kind, b"x" * 1000)
    assert reason in str(told.value)
    assert text(faulty, "ok")


def test_processor_time_is_counted_for_each_input(faulty: Worker) -> None:
    faulty.limits = Limits(cpu_s=1, wall_s=60)
    for _ in range(2):
        with pytest.raises(UnreadableInputError, match="took more than 1 s of processor time"):
            faulty.parse("spin", b"")


def test_one_process_takes_many_inputs(faulty: Worker) -> None:
    found = [text(faulty, "ok").split() for _ in range(5)]
    assert len({number for number, _ in found}) == 1
    assert [count for _, count in found] == ["1", "2", "3", "4", "5"]


def test_a_crash_that_came_of_earlier_inputs_is_tried_once_more_alone(faulty: Worker) -> None:
    text(faulty, "ok")
    assert text(faulty, "crash-when-used") == "alone"


def test_what_a_parser_prints_is_no_answer(faulty: Worker, capfd: pytest.CaptureFixture[str]) -> None:
    assert text(faulty, "chatter") == "text"
    assert capfd.readouterr() == ("", "")


def test_a_parser_writes_no_file(faulty: Worker, tmp_path: Path) -> None:
    with pytest.raises(UnreadableInputError, match="too large"):
        faulty.parse("write", str(tmp_path / "new").encode())
    assert (tmp_path / "new").read_bytes() == b""


def test_a_process_that_died_between_two_inputs_costs_none(faulty: Worker) -> None:
    number = int(text(faulty, "ok").split()[0])
    os.kill(number, signal.SIGKILL)
    assert int(text(faulty, "ok").split()[0]) != number


def test_a_large_input_to_a_process_that_does_not_read_is_given_up(faulty: Worker) -> None:
    os.kill(int(text(faulty, "ok").split()[0]), signal.SIGSTOP)
    with pytest.raises(UnreadableInputError, match="took longer"):
        faulty.parse("ok", b"x" * 8 * 1024 * 1024)


def test_a_process_that_does_not_start_is_an_error_of_ours() -> None:
    with pytest.raises(ReportedlyError, match="does not start"):
        Worker(program="reportedly.no_such_module").parse("page", PAGE)


def test_nothing_is_left_running(faulty: Worker) -> None:
    number = int(text(faulty, "ok").split()[0])
    faulty.close()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_a_page_is_the_same_in_either_process() -> None:
    with Worker() as worker:
        assert worker.parse("page", PAGE) == page_of(PAGE)


def test_one_page_that_is_too_much_is_quarantined_and_the_rest_is_read(faulty: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, raw in (("a", PAGE), ("b", PAGE.replace(b"Two", b"hang")), ("c", PAGE.replace(b"Two", b"Three"))):
        (tmp_path / f"{name}.html").write_bytes(raw)
    monkeypatch.setattr("reportedly.read.sources.Worker", lambda limits: faulty)
    found = list(read([tmp_path]))
    assert [type(item) for item in found] == [Report, Quarantined, Report]
    assert "took longer than 3 s" in found[1].reason  # type: ignore[union-attr]
