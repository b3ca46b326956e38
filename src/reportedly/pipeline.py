"""The one place that strings the stages together."""

import logging
import shlex
import signal
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FrameType
from typing import Literal, Self

from reportedly import stops
from reportedly.detect import detect, models
from reportedly.detect.models import Model
from reportedly.errors import ReportedlyError
from reportedly.ledger import RefusedError, Run, Waiting
from reportedly.read import Details, Limits
from reportedly.read.again import again, path_of
from reportedly.read.details import NOTHING_SAID, as_options, first_said, from_options
from reportedly.records import Claim, Detection, Input, MadeBy, Quarantined, Report
from reportedly.resolve import resolve
from reportedly.resolve.claims import made_by
from reportedly.resolve.gazetteer import Gazetteer

MOST_CHARACTERS = 1_000_000  # of one report: a long book, and what spaCy's models take
REPORT_SECONDS = 120.0  # of processor time, for one stage of one report
_log = logging.getLogger(__name__)


class OutOfTimeError(ReportedlyError):
    """A report that takes a stage longer than any report should: a fault of ours, or a text made to be slow."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What the stages work with besides a report: the language model and the gazetteer."""

    model: Model
    gazetteer: Gazetteer

    @classmethod
    def load(cls, model: str | None = None) -> Self:
        """The tools with the model of that name (`models.load`); the gazetteer's index is built on first use. Raises ModelError."""
        return cls(models.load(model), Gazetteer.open())

    @property
    def made_by(self) -> MadeBy:
        """The versions that claims made with these tools carry."""
        return made_by(self.model.version, self.gazetteer)


@dataclass(frozen=True, slots=True)
class Given:
    """What a user says of all inputs of a run: details of reports that do not give theirs, and what a page may cost its parser."""

    details: Details = NOTHING_SAID
    limits: Limits | None = None

    @property
    def command(self) -> str:
        """The run's command, which the ledger keeps."""
        return shlex.join(["add", *as_options(self.details)])


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one input: exactly one of added (or, extracted again, redone), already there, quarantined."""

    source: str
    status: Literal["added", "redone", "already there", "quarantined"]
    claims: int = 0
    reason: str | None = None


def claims_of(report: Report, tools: Tools) -> tuple[Claim, ...]:
    """The claims of one report, in the order of its text; a pure function of the report and the tools."""
    return resolve(detect(report, tools.model), tools.gazetteer)


def detected(report: Report, tools: Tools) -> Detection | Quarantined:
    """What language alone gives of the report, or the report quarantined with the reason where that failed."""
    if len(report.text) > MOST_CHARACTERS:
        return Quarantined(report.report_ref, "detect", f"longer than {MOST_CHARACTERS:,} characters: split it", report.raw_sha256)
    try:
        with _in_time():
            return detect(report, tools.model)
    except Exception as error:
        return _failed(report, "detect", error)


@stops.heeded()
def extracted(report: Report, tools: Tools) -> tuple[Claim, ...] | Quarantined:
    """The claims of the report, or the report quarantined with the stage that failed and the reason."""
    detection = detected(report, tools)
    if isinstance(detection, Quarantined):
        return detection
    try:
        with _in_time():
            return resolve(detection, tools.gazetteer)
    except Exception as error:
        return _failed(report, "resolve", error)


def add(inputs: Iterable[Report | Quarantined | Input], run: Run, tools: Tools) -> Iterator[Outcome]:
    """Store every input in the ledger's run, one transaction each, and yield what became of it.

    A report that is there already is left alone. A report that a stage fails on is quarantined with the reason; the run goes on. An Input (from
    `read.inputs`) that waited in the quarantine and is a report now is released from it; a report by itself has its ref for a source.
    """
    for given in stops.heeding(inputs):
        source, item = (given.source, given.item) if isinstance(given, Input) else ("", given)
        if isinstance(item, Quarantined):
            yield _quarantined(item, run)
            continue
        outcome = Outcome(item.report_ref, "already there") if run.has(item) else _added(item, source, run, tools)
        if outcome.status != "quarantined":
            run.settle(source or item.report_ref, item)
        yield outcome


def retry(waiting: Sequence[Waiting], run: Run, tools: Tools, given: Given) -> Iterator[Outcome]:
    """Read the sources that wait in the quarantine once more and store what they hold now, as `add` does; what came on standard input is passed over.

    What was said of a source when it was tried last (its outlet, ...) is said again, where `given` does not say otherwise.
    """
    sources = {item.input.source: first_said(given.details, from_options(item.command)) for item in waiting}
    yield from add(again(sources, given.limits), run, tools)
    for source in sources:
        if path_of(source).is_dir():  # it could not be entered, and now it can: nothing of its own is to be stored
            run.settle(source, None)


def redo(reports: Iterable[Report], run: Run, tools: Tools) -> Iterator[Outcome]:
    """Extract stored reports again with these tools, and yield what became of each; former claims stay in the ledger's history.

    A report whose newest claims were made by the same versions already is left alone, and costs nothing: a run that was stopped goes on there.
    """
    for report in stops.heeding(reports):
        if run.is_current(report.report_id):
            yield Outcome(report.report_ref, "already there")
            continue
        claims = extracted(report, tools)
        if isinstance(claims, Quarantined):
            yield _quarantined(claims, run)
        else:
            yield Outcome(report.report_ref, run.redo(report.report_id, claims), len(claims))


def _added(report: Report, source: str, run: Run, tools: Tools) -> Outcome:
    claims = extracted(report, tools)
    if isinstance(claims, Quarantined):
        return _quarantined(replace(claims, source=source or claims.source), run)
    try:
        return Outcome(report.report_ref, run.add(report, claims), len(claims))
    except RefusedError as error:
        return _quarantined(Quarantined(source or report.report_ref, "ledger", str(error), report.raw_sha256), run)


def _quarantined(item: Quarantined, run: Run) -> Outcome:
    run.quarantine(item)
    return Outcome(item.source, "quarantined", reason=item.reason)


def _failed(report: Report, stage: Literal["detect", "resolve"], error: Exception) -> Quarantined:
    """A fault of ours in one report costs that report only; the traceback goes to the log for a bug report."""
    _log.debug("%s failed on %s", stage, report.report_ref, exc_info=error)
    return Quarantined(report.report_ref, stage, f"{stage} failed: {type(error).__name__}: {error}", report.raw_sha256)


@contextmanager
def _in_time() -> Iterator[None]:
    """Nothing, while REPORT_SECONDS of processor time inside raise OutOfTimeError; outside of the main thread there is no limit."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    former = signal.signal(signal.SIGPROF, _late)
    signal.setitimer(signal.ITIMER_PROF, REPORT_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)


def _late(number: int, frame: FrameType | None) -> None:
    raise OutOfTimeError(f"took more than {REPORT_SECONDS:g} s of processor time")
